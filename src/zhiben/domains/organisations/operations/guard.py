"""What every operation here asks first: the permission, the place, the rows within reach."""

from collections.abc import Sequence

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.since import acts_since, told
from zhiben.domains.organisations.methods.reach import place_facts
from zhiben.domains.organisations.models import Body, Unit
from zhiben.domains.organisations.rules import (
    PLACE,
    or004_known_words,
    or007_still_open,
)


def demand(actor: Actor, permission: str) -> None:
    """Refuse unless the role carries the permission."""
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def demand_words(**values: str | None) -> None:
    """Refuse words that are not on their closed list."""
    findings = or004_known_words(values)
    if findings:
        raise Invalid(*findings)


def demand_valid(findings: Sequence[Finding]) -> None:
    """Refuse input that broke a rule of form."""
    if findings:
        raise Invalid(*findings)


def demand_rules(findings: Sequence[Finding]) -> None:
    """Refuse what a rule does not allow."""
    if findings:
        raise RuleBroken(*findings)


def demand_place(actor: Actor, area: int, sector: str | None = None) -> None:
    """Refuse a place, or a sector in it, that the actor does not work for."""
    findings = check(PLACE, place_facts(actor, area, sector))
    if any(finding.code == "OR-011" for finding in findings):
        raise Invalid(*findings)
    if findings:
        raise Forbidden(*findings)


def visible_unit(actor: Actor, unit_id: int, *, is_open: bool = True) -> Unit:
    """The unit, locked, if the actor reaches it and (unless told otherwise) it has not closed."""
    unit = Unit.objects.visible_to(actor).select_for_update().filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(Finding("not-found"))
    if is_open:
        demand_rules(or007_still_open(unit.closed))
    return unit


def demand_version(unit: Unit, seen_version: int) -> None:
    """Refuse a change of a unit that somebody else changed meanwhile."""
    if unit.version != seen_version:
        raise Stale(Finding("stale", {"changes": told(acts_since(unit, seen_version))}))


def some_body(body_id: int, field: str = "body") -> Body:
    """An open body; bodies are public."""
    body = Body.objects.filter(pk=body_id, closed__isnull=True).first()
    if body is None:
        raise NotFound(Finding("not-found", field=field))
    return body
