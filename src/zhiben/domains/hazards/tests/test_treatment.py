"""The plan by grade as data, money, interim measures that expire, follow-up, and how it ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import world as w
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries, rules
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.queries.treatment import EXTENDED, ON_TIME, OVERDUE, Outcome, outcome_of
from zhiben.domains.hazards.tests.people import PLAN, Story, report, to_rectifying
from zhiben.domains.notices import queries as notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Iterator[Story]:
    """A major hazard whose letter is issued; its limit is five working days."""
    world = w.build()
    made = Story(world, report(world))
    to_rectifying(made)
    yield made


def part(story: Story, name: str, today: date = w.TODAY, who: str = "officer1"):
    return queries.case(story.world.actor(who), story.id, today).parts.get(name)


def todos(story: Story, name: str = "safety") -> list[str]:
    return [one.kind for one in notices.todos(story.world.actor(name))]


def later(days: int):
    return w.AT + timedelta(days=days)


def test_the_parts_demanded_follow_the_grade(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        story.by("safety", do.file_treatment, plan=replace(PLAN, parts={}))
    assert (refused.value.findings[0].code, refused.value.findings[0].field) == ("HZ-003", "aim")
    story.by("safety", do.file_treatment, plan=PLAN)
    (plan,) = queries.case(story.world.actor("officer1"), story.id, w.TODAY).treatments
    assert plan["parts"] == {"aim": "消除过热，恢复正常运行"}
    assert queries.parts_demanded("major", "industry_trade", w.TODAY)[0] == "aim"
    assert "aim" not in queries.parts_demanded("general", "industry_trade", w.TODAY)


def test_money_spent_stands_beside_the_money_planned(story: Story) -> None:
    story.by("safety", do.file_treatment, plan=PLAN)
    for yuan in ("3200.50", "800"):
        story.by("safety", do.record_spending, day=w.TODAY, yuan=Decimal(yuan), text="购置")
    money = part(story, "treatment_spending")
    assert (money["planned"], money["spent"]) == (Decimal("12000.00"), Decimal("4000.50"))


def test_hz_097_planned_is_not_spent(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        story.by("safety", do.record_spending, day=w.TODAY + timedelta(days=1), yuan=Decimal(1), text="预付")
    assert refused.value.findings[0].code == "HZ-097"


def test_interim_measures_expire_are_told_before_and_shown_after(story: Story) -> None:
    until = w.TODAY + timedelta(days=5)
    measure = story.by("safety", do.set_interim, text="停用，专人看护", until=until)
    assert do.remind_treatment(actor=w.SYSTEM, at=w.AT) == 0
    assert do.remind_treatment(actor=w.SYSTEM, at=later(2)) == 1
    assert do.remind_treatment(actor=w.SYSTEM, at=later(3)) == 0
    assert "todo.interim" in todos(story)
    assert part(story, "treatment_interim")[0]["is_expired"] is False
    assert part(story, "treatment_interim", until + timedelta(days=1))[0]["is_expired"] is True
    story.by("safety", do.end_interim, interim_id=measure, text="已修复")
    assert "todo.interim" not in todos(story)
    assert part(story, "treatment_interim", until + timedelta(days=9))[0]["is_expired"] is False
    with pytest.raises(NotFound):
        story.by("safety", do.end_interim, interim_id=measure, text="再次")


def test_hz_096_what_has_expired_protects_nobody(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        story.by("safety", do.set_interim, text="看护", until=w.TODAY - timedelta(days=1))
    assert refused.value.findings[0].code == "HZ-096"


def test_a_missing_report_of_progress_is_a_todo_and_is_shown(story: Story) -> None:
    assert part(story, "treatment")["due"] == w.TODAY + timedelta(days=7)
    assert do.remind_treatment(actor=w.SYSTEM, at=later(6)) == 0
    assert do.remind_treatment(actor=w.SYSTEM, at=later(7)) == 1
    assert "todo.follow_up" in todos(story)
    assert part(story, "treatment", w.TODAY + timedelta(days=8))["is_missing"] is True
    story.by("safety", do.follow_up, percent=40, text="新箱已到货")
    told = part(story, "treatment")
    assert (told["progress"][0]["percent"], told["is_missing"]) == (40, False)
    assert "todo.follow_up" not in todos(story)
    assert do.remind_treatment(actor=w.SYSTEM, at=later(6)) == 0


def test_hz_098_only_what_is_overdue_is_explained(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        story.by("safety", do.explain_overdue, text="配件未到")
    assert refused.value.findings[0].code == "HZ-098"
    limit = story.row().limit_day
    facts = rules.CaseFacts(today=limit + timedelta(days=1), person_id=1, limit_day=limit)
    assert rules.hz098_overdue(facts) == []


def ended(first: int, limit: int, end: int) -> Outcome | None:
    day = date(2026, 11, 1)
    return outcome_of(
        Hazard(
            state="closed",
            limit_first=day + timedelta(days=first),
            limit_day=day + timedelta(days=limit),
            ended_day=day + timedelta(days=end),
        )
    )


def test_on_time_and_extended_are_kept_apart_at_the_end() -> None:
    assert ended(5, 5, 5) == Outcome(ON_TIME)
    assert ended(5, 20, 4) == Outcome(ON_TIME)
    assert ended(5, 20, 6) == Outcome(EXTENDED)
    assert ended(5, 20, 23) == Outcome(OVERDUE, 3)
    assert outcome_of(Hazard(state="rectifying")) is None


def test_the_list_finds_whose_report_of_progress_is_missing(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = story.world.actor("officer1")

    def found(days: int) -> list[int]:
        today = w.TODAY + timedelta(days=days)
        rows = queries.hazards(officer, tab="territory", today=today, progress_missing=True)
        missing = queries.case(officer, story.id, today).parts["treatment"]["is_missing"]
        keys = [row["id"] for row in rows]
        assert keys == ([story.id] if missing else [])
        return keys

    assert [found(days) for days in range(12)].index([story.id]) > 1
    monkeypatch.setattr("zhiben.core.clock.now", lambda: later(5))
    story.by("safety", do.follow_up, percent=40, text="已采购", at=later(5))
    late = [days for days in range(5, 20) if found(days)]
    assert late[0] > 6 and late == list(range(late[0], 20))
