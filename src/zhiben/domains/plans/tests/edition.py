"""A published edition for tests: six tasks, two phases, a target."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps

from tests import world as w
from zhiben.domains.instruments.events import EditionPublished, PublishedItem
from zhiben.domains.plans import operations as do
from zhiben.domains.plans.models import Progress, Share, Task

ACTION = "开展重大事故隐患动态清零行动"


def item(number: int, title: str, kind: str = "task", action: str = ACTION, **data: Any) -> PublishedItem:
    return PublishedItem(
        id=number,
        kind=kind,
        part=0,
        cite=(f"三(五){number}",),
        title=title,
        action=action,
        sentence=f"{title}。",
        data=data,
    )


ITEMS = (
    item(1, "建立统计分析机制", by="2026-12-10", lead=["区应急管理局"], support=["各乡办"]),
    item(2, "开展联合检查", by="2027-06-30", lead=["应急管理局", "区消防救援大队"]),
    item(
        3,
        "完善督办制度",
        by="2027-12-31",
        lead=["区安委会有关成员单位"],
        support=["区应急管理局", "区消防救援大队", "各乡办"],
    ),
    item(4, "推广经验做法", lead=["区气象局"]),
    item(5, "清除存量隐患", by="2024-12-31", lead=["区应急管理局"]),
    item(6, "清理旧台账", by="2025-06-30", lead=[]),
    item(7, "动员部署阶段", "phase", phase={"from": "2026-01-01", "to": "2026-12-31"}),
    item(8, "巩固提升阶段", "phase", phase={"from": "2027-01-01", "to": "2027-12-31"}),
    item(9, "培训覆盖率", "target", op=">=", value=90, unit="%", by="2027-12-31"),
    item(10, "每月调度", "duty", times=1, per="month"),
)


def edition(world: w.World, items: tuple[PublishedItem, ...] = ITEMS) -> EditionPublished:
    return EditionPublished(
        document_id=900_001,
        title="云溪区三年行动方案",
        body_id=world.bodies["office"],
        area=w.DISTRICT,
        period_from=date(2026, 1, 1),
        period_to=date(2027, 12, 31),
        counting_from=date(2026, 9, 1),
        stock_cutoff=date(2026, 1, 1),
        items=items,
    )


@dataclass
class Story:
    """A running plan and the people around it."""

    world: w.World
    plan: int = 0
    shares: dict[tuple[str, str], int] = field(default_factory=dict)

    def row(self, share_id: int) -> Share:
        return Share.objects.unscoped(reason="test").select_related("task").get(pk=share_id)

    def rows(self, model: str) -> Any:
        return apps.get_model("plans", model).objects.unscoped(reason="test").order_by("id")

    def of(self, title: str, named: str = "") -> int:
        """The share of the task with that title (and that name of its lead)."""
        rows = Share.objects.unscoped(reason="test").filter(task__title=title, parent=None)
        return (rows.filter(named=named) if named else rows).get().pk

    def by(self, name: str, verb: Any, share_id: int, **values: Any) -> Any:
        """Let somebody do something on a share as it is now."""
        version = {} if verb in (do.report_progress,) else {"seen_version": self.row(share_id).version}
        return verb(
            actor=self.world.actor(name),
            at=values.pop("at", w.AT),
            share_id=share_id,
            **{**version, **values},
        )

    def signed(self, title: str = "建立统计分析机制") -> int:
        share = self.of(title)
        persons = self.world.persons
        self.by(
            "officer1",
            do.sign_for_share,
            share,
            leader_id=persons["head"],
            handler_id=persons["officer1"],
            deliverable="统计分析报告",
        )
        return share

    def reported(self, share: int, name: str = "officer1", **values: Any) -> int:
        given = {
            "month": date(2026, 11, 1),
            "nil": False,
            "this_month": "完成两次分析",
            "cumulative": "累计五次",
            "percent": 40,
            "next_step": "继续",
        }
        return self.by(name, do.report_progress, share, **{**given, **values})

    def progress(self, key: int) -> Progress:
        return Progress.objects.unscoped(reason="test").get(pk=key)


def story(items: tuple[PublishedItem, ...] = ITEMS) -> Story:
    world = w.build()
    made = Story(world)
    made.plan = do.take_up_edition(actor=world.actor("office"), at=w.AT, edition=edition(world, items))
    return made


def tasks(plan: int) -> list[Task]:
    return list(Task.objects.unscoped(reason="test").filter(plan_id=plan).order_by("place"))
