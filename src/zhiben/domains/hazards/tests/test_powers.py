"""Who handles a hazard: urging, transfer, assignment, joint bodies, the finder's signature."""

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Participant
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    world = w.build()
    return Story(world, report(world))


def codes(error) -> list[str]:
    return [finding.code for finding in error.value.findings]


def waiting(kind: str, **who: int) -> bool:
    return Todo.objects.unscoped(reason="test").filter(kind=kind, closed_at=None, **who).exists()


def offer(story: Story) -> None:
    story.by(
        "officer1", do.propose_transfer, to_body_id=story.world.bodies["fire"], matter="fire", text="属消防"
    )


def test_a_transfer_is_a_move_and_takes_the_work_along(story: Story) -> None:
    offer(story)
    fire = story.world.bodies["fire"]
    assert waiting("todo.transfer", body_id=fire)
    story.by("fireman", do.accept_transfer)
    row = story.row()
    assert (row.body_id, row.matter, row.state) == (fire, "fire", "reported")
    assert waiting("todo.confirm", body_id=fire)
    assert not waiting("todo.confirm", body_id=story.world.bodies["emergency"])
    flows = Flow.objects.unscoped(reason="test").filter(case=story.id, movement="moved")
    assert sorted(flows.values_list("sign", "matter")) == [(-1, "general"), (1, "fire")]
    story.by("fireman", do.confirm_hazard, grade="general")


def test_hz_038_only_whom_it_was_offered_to_answers(story: Story) -> None:
    with pytest.raises(RuleBroken) as error:
        story.by("fireman", do.accept_transfer)
    assert codes(error) == ["HZ-038"]
    offer(story)
    with pytest.raises(RuleBroken) as error:
        story.by("officer2", do.accept_transfer)
    assert codes(error) == ["HZ-038"]


def test_hz_036_and_hz_037_and_hz_044_what_may_be_offered(story: Story) -> None:
    offer(story)
    with pytest.raises(RuleBroken) as error:
        offer(story)
    assert codes(error) == ["HZ-037"]
    with pytest.raises(RuleBroken) as error:
        story.by(
            "fireman", do.propose_transfer, to_body_id=story.world.bodies["fire"], matter="fire", text="不"
        )
    assert "HZ-036" in codes(error)
    story.by("fireman", do.refuse_transfer, text="不属消防")
    with pytest.raises(RuleBroken) as error:
        story.by(
            "officer1", do.propose_transfer, to_body_id=story.world.bodies["town1"], matter="fire", text="镇"
        )
    assert codes(error) == ["HZ-044"]


def test_hz_040_refused_twice_goes_up_and_is_assigned(story: Story) -> None:
    fire, office = story.world.bodies["fire"], story.world.bodies["office"]
    assigned = {"to_body_id": fire, "matter": "fire", "text": "由消防承办"}
    offer(story)
    story.by("fireman", do.refuse_transfer, text="不属消防")
    with pytest.raises(RuleBroken) as error:
        story.by("office", do.assign, **assigned)
    assert codes(error) == ["HZ-040"]
    offer(story)
    story.by("fireman", do.refuse_transfer, text="仍不属消防")
    assert waiting("todo.assign", body_id=office)
    story.by("office", do.assign, **assigned)
    assert story.row().body_id == fire
    assert waiting("todo.confirm", body_id=fire)
    assert not waiting("todo.assign", body_id=office)


def test_joint_bodies_see_it_and_one_leads(story: Story) -> None:
    before = story.row().body_id
    with pytest.raises(RuleBroken) as error:
        story.by("officer1", do.name_joint, body_ids=[before])
    assert codes(error) == ["HZ-045"]
    story.by("officer1", do.name_joint, body_ids=[story.world.bodies["town2"]])
    assert story.row().body_id == before
    case = queries.case(story.world.actor("town2"), story.id, w.TODAY)
    assert [(one["role"], one["body"]) for one in case.participants] == [("joint", "柳桥街道")]
    with pytest.raises(Forbidden):
        story.by("town2", do.confirm_hazard, grade="general")


def test_managers_and_the_office_urge_whoever_is_next(story: Story) -> None:
    story.by("office", do.urge, text="请尽快认定")
    assert waiting("todo.urged", body_id=story.world.bodies["emergency"])
    to_rectifying(story)
    story.by("office", do.urge, text="请尽快整改")
    assert waiting("todo.urged", unit_id=story.world.units["mill"])
    with pytest.raises(Forbidden):
        story.by("town1", do.urge, text="没有权限")


def test_the_office_urges_and_assigns_in_a_matter_that_only_others_supervise(story: Story) -> None:
    offer(story)
    story.by("fireman", do.accept_transfer)
    story.by("office", do.urge, text="请尽快认定")
    assert waiting("todo.urged", body_id=story.world.bodies["fire"])
    back = {"to_body_id": story.world.bodies["emergency"], "matter": "general", "text": "属综合监管"}
    for _ in range(2):
        story.by("fireman", do.propose_transfer, **back)
        story.by("officer1", do.refuse_transfer, text="不属我局")
    story.by("office", do.assign, **back)
    assert story.row().body_id == story.world.bodies["emergency"]


def found_by_fire(story: Story) -> None:
    """The fire brigade finds something in a matter that is the emergency bureau's."""
    story.id = report(story.world, actor=story.world.actor("fireman"))


def test_hz_034_and_hz_039_the_finder_signs_before_the_end(story: Story) -> None:
    found_by_fire(story)
    row = story.row()
    assert (row.channel, row.finder_body_id, row.finder_signs) == (
        "inspection",
        story.world.bodies["fire"],
        True,
    )
    assert Participant.objects.unscoped(reason="test").filter(hazard=row, role="finder").count() == 1
    to_rectified(story)
    accept(story, "officer1", "officer2")
    assert waiting("todo.countersign", body_id=story.world.bodies["fire"])
    with pytest.raises(RuleBroken) as error:
        story.by("head", do.review_and_close, text="同意销号")
    assert codes(error) == ["HZ-034"]
    with pytest.raises(RuleBroken) as error:
        story.by("head", do.countersign)
    assert codes(error) == ["HZ-039"]
    story.by("fireman", do.countersign, text="现场看过")
    story.by("head", do.review_and_close, text="同意销号")
    assert story.row().state == "closed"


def test_what_the_town_found_is_a_patrol_and_needs_no_second_signature(story: Story) -> None:
    story.id = report(story.world, actor=story.world.actor("town1"))
    row = story.row()
    assert (row.channel, row.finder_signs) == ("patrol", False)
