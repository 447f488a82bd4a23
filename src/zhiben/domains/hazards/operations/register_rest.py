"""Units a register names that nobody here has, and the rows that stayed out: brought in later."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.hazards.models import RegisterImport
from zhiben.domains.hazards.operations.register import _queue, _remember
from zhiben.domains.hazards.queries import register as q
from zhiben.domains.organisations import operations as units_of
from zhiben.domains.organisations import queries as organisations


def match_units(*, actor: Actor, at: datetime, register_id: int, units: Mapping[str, int]) -> None:
    """Which unit a name in the register means, before or after it was brought in; remembered like the layout."""
    row = _quiet(actor, register_id)
    reached = {actor.unit_id} if actor.unit_id else set(organisations.units_within(actor, units.values()))
    if set(units.values()) - reached:
        raise Invalid(Finding("not-found", field="unit"))
    with act(actor=actor, at=at, operation="hazards.settle_register") as a:
        a.change(row, units={**row.units, **units})
        _remember(a, row)


def add_unit(
    *,
    actor: Actor,
    at: datetime,
    register_id: int,
    called: str,
    name: str,
    kind: str,
    sector: str,
    area: int,
    address: str,
) -> int:
    """Put a unit on the books that the register calls so, and remember that it means it; returns its id.

    For those who may register units, within their reach.
    """
    _quiet(actor, register_id)
    with transaction.atomic():
        key = units_of.register_unit(
            actor=actor, at=at, name=name, kind=kind, sector=sector, area=area, address=address
        )
        match_units(actor=actor, at=at, register_id=register_id, units={called: key})
    return key


def bring_rest(*, actor: Actor, at: datetime, register_id: int, decisions: Mapping[str, str]) -> int:
    """Bring in rows that stayed out of a register and can come in now; what is here stays as it is. The job's id.

    Also after a job that failed. `decisions`: as when the register was confirmed.
    """
    row = _quiet(actor, register_id)
    if row.confirmed_at is None:
        raise RuleBroken(Finding("register-not-confirmed"))
    with act(actor=actor, at=at, operation="hazards.confirm_register") as a:
        a.change(row, decisions={**row.decisions, **decisions}, done_at=None)
        a.change(row, job=_queue(actor, row.pk, 0))
    return int(row.job or 0)


def _quiet(actor: Actor, register_id: int) -> RegisterImport:
    """The register, unless its rows are being brought in just now."""
    row = q.import_row(actor, register_id)
    if row.confirmed_at is not None and not q.has_rested(actor, row):
        raise RuleBroken(Finding("register-running"))
    return row
