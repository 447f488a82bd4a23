"""What every operation here asks first: the permission, the subject within reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Known:
    """A unit or body that acts, with what is needed of it."""

    area: int
    sector: str
    opened: date | None
    closed: date | None
    headcount: int | None = None


def demand(actor: Actor, permission: str) -> None:
    """Refuse unless the role carries the permission."""
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def known_units(actor: Actor, ids: Iterable[int]) -> dict[int, Known]:
    """Those of the units that the actor reaches, closed ones too."""
    rows = organisations.list_units(actor, closed=None).filter(pk__in=set(ids))
    fields = ("area", "sector", "opened", "closed", "headcount")
    return {row["id"]: Known(**{field: row[field] for field in fields}) for row in rows}


def known_bodies(actor: Actor, ids: Iterable[int]) -> dict[int, Known]:
    """The actor's own body, and those an office reaches."""
    found = {}
    for key in set(ids):
        body = organisations.body_brief(key)
        if body is not None and (
            actor.system or key == actor.body_id or (actor.role == "office" and actor.covers(body.area))
        ):
            found[key] = Known(area=body.area, sector="", opened=None, closed=None)
    return found


def subject(actor: Actor, unit_id: int | None, body_id: int | None) -> Known:
    """One unit or body; NotFound when there is none within reach."""
    found = None
    if unit_id is not None and body_id is None:
        found = known_units(actor, [unit_id]).get(unit_id)
    elif body_id is not None and unit_id is None:
        found = known_bodies(actor, [body_id]).get(body_id)
    if found is None:
        raise NotFound(Finding("not-found"))
    return found
