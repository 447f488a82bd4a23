"""Shares from publication to the end: named, signed for, objected to, broken down, confirmed, completed."""

from datetime import UTC, date, datetime

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Stale
from zhiben.core.ledger.verify import verify
from zhiben.domains.notices import queries as notices
from zhiben.domains.plans import operations as do
from zhiben.domains.plans.models import Share
from zhiben.domains.plans.tests import edition
from zhiben.domains.plans.tests.edition import Story, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db) -> Story:
    return edition.story()


def states(story: Story) -> list[tuple[str, str, str]]:
    rows = Share.objects.unscoped(reason="test").order_by("task__place", "id")
    return [(row.task.title, row.named, row.state) for row in rows.select_related("task")]


def kinds(story: Story, name: str) -> list[str]:
    return [todo.kind for todo in notices.todos(story.world.actor(name))]


def test_take_up_gives_every_lead_its_share(story: Story) -> None:
    assert states(story) == [
        ("建立统计分析机制", "区应急管理局", "assigned"),
        ("开展联合检查", "应急管理局", "assigned"),
        ("开展联合检查", "区消防救援大队", "assigned"),
        ("完善督办制度", "区安委会有关成员单位", "unnamed"),
        ("推广经验做法", "区气象局", "unnamed"),
        ("清除存量隐患", "区应急管理局", "to_confirm"),
        ("清理旧台账", "", "to_confirm"),
    ]
    assert story.row(story.of("推广经验做法")).due_day == date(2027, 12, 31)
    assert kinds(story, "officer1") == ["todo.sign_for", "todo.sign_for"]
    assert kinds(story, "fireman") == ["todo.sign_for"]
    assert verify().problems == []


def test_two_names_of_one_body_are_one_share(db) -> None:
    made = edition.story((item(1, "同一单位", by="2027-01-01", lead=["区应急管理局", "云溪区应急管理局"]),))
    assert made.row(made.of("同一单位")).state == "assigned"


def test_an_edition_without_tasks_is_taken_up(db) -> None:
    made = edition.story((item(1, "每月调度", "duty", times=1, per="month"),))
    assert edition.tasks(made.plan) == []


def test_sign_for_names_who_does_it(story: Story) -> None:
    share = story.signed()
    row = story.row(share)
    assert (row.state, row.handler_id, row.deliverable) == (
        "running",
        story.world.persons["officer1"],
        "统计分析报告",
    )
    assert kinds(story, "officer1").count("todo.work") == 1
    assert verify().problems == []


def test_pl_001_only_the_own_body_signs(story: Story) -> None:
    persons = story.world.persons
    with pytest.raises(RuleBroken, match="PL-001"):
        story.by(
            "fireman",
            do.sign_for_share,
            story.of("建立统计分析机制"),
            leader_id=persons["fireman"],
            handler_id=persons["fireman"],
            deliverable="x",
        )


def test_pl_004_leader_handler_and_deliverable_are_named(story: Story) -> None:
    officer = story.world.persons["officer1"]
    with pytest.raises(RuleBroken, match="PL-004"):
        story.by(
            "officer1",
            do.sign_for_share,
            story.of("建立统计分析机制"),
            leader_id=officer,
            handler_id=officer,
            deliverable=" ",
        )


def test_pl_013_those_named_are_members(story: Story) -> None:
    persons = story.world.persons
    with pytest.raises(RuleBroken, match="PL-013"):
        story.by(
            "officer1",
            do.sign_for_share,
            story.of("建立统计分析机制"),
            leader_id=persons["fireman"],
            handler_id=persons["officer1"],
            deliverable="x",
        )


def objected(story: Story) -> int:
    share = story.of("建立统计分析机制")
    story.by("officer1", do.object_to_share, share, reason="职责不在我局")
    return share


def test_objection_upheld_comes_back_once(story: Story) -> None:
    share = objected(story)
    assert kinds(story, "office") == ["todo.objection"]
    story.by("office", do.decide_objection, share, answer="职责清单已列明")
    assert story.row(share).state == "assigned"
    assert kinds(story, "office") == []
    assert verify().problems == []


def test_pl_015_no_second_objection(story: Story) -> None:
    share = objected(story)
    story.by("office", do.decide_objection, share, answer="维持")
    with pytest.raises(RuleBroken, match="PL-015"):
        story.by("officer1", do.object_to_share, share, reason="再提")


def test_pl_002_objection_after_the_term(story: Story) -> None:
    share = story.of("建立统计分析机制")
    assert story.row(share).object_by == date(2026, 11, 27)
    with pytest.raises(RuleBroken, match="PL-002"):
        story.by(
            "officer1",
            do.object_to_share,
            share,
            reason="晚了",
            at=datetime(2026, 11, 28, 2, tzinfo=UTC),
        )
    story.by("officer1", do.object_to_share, share, reason="及时", at=datetime(2026, 11, 27, 10, tzinfo=UTC))


def test_objection_reassigned_goes_to_the_other_body(story: Story) -> None:
    share = objected(story)
    fire = story.world.bodies["fire"]
    story.by("office", do.decide_objection, share, answer="改由消防", body_id=fire)
    assert (story.row(share).body_id, story.row(share).state) == (fire, "assigned")
    assert len(kinds(story, "fireman")) == 2


def test_objection_released_ends_the_share(story: Story) -> None:
    share = objected(story)
    story.by("office", do.decide_objection, share, answer="免除", release=True)
    assert story.row(share).state == "released"
    assert verify().problems == []


def test_pl_003_only_the_publishing_office_decides(story: Story) -> None:
    share = objected(story)
    with pytest.raises(RuleBroken, match="PL-003"):
        story.by("head", do.decide_objection, share, answer="x")


