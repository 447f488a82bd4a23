"""Other ends than closing, listing for oversight, look-back."""

import hashlib
from datetime import date
from math import ceil

import pytest
from django.db import IntegrityError, models, transaction

from tests import world as w
from zhiben.core import draws
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.tests.people import PLAN, Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    world = w.build()
    return Story(world, report(world))


def close(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")


def movements(story: Story) -> list[tuple[str, int]]:
    rows = Flow.objects.unscoped(reason="test").filter(case=story.id).order_by("id")
    return list(rows.values_list("movement", "sign"))


def test_handed_over_is_an_end_of_its_own_and_can_be_taken_back(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    story.by("officer1", do.hand_over, destination="邻市应急管理局", text="单位已迁出")
    row = story.row()
    assert (row.state, row.ended_day, row.handed_to) == ("handed_over", w.TODAY, "邻市应急管理局")
    assert movements(story)[-1] == ("handed_over", -1)
    assert not Todo.objects.unscoped(reason="test").filter(case_id=story.id, closed_at=None).exists()
    story.by("officer1", do.take_back, text="对方退回")
    assert (story.row().state, story.row().ended_day) == ("confirmed", None)
    assert movements(story)[-1] == ("reopened", 1)


def test_hz_049_a_listed_hazard_is_the_listing_bodys_and_listing_moves_no_figure(story: Story) -> None:
    to_rectifying(story)
    before = movements(story)
    do.hold_listed(actor=story.world.actor("office"), at=w.AT, hazard_id=story.id, text="挂牌")
    with pytest.raises(RuleBroken) as error:
        do.hold_listed(actor=story.world.actor("leader"), at=w.AT, hazard_id=story.id, text="再挂")
    assert error.value.findings[0].code == "HZ-049"
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")
    story.by("safety", do.report_rectified)
    with pytest.raises(Forbidden) as refused:
        accept(story, "officer1")
    assert refused.value.findings[0].code == "held-elsewhere"
    do.release_listed(actor=story.world.actor("office"), at=w.AT, hazard_id=story.id, text="摘牌")
    assert story.row().state == "rectified"
    names = [name for name, _ in movements(story)]
    assert names[: len(before)] == [name for name, _ in before]
    assert set(names) == {"found", "regraded", "changed"}
    accept(story, "officer1", "officer2")


def test_look_back_draws_what_anybody_can_recompute_and_reopens_with_history(story: Story) -> None:
    close(story)
    office = story.world.actor("officer1")
    span = {"first": date(2026, 1, 1), "last": w.TODAY, "percent": 50, "seed": "2026-11-20 见证"}
    do.draw_look_back(actor=office, at=w.AT, **span)
    draw = queries.look_backs(office)[0]
    assert [case["id"] for case in draw.cases] == [story.id]
    assert draw.digest == hashlib.sha256(story.row().number.encode()).hexdigest()
    assert Todo.objects.unscoped(reason="test").filter(kind="todo.look_back", closed_at=None).count() == 1
    story.by("officer2", do.reopen, text="配电箱又过热")
    row = story.row()
    assert (row.state, row.round, row.ended_day) == ("rectifying", 2, None)
    assert movements(story)[-1] == ("reopened", 1)
    assert queries.look_backs(office)[0].cases[0]["is_sound"] is False
    assert [step.step for step in queries.case(office, story.id, w.TODAY).steps][-1] == "reopen"


def test_a_sound_look_back_moves_nothing(story: Story) -> None:
    close(story)
    before = movements(story)
    story.by("officer2", do.look_back, text="仍然有效")
    assert story.row().state == "closed"
    assert movements(story) == before


def test_hz_047_and_hz_048_what_can_be_drawn(story: Story) -> None:
    span = {"first": date(2025, 1, 1), "last": date(2025, 2, 1), "seed": "x"}
    for percent, code in ((0, "HZ-048"), (10, "HZ-047")):
        with pytest.raises(RuleBroken) as error:
            do.draw_look_back(actor=story.world.actor("officer1"), at=w.AT, percent=percent, **span)
        assert error.value.findings[0].code == code
    with pytest.raises(Forbidden):
        do.draw_look_back(actor=story.world.actor("town1"), at=w.AT, percent=10, **span)


def test_a_draw_is_the_smallest_digests() -> None:
    keys = [f"HZ-2026-{number:06d}" for number in range(101)]
    drawn = draws.draw(reversed(keys), share=10, seed="s")
    assert len(drawn) == ceil(10.1)
    told = sorted(keys, key=lambda key: hashlib.sha256(f"s|{key}".encode()).hexdigest())[:11]
    assert drawn == told
    assert draws.draw(keys, share=10, seed="t") != drawn
    assert draws.draw_count(keys, count=11, seed="s") == told


@pytest.mark.parametrize(
    "values",
    [
        {"state": "merged", "ended_day": w.TODAY},
        {"state": "handed_over", "ended_day": w.TODAY},
        {"ended_day": w.TODAY},
        {"merged_into": models.F("pk")},
        {"state": "closed"},
    ],
)
def test_the_database_holds_one_end_at_a_time(story: Story, values: dict) -> None:
    row = story.row()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**values)
