"""General hazards: kept inside the unit, dissuaded on the spot, ended by re-inspection under an order."""

from datetime import timedelta

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.tests.people import Story, report
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(w.build())


def codes(error) -> list[str]:
    return [finding.code for finding in error.value.findings]


def own(story: Story, **values) -> None:
    """The safety officer of the mill keeps a general hazard inside."""
    given = {"title": "灭火器压力不足", "place": "一车间", "limit_day": w.TODAY + timedelta(days=2)}
    story.id = do.record_own(actor=story.world.actor("safety"), at=w.AT, **{**given, **values})


def movements(story: Story) -> list[tuple[str, int]]:
    rows = Flow.objects.unscoped(reason="test").filter(case=story.id).order_by("id")
    return list(rows.values_list("movement", "sign"))


def waiting(kind: str, **who: int) -> bool:
    return Todo.objects.unscoped(reason="test").filter(kind=kind, closed_at=None, **who).exists()


def test_hz_052_a_unit_closes_inside_what_it_found_and_nobody_else_opens_it(story: Story) -> None:
    own(story)
    assert (story.row().state, story.row().internal, story.row().body_id) == ("rectifying", True, None)
    with pytest.raises(NotFound):
        queries.case(story.world.actor("officer1"), story.id, w.TODAY)
    story.by("safety", do.fix_own, text="已更换")
    assert waiting("todo.close_own", unit_id=story.world.units["mill"])
    with pytest.raises(RuleBroken) as error:
        story.by("safety", do.close_own)
    assert codes(error) == ["HZ-052"]
    story.by("principal", do.close_own, text="看过")
    assert (story.row().state, movements(story)) == ("closed", [("found", 1), ("closed", -1)])


def test_hz_104_what_was_put_right_is_checked_next_and_not_put_right_again(story: Story) -> None:
    own(story)

    def offered() -> set[str]:
        case = queries.case(story.world.actor("safety"), story.id, w.TODAY)
        return {one.name for one in case.actions if not one.findings}

    assert "fix_own" in offered()
    story.by("safety", do.fix_own, text="已更换")
    assert "fix_own" not in offered()
    with pytest.raises(RuleBroken) as error:
        story.by("safety", do.fix_own, text="再次更换")
    assert codes(error) == ["HZ-104"]


def test_found_and_put_right_on_the_spot_leaves_one_thing_to_do(story: Story) -> None:
    own(story, fixed=True)
    story.by("principal", do.close_own)
    assert story.row().state == "closed"


def test_hz_051_and_hz_053_the_short_life_has_its_own_steps(story: Story) -> None:
    own(story)
    with pytest.raises(RuleBroken) as error:
        story.by("principal", do.close_own)
    assert codes(error) == ["HZ-051"]
    with pytest.raises(RuleBroken) as error:
        story.by("safety", do.record_rectification, text="走长程序")
    assert codes(error) == ["HZ-053"]


def test_hz_050_what_the_supervisor_has_is_not_closed_inside(story: Story) -> None:
    story.id = report(story.world)
    story.by("officer1", do.confirm_hazard, grade="general")
    story.by("officer1", do.issue_letter, limit=do.Limit(count=5), guidance="更换")
    with pytest.raises(RuleBroken) as error:
        story.by("safety", do.fix_own, text="内部销号")
    assert codes(error) == ["HZ-050"]


def test_the_unit_may_report_it_after_all(story: Story) -> None:
    own(story)
    story.by("principal", do.raise_own, text="比想的严重")
    row = story.row()
    assert (row.state, row.internal, row.grade, row.limit_day) == ("reported", False, "ungraded", None)
    assert waiting("todo.confirm", body_id=story.world.bodies["emergency"])
    story.by("officer1", do.confirm_hazard, grade="major", basis="判定标准第三条")


def test_past_its_limit_it_comes_before_the_supervisor(story: Story) -> None:
    own(story)
    assert do.surface_overdue(actor=w.SYSTEM, at=w.AT + timedelta(days=2)) == 0
    assert do.surface_overdue(actor=w.SYSTEM, at=w.AT + timedelta(days=3)) == 1
    case = queries.case(story.world.actor("officer1"), story.id, w.TODAY)
    assert (case.internal, case.body_id) == (False, story.world.bodies["emergency"])
    assert do.surface_overdue(actor=w.SYSTEM, at=w.AT + timedelta(days=3)) == 0


