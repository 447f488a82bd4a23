"""A hazard of the tests' district, driven by its people."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests import world as w
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard

PLAN = do.FiveElements(
    responsibility="厂长负责",
    measures="更换配电箱",
    funds="自筹",
    funds_yuan=Decimal("12000"),
    time_limit="十日内",
    done_by=date(2026, 11, 30),
    contingency="停电作业，专人监护",
    parts={"aim": "消除过热，恢复正常运行"},
)


@dataclass
class Story:
    """A hazard and the people around it."""

    world: w.World
    id: int = 0

    def row(self) -> Hazard:
        return Hazard.objects.unscoped(reason="test").get(pk=self.id)

    def by(self, name: str, verb, **values: Any) -> Any:
        """Let somebody do something on the hazard as it is now."""
        return verb(
            actor=self.world.actor(name),
            at=values.pop("at", w.AT),
            hazard_id=self.id,
            seen_version=values.pop("seen_version", self.row().version),
            **values,
        )


def report(world: w.World, **values: Any) -> int:
    """The safety officer of the mill reports a hazard; its id."""
    given: dict[str, Any] = {
        "actor": world.actor("safety"),
        "at": w.AT,
        "unit_id": world.units["mill"],
        "matter": "general",
        "title": "配电箱过热",
        "description": "二车间配电箱外壳过热",
        "place": "二车间",
        "found_day": w.TODAY,
    }
    return do.report_hazard(**{**given, **values})


def to_rectifying(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="major", basis="判定标准第三条")
    story.by(
        "officer1", do.issue_letter, limit=do.Limit(count=5, unit="working_days"), guidance="先停电再更换"
    )


def to_rectified(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")
    story.by("safety", do.report_rectified)


def accept(story: Story, *names: str, **values: Any) -> None:
    for name in names:
        story.by(name, do.accept_on_site, text="现场查验合格", signature_png=w.PNG, **values)