def test_pl_012_a_body_has_one_share_of_a_task(story: Story) -> None:
    share = story.of("开展联合检查", "应急管理局")
    story.by("officer1", do.object_to_share, share, reason="x")
    with pytest.raises(RuleBroken, match="PL-012"):
        story.by("office", do.decide_objection, share, answer="x", body_id=story.world.bodies["fire"])


def test_name_lead_with_others_beside_it(story: Story) -> None:
    bodies = story.world.bodies
    share = story.of("完善督办制度")
    story.by("office", do.name_lead, share, body_id=bodies["emergency"], also=[bodies["fire"]])
    rows = Share.objects.unscoped(reason="test").filter(task__title="完善督办制度").order_by("id")
    assert [(row.body_id, row.state) for row in rows] == [
        (bodies["emergency"], "assigned"),
        (bodies["fire"], "assigned"),
    ]
    assert len(kinds(story, "fireman")) == 2
    assert verify().problems == []


def test_a_body_out_of_reach_cannot_lead(story: Story) -> None:
    with pytest.raises(NotFound):
        story.by("office", do.name_lead, story.of("完善督办制度"), body_id=999_999)


def broken_down(story: Story) -> tuple[int, list[int]]:
    share = story.signed()
    bodies = story.world.bodies
    pieces = [do.Piece(bodies[town], f"{town}排查", date(2026, 12, 1)) for town in ("town1", "town2")]
    return share, story.by("officer1", do.break_down, share, pieces=pieces)


def test_break_down_to_two_towns(story: Story) -> None:
    share, (first, second) = broken_down(story)
    assert story.row(first).parent_id == share
    assert kinds(story, "town1") == ["todo.sign_for"]
    with pytest.raises(NotFound):
        story.by("town1", do.object_to_share, second, reason="不是我镇的")
    assert verify().problems == []


def test_the_body_that_broke_down_decides_on_objections(story: Story) -> None:
    _, (first, _) = broken_down(story)
    story.by("town1", do.object_to_share, first, reason="人手不足")
    with pytest.raises(RuleBroken, match="PL-003"):
        story.by("office", do.decide_objection, first, answer="x")
    assert "todo.objection" in kinds(story, "officer1")
    story.by("officer1", do.decide_objection, first, answer="维持")
    assert story.row(first).state == "assigned"


def test_pl_008_bodies_each_once_and_not_the_own(story: Story) -> None:
    share = story.signed()
    bodies = story.world.bodies
    for chosen in ([], [bodies["town1"], bodies["town1"]], [bodies["emergency"]]):
        pieces = [do.Piece(body, "x", date(2026, 12, 1)) for body in chosen]
        with pytest.raises(RuleBroken, match="PL-008"):
            story.by("officer1", do.break_down, share, pieces=pieces)


def test_pl_009_below_is_due_no_later(story: Story) -> None:
    share = story.signed()
    with pytest.raises(RuleBroken, match="PL-009"):
        piece = do.Piece(story.world.bodies["town1"], "x", date(2026, 12, 11))
        story.by("officer1", do.break_down, share, pieces=[piece])


def test_pl_010_parts_are_done_first(story: Story) -> None:
    share, parts = broken_down(story)
    with pytest.raises(RuleBroken, match="PL-010"):
        story.by("officer1", do.complete_share, share, result="完成")
    persons = story.world.persons
    for name, part in zip(("town1", "town2"), parts, strict=True):
        story.by(
            name,
            do.sign_for_share,
            part,
            leader_id=persons[name],
            handler_id=persons[name],
            deliverable="清单",
        )
        story.by(name, do.complete_share, part, result="已排查")
    story.by("officer1", do.complete_share, share, result="完成")
    assert story.row(share).done_day == w.TODAY
    assert "todo.work" not in kinds(story, "officer1")
    assert verify().problems == []


def test_pl_011_done_needs_a_result(story: Story) -> None:
    with pytest.raises(RuleBroken, match="PL-011"):
        story.by("officer1", do.complete_share, story.signed(), result=" ")


def confirm(story: Story, name: str, *titles: str, done: bool) -> int:
    ids = [story.of(title) for title in titles]
    return do.confirm_old(actor=story.world.actor(name), at=w.AT, share_ids=ids, done=done)


def test_older_tasks_are_confirmed_at_once(story: Story) -> None:
    assert confirm(story, "office", "清除存量隐患", "清理旧台账", done=True) == 2
    assert story.row(story.of("清理旧台账")).state == "done"
    assert verify().problems == []


def test_an_older_task_still_running_asks_its_body(story: Story) -> None:
    assert confirm(story, "officer1", "清除存量隐患", done=False) == 1
    assert story.row(story.of("清除存量隐患")).state == "running"
    assert "todo.work" in kinds(story, "officer1")


def test_pl_014_what_runs_has_a_body(story: Story) -> None:
    with pytest.raises(RuleBroken, match="PL-014"):
        confirm(story, "office", "清理旧台账", done=False)


def test_another_body_does_not_confirm(story: Story) -> None:
    with pytest.raises(Forbidden):
        confirm(story, "fireman", "清除存量隐患", done=True)
    with pytest.raises(NotFound):
        confirm(story, "town1", "清除存量隐患", done=True)


def test_a_stale_page_is_told_what_changed(story: Story) -> None:
    share = story.of("建立统计分析机制")
    seen = story.row(share).version
    objected(story)
    with pytest.raises(Stale) as refusal:
        story.by("office", do.decide_objection, share, answer="x", seen_version=seen)
    assert "提出异议" in refusal.value.findings[0].params["changes"]