def test_hz_059_a_sample_opens_what_was_drawn_and_no_more(story: Story) -> None:
    officer = story.world.actor("officer1")
    with pytest.raises(RuleBroken) as error:
        do.draw_samples(actor=officer, at=w.AT, seed="s")
    assert codes(error) == ["HZ-059"]
    for number in range(7):
        own(story, title=f"隐患{number}")
    with pytest.raises(Forbidden):
        do.draw_samples(actor=story.world.actor("town1"), at=w.AT, seed="s")
    do.draw_samples(actor=officer, at=w.AT, seed="s")
    seen = queries.hazards(officer, tab="territory", today=w.TODAY)
    assert len(seen) == 5
    assert len(queries.look_backs(officer)[0].cases) == 5


def dissuaded(story: Story) -> None:
    story.id = do.dissuade(
        actor=story.world.actor("town1"),
        at=w.AT,
        unit_id=story.world.units["mill"],
        title="通道堆物",
        place="后门",
        text="当场劝导，立即清理",
    )


def test_dissuaded_on_the_spot_and_looked_at_once_more(story: Story) -> None:
    dissuaded(story)
    town = story.world.bodies["town1"]
    assert (story.row().state, story.row().channel, story.row().body_id) == ("dissuaded", "patrol", town)
    assert waiting("todo.look_again", body_id=town)
    story.by("town1b", do.look_again, corrected=True, text="已清理")
    assert (story.row().state, movements(story)) == ("closed", [("found", 1), ("closed", -1)])
    assert not waiting("todo.look_again")


def test_what_stays_goes_to_the_supervisor(story: Story) -> None:
    dissuaded(story)
    story.by("town1", do.look_again, corrected=False, text="仍然堆物")
    row = story.row()
    assert (row.state, row.body_id, row.grade) == ("reported", story.world.bodies["emergency"], "ungraded")
    assert waiting("todo.confirm", body_id=story.world.bodies["emergency"])


def test_hz_055_another_body_does_not_look_again(story: Story) -> None:
    dissuaded(story)
    with pytest.raises(NotFound):
        story.by("town2", do.look_again, corrected=True, text="路过")
    with pytest.raises(Forbidden):
        story.by("officer1", do.look_again, corrected=True, text="路过")


def ordered(story: Story) -> None:
    """Found by an officer, general, under an order of law."""
    story.id = report(story.world, actor=story.world.actor("officer1"))
    story.by("officer1", do.confirm_hazard, grade="general")
    story.by("officer1", do.issue_letter, limit=do.Limit(count=5), guidance="责令限期改正", ordered=True)


def test_hz_057_under_an_order_two_reinspect_and_it_ends(story: Story) -> None:
    ordered(story)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("safety", do.report_rectified)
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.accept_on_site, text="验收", signature_png=w.PNG)
    assert codes(error) == ["HZ-057"]
    assert story.by("officer1", do.reinspect, text="合格", signature_png=w.PNG) is False
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.reinspect, text="合格", signature_png=w.PNG)
    assert codes(error) == ["HZ-006"]
    assert story.by("officer2", do.reinspect, text="合格", signature_png=w.PNG) is True
    assert story.row().state == "closed"


def test_hz_056_reinspection_is_for_general_ones_under_an_order(story: Story) -> None:
    story.id = report(story.world)
    story.by("officer1", do.confirm_hazard, grade="general")
    story.by("officer1", do.issue_letter, limit=do.Limit(count=5), guidance="更换")
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="合格")
    story.by("safety", do.report_rectified)
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.reinspect, text="合格", signature_png=w.PNG)
    assert codes(error) == ["HZ-056"]


def test_hz_054_no_order_for_what_the_unit_found_itself(story: Story) -> None:
    story.id = report(story.world)
    story.by("officer1", do.confirm_hazard, grade="general")
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.issue_letter, limit=do.Limit(count=5), guidance="责令", ordered=True)
    assert codes(error) == ["HZ-054"]
