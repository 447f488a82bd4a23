"""What a hazard means for duties: a major one found, and one put right, are events for its unit and supervisor."""

from pathlib import Path

import pytest

from tests import world as w
from zhiben.domains.duties.models import Duty, DutyEvent, DutyPeriod
from zhiben.domains.duties.tests.scene import duty, load
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tmp_path: Path) -> Story:
    world = w.build()
    body = {"subject": "body", "kinds": ["department"]}
    load(
        tmp_path,
        duty("search", event="hazard.major_found", within=3, activity="check.major_hazards"),
        duty("visit", event="hazard.major_found", within=3, activity="inspection.special", who=body),
        duty("lesson", event="hazard.major_fixed", within=7, activity="warning_education"),
        at=w.AT,
    )
    return Story(world, report(world))


def owed() -> list[tuple[str, int | None, int | None]]:
    rows = DutyPeriod.objects.unscoped(reason="test").order_by("pk")
    names = dict(Duty.objects.values_list("pk", "name"))
    return [(names[duty], unit, body) for duty, unit, body in rows.values_list("duty_id", "unit", "body")]


def events() -> list[tuple[str, int | None]]:
    rows = DutyEvent.objects.unscoped(reason="test").order_by("pk")
    return list(rows.values_list("kind", "unit_id"))


def test_a_major_hazard_is_followed_by_duties_of_the_unit_and_of_the_body(story: Story) -> None:
    mill, emergency = story.world.units["mill"], story.world.bodies["emergency"]
    to_rectified(story)
    assert events() == [("hazard.major_found", mill)]
    assert owed() == [("search", mill, None), ("visit", None, emergency)]
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    assert events()[-1] == ("hazard.major_fixed", mill)
    assert owed()[-1] == ("lesson", mill, None)


def test_a_general_hazard_is_no_event_that_a_duty_waits_for(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    assert (events(), owed()) == ([], [])


def test_a_hazard_graded_up_later_is_found_then(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    story.by("officer1", do.regrade, grade="major", text="复核", basis="判定标准第三条")
    assert [kind for kind, _ in events()] == ["hazard.major_found"]
