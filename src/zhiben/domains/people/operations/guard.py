"""What every operation here asks first: the permission, and whether the place lies within reach."""

from collections.abc import Sequence

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.domains.organisations.queries import body_brief, units_within
from zhiben.domains.people.models import Membership


def demand(actor: Actor, permission: str) -> None:
    """Refuse unless the role carries the permission."""
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def demand_valid(findings: Sequence[Finding]) -> None:
    """Refuse input that broke a rule of form."""
    if findings:
        raise Invalid(*findings)


def demand_rules(findings: Sequence[Finding]) -> None:
    """Refuse what a rule does not allow."""
    if findings:
        raise RuleBroken(*findings)


_ANYWHERE = frozenset({"administrator", "office"})


def area_of_place(actor: Actor, body_id: int | None, unit_id: int | None) -> int:
    """The area of a body or unit in which the actor may appoint people; NotFound when out of reach.

    A head or a town officer appoints in their own body; administrators and the office in any body they reach.
    """
    if unit_id is not None and body_id is None:
        areas = units_within(actor, [unit_id])
        if unit_id in areas:
            return areas[unit_id]
    elif body_id is not None and unit_id is None:
        body = body_brief(body_id)
        if body is not None and (actor.body_id == body_id or _governs(actor, body.area)):
            return body.area
    raise NotFound(Finding("not-found"))


def _governs(actor: Actor, area: int) -> bool:
    return actor.system or (actor.role in _ANYWHERE and _in_ranges(actor, area))


def _in_ranges(actor: Actor, area: int) -> bool:
    return any(low <= area <= high for part in actor.territories for low, high in part.ranges)


def visible_membership(actor: Actor, membership_id: int) -> Membership:
    """A membership, locked, in a place in which the actor may appoint people."""
    rows = Membership.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.filter(pk=membership_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if row.person_id != actor.person_id:
        area_of_place(actor, row.body_id, row.unit_id)
    return row
