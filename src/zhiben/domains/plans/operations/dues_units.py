"""Units that owe a report by their line of business: they come and go, and the rule follows them."""

from collections.abc import Iterable
from datetime import date

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places
from zhiben.domains.plans.lifecycle import DUE
from zhiben.domains.plans.models import ReportDue, ReportRule, ReportSender
from zhiben.domains.plans.vocabulary import DueState

_EVERY = "the platform follows every unit"


def follow_units(a: OpenAct, rules: Iterable[ReportRule], day: date) -> None:
    """From a day on the units of each rule's lines of business owe it; those that closed or changed no longer."""
    for rule in rules:
        if not rule.unit_sectors:
            continue
        wanted = {
            unit: (area, sector)
            for unit, area, sector in organisations.open_units_of(
                rule.unit_sectors, places.range_of(rule.area)
            )
        }
        rows = ReportSender.objects.unscoped(reason=_EVERY).filter(rule=rule, valid_to=None)
        known = rows.exclude(unit_id=None).values_list("unit_id", "pk")
        present = {unit: key for unit, key in known if unit is not None}
        fresh = [
            ReportSender(rule=rule, unit_id=unit, area=area, sector=sector, valid_from=day)
            for unit, (area, sector) in wanted.items()
            if unit not in present
        ]
        a.create_many(ReportSender, fresh)
        gone = present.keys() - wanted.keys()
        if gone:
            a.change_many(ReportSender, [present[unit] for unit in gone], valid_to=day)
            _lapse(a, rule, gone, day)


def _lapse(a: OpenAct, rule: ReportRule, units: Iterable[int], day: date) -> None:
    """What would fall due after the day is not owed by them any more."""
    rows = ReportDue.objects.unscoped(reason=_EVERY).filter(
        rule=rule, state=DueState.DUE, due_day__gt=day, unit_id__in=list(units)
    )
    ids = DUE.perform_many(a, "lapse", pks=rows.values_list("pk", flat=True), changes={})
    notices.close_todos(actor=a.actor, at=a.at, case_kind="report_due", case_ids=ids)
