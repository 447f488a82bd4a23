"""Grades: major fire hazards, the unit's statement, grading anew."""

from datetime import timedelta

import pytest

from tests import world as w
from zhiben.core.errors import RuleBroken
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.tests.people import Story, report, to_rectifying

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    world = w.build()
    return Story(world, report(world))


def codes(error) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_hz_030_a_major_fire_hazard_is_graded_after_a_discussion(story: Story) -> None:
    grade = {"grade": "major_fire", "basis": "判定方法第6条"}
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.confirm_hazard, **grade)
    assert codes(error) == ["HZ-030"]
    story.by("officer1", do.record_discussion, kind="discussion", text="集体讨论，五人一致")
    story.by("officer1", do.confirm_hazard, **grade)
    assert story.row().grade == "major_fire"


def test_hz_041_and_hz_042_the_unit_states_its_case(story: Story) -> None:
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.answer_case, text="无")
    assert codes(error) == ["HZ-042"]
    story.by("principal", do.state_case, text="已于前日停用，请复核")
    with pytest.raises(RuleBroken) as error:
        story.by("safety", do.state_case, text="再陈述")
    assert codes(error) == ["HZ-041"]
    story.by("officer1", do.answer_case, text="经复核，维持")
    story.by("safety", do.state_case, text="再陈述")


def test_a_grade_anew_writes_both_sides_of_the_figures(story: Story) -> None:
    to_rectifying(story)
    story.by("officer1", do.regrade, grade="general", text="经复核不构成重大")
    flows = Flow.objects.unscoped(reason="test").filter(
        case=story.id, movement="regraded", state="rectifying"
    )
    assert sorted(flows.values_list("sign", "grade")) == [(-1, "major"), (1, "general")]


def test_hz_031_a_grade_falls_only_by_the_level_that_raised_it(story: Story) -> None:
    to_rectifying(story)
    row = story.row()
    type(row)._base_manager.filter(pk=row.pk).update(graded_by_id=story.world.bodies["town1"])
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.regrade, grade="general", text="降级")
    assert codes(error) == ["HZ-031"]
    type(row)._base_manager.filter(pk=row.pk).update(graded_by_id=story.world.bodies["fire"])
    story.by("officer1", do.regrade, grade="general", text="同级可以")


def test_hz_043_and_hz_001_another_grade_with_its_basis(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.regrade, grade="general", text="同级")
    assert codes(error) == ["HZ-043"]
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.regrade, grade="major", text="升级")
    assert codes(error) == ["HZ-001"]
    story.by("officer1", do.regrade, grade="major", basis="判定标准第三条", text="升级")
    assert story.row().graded_by_id == story.world.bodies["emergency"]


def adopted(story: Story, graded_by: str | None) -> None:
    """A major fire hazard from an earlier register: nothing tells of a discussion."""
    world = story.world
    case = do.AdoptedHazard(
        unit_id=world.units["mill"],
        area=w.TOWNS[0],
        sector="industry_trade",
        matter="general",
        body_id=world.bodies["emergency"],
        state="rectifying",
        grade="major_fire",
        basis="台账所载",
        channel="imported",
        title="疏散楼梯封堵",
        description="疏散楼梯封堵",
        place="三层",
        found_day=w.TODAY - timedelta(days=1),
        limit_day=w.TODAY,
    )
    (story.id,) = do.adopt_hazards(actor=w.SYSTEM, at=w.AT, cases=[case], source="台账")
    by = world.bodies[graded_by] if graded_by else None
    type(story.row())._base_manager.filter(pk=story.id).update(graded_by_id=by)


@pytest.mark.parametrize("graded_by", [None, "emergency", "fire"])
def test_hz_030_is_no_hindrance_to_lowering_what_was_adopted(story: Story, graded_by: str | None) -> None:
    adopted(story, graded_by)
    officer = story.world.actor("officer1")
    offered = {one.name: one.findings for one in queries.case(officer, story.id, w.TODAY).actions}
    assert offered["regrade"] == ()
    story.by("officer1", do.regrade, grade="general", text="经复核不构成重大火灾隐患")
    assert story.row().grade == "general"
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.regrade, grade="major_fire", basis="判定方法第6条", text="升级")
    assert codes(error) == ["HZ-030"]


def test_hz_031_what_was_adopted_falls_by_the_level_that_raised_it(story: Story) -> None:
    adopted(story, "town1")
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.regrade, grade="general", text="降级")
    assert codes(error) == ["HZ-031"]
