"""Double reports, tables for the principal's signature, hazards found again, merit."""

from datetime import date, timedelta

import pytest

from tests import world as w
from zhiben.core import clock
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.methods.repeats import Earlier, repeated
from zhiben.domains.hazards.models import Repeat
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified
from zhiben.domains.notices.models import Todo
from zhiben.domains.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    world = w.build()
    return Story(world, report(world))


def codes(error) -> list[str]:
    return [finding.code for finding in error.value.findings]


def grave(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="major", basis="判定标准第三条")


def waiting(kind: str) -> bool:
    return Todo.objects.unscoped(reason="test").filter(kind=kind, closed_at=None).exists()


def told(story: Story, occasion: str, to: str) -> None:
    story.by("safety", do.double_report, occasion=occasion, to=to, day=w.TODAY, text="职工大会通报")


def owed(story: Story) -> list[tuple[str, str]]:
    parts = queries.case(story.world.actor("safety"), story.id, w.TODAY).parts
    return [(one["occasion"], one["to"]) for one in parts["double_report"] if one["day"] is None]


def test_a_grave_hazard_owes_four_reports_two_at_each_end(story: Story) -> None:
    assert "double_report" not in queries.case(story.world.actor("safety"), story.id, w.TODAY).parts
    grave(story)
    assert owed(story) == [("found", "supervisor"), ("found", "congress")]
    told(story, "found", "supervisor")
    assert waiting("todo.double_report")
    told(story, "found", "congress")
    assert not waiting("todo.double_report")
    assert owed(story) == []


def test_hz_058_and_hz_100_each_is_made_once_and_when_it_is_owed(story: Story) -> None:
    with pytest.raises(RuleBroken) as error:
        told(story, "found", "congress")
    assert codes(error) == ["HZ-058"]
    grave(story)
    with pytest.raises(RuleBroken) as error:
        told(story, "treated", "congress")
    assert codes(error) == ["HZ-058"]
    told(story, "found", "congress")
    with pytest.raises(RuleBroken) as error:
        told(story, "found", "congress")
    assert codes(error) == ["HZ-100"]


def test_after_closing_the_second_pair_is_owed(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    assert ("treated", "congress") in owed(story)
    assert waiting("todo.double_report")
    told(story, "treated", "congress")


def again(story: Story, **values) -> Story:
    """The same unit is found with another hazard, and it is graded grave."""
    other = Story(story.world, report(story.world, **{"title": "另一处", "place": "三车间", **values}))
    grave(other)
    return other


def whys(story: Story) -> list[str]:
    rows = Repeat.objects.unscoped(reason="test").filter(hazard_id=story.id)
    return sorted(rows.values_list("why", flat=True))


def test_the_same_place_or_criterion_within_a_year_is_flagged(story: Story) -> None:
    type(story.row())._base_manager.filter(pk=story.id).update(criterion="第三条")
    grave(story)
    assert whys(again(story)) == []
    assert whys(again(story, place="二车间", criterion="第三条")) == ["criterion", "place"]


def test_two_findings_with_production_going_on_propose_closing_a_coal_mine(story: Story) -> None:
    Unit._base_manager.filter(pk=story.world.units["mill"]).update(sector="coal")
    first = again(story, producing=True)
    assert whys(first) == []
    second = again(story, producing=True, place="四车间")
    assert whys(second) == ["producing"]
    assert waiting("todo.propose_closing")


def test_elsewhere_production_going_on_proposes_nothing(story: Story) -> None:
    again(story, producing=True)
    assert whys(again(story, producing=True, place="四车间")) == []


def test_repeats_count_from_their_first_day() -> None:
    day = date(2026, 11, 20)
    now = Earlier(3, day, "井下", "", True)
    before = [Earlier(n, day - timedelta(days=n), "井下", "", True) for n in (1, 90, 400)]
    ago = {"flag_months_ago": day - timedelta(days=365), "closing_months_ago": day - timedelta(days=90)}
    assert repeated(now, before, **ago) == [
        (1, "place"),
        (1, "producing"),
        (90, "place"),
        (90, "producing"),
    ]


def at(monkeypatch: pytest.MonkeyPatch, moment) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_hz_101_and_hz_102_the_principal_signs_the_table_of_a_past_quarter_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    principal = story.world.actor("principal")
    with pytest.raises(RuleBroken) as error:
        do.sign_table(actor=principal, at=w.AT, period="2026-Q4")
    assert codes(error) == ["HZ-101"]
    later = w.AT + timedelta(days=60)
    at(monkeypatch, later)
    with pytest.raises(Forbidden):
        do.sign_table(actor=story.world.actor("safety"), at=later, period="2026-Q4")
    do.sign_table(actor=principal, at=later, period="2026-Q4")
    with pytest.raises(RuleBroken) as error:
        do.sign_table(actor=principal, at=later, period="2026-Q4")
    assert codes(error) == ["HZ-102"]
    report(story.world, title="补报")
    signed = queries.unit_table(principal, "2026-Q4")
    assert signed.content["total"]["found"] == 1
    assert signed.signed_by


def test_a_table_counts_as_the_period_ended(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    report(story.world, title="又一处")
    table = queries.unit_table(story.world.actor("principal"), "2026-Q4").content
    assert table["total"] == {
        "found": 2,
        "self_found": 2,
        "closed": 1,
        "in_time": 1,
        "open": 1,
        "overdue": 0,
    }
    assert table["funds_planned"] == "12000.00"
    assert queries.unit_table(story.world.actor("principal"), "2026-Q3").content["total"]["found"] == 0


def test_finding_oneself_is_merit(story: Story) -> None:
    merit = queries.merit(story.world.actor("safety"), story.world.units["mill"], date(2026, 1, 1), w.TODAY)
    assert (merit.found, merit.closed, merit.in_time, merit.promised) == (1, 0, 0, 1)
    assert queries.promise_kept("self_report", w.TODAY, None, w.TODAY)
    assert not queries.promise_kept("self_report", w.TODAY, None, w.TODAY + timedelta(days=1))
    assert not queries.promise_kept("inspection", None, None, w.TODAY)


def test_principals_are_asked_once_for_the_table_of_an_ended_period(story: Story) -> None:
    later = w.AT + timedelta(days=60)
    assert do.ask_tables(actor=w.SYSTEM, at=later, period="2026-Q4") == 1
    assert do.ask_tables(actor=w.SYSTEM, at=later, period="2026-Q4") == 0
    assert waiting("todo.sign_table")
    do.sign_table(actor=story.world.actor("principal"), at=later, period="2026-Q4")
    assert not waiting("todo.sign_table")
    assert do.ask_tables(actor=w.SYSTEM, at=later, period="2026-Q4") == 0
