"""Reports due for tests: a pack that demands them, and the office that is owed them."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests import world as w
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.plans import operations as do
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.models import ReportDelivery, ReportDue

PACK = """
instrument:
  id: test/reports
  title: {zh: 示范方案, en: Sample plan}
  issuer: 云溪区安委会
  period: [2026-01-01, null]
items:
  - id: monthly
    kind: report
    cite: ["四(二)"]
    title: {zh: 报送月度工作总结, en: Summary of the month}
    report: {from: 各镇街、各部门, to: 区安委办, when: {day: 2, per: month}}
    content:
      - {zh: 隐患清单, en: List of hazards}
    mark: D
"""
MONTHLY = Term(day=2, per="month")


@dataclass
class Dues:
    """A district whose office is owed the summary of every month by the two towns and the fire brigade."""

    world: w.World
    rule: int = 0

    def item(self) -> int:
        """The report the pack demands."""
        return next(one.id for one in instruments.items_of_kind("report") if one.name == "monthly")

    def assign(self, *names: str, at: datetime = w.AT, by: str = "office", **terms: Any) -> int:
        """The office makes it due from its senders."""
        given = {"term": MONTHLY, "starts": date(2026, 11, 20), **terms}
        bodies = [self.world.bodies[name] for name in names or ("town1", "town2", "fire")]
        self.rule = do.assign_report(
            actor=self.world.actor(by),
            at=at,
            body_ids=bodies,
            item_id=self.item(),
            terms=do.Terms(**given),
        )
        return self.rule

    def rows(self) -> list[ReportDue]:
        return list(ReportDue.objects.unscoped(reason="test").order_by("due_day", "id"))

    def row(self, due: int) -> ReportDue:
        return ReportDue.objects.unscoped(reason="test").get(pk=due)

    def tries(self, due: int) -> list[ReportDelivery]:
        return list(ReportDelivery.objects.unscoped(reason="test").filter(due_id=due).order_by("number"))

    def of(self, body: str, period: str = "2026-12") -> int:
        rows = ReportDue.objects.unscoped(reason="test")
        return rows.get(body_id=self.world.bodies[body], period=period).pk

    def by(self, name: str, verb: Any, due: int, at: datetime = w.AT, **values: Any) -> None:
        """Let somebody do something on a report as it is now."""
        verb(
            actor=self.world.actor(name),
            at=at,
            due_id=due,
            seen_version=self.row(due).version,
            **values,
        )


def begin(folder: Path) -> Dues:
    """The world with the pack loaded."""
    world = w.build()
    place = folder / "test"
    place.mkdir(parents=True)
    (place / "reports.yaml").write_text(PACK, encoding="utf-8")
    (folder / "features.yaml").write_text("features: {reports-due: {}}", encoding="utf-8")
    load_packs(actor=w.SYSTEM, at=w.AT, folder=folder)
    return Dues(world)
