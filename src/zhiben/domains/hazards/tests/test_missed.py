"""What was there and not found: with counter-evidence only, and shown to whom it concerns only."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.conf import settings as live
from django.test import Client

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import CleanVisit, Hazard
from zhiben.domains.hazards.tests.people import Story, report
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture
def story(db) -> Story:
    world = w.build(lifelike=True)
    return Story(world)


@pytest.fixture
def browse(story: Story, client: Client):
    def signed_in(name: str) -> Client:
        client.force_login(Account.objects.get(username=name))
        session = client.session
        session["membership"] = story.world.memberships[name]
        session.save()
        client.cookies[live.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return signed_in


def major(story: Story, who: str = "officer1", **values: Any) -> int:
    """A major hazard of the mill that somebody found and the supervisor confirmed."""
    key = report(story.world, actor=story.world.actor(who), **values)
    Story(story.world, key).by("officer1", do.confirm_hazard, grade="major", basis="判定标准第三条")
    return key


def visit(story: Story, who: str = "town1", ago: int = 10, **values: Any) -> int:
    given = {"unit_id": story.world.units["mill"], "matter": "general", "day": w.TODAY - ago * DAYS, **values}
    return do.note_clean_visit(actor=story.world.actor(who), at=w.AT, **given)


def lines(story: Story, who: str, tab: str = "undeclared", **filters: Any) -> list[int]:
    rows = queries.missed(story.world.actor(who), w.TODAY, tab, **filters)
    return sorted(row["id"] for row in rows)


def change(hazard: int, **values: Any) -> None:
    with act(actor=w.SYSTEM, at=w.AT, operation="test.change") as a:
        a.change_many(Hazard, [hazard], **values)


def test_nothing_declared_is_no_fault_without_a_finding(story: Story) -> None:
    assert lines(story, "office") == []
    general = report(story.world, actor=story.world.actor("officer1"))
    Story(story.world, general).by("officer1", do.confirm_hazard, grade="general")
    assert lines(story, "office") == []


def test_a_major_hazard_found_by_others_where_the_unit_declared_nothing(story: Story) -> None:
    key = major(story)
    assert lines(story, "office") == [key]
    assert queries.missed_counts(story.world.actor("office"), w.TODAY) == {"undeclared": 1, "visited": 0}


def test_a_unit_that_declared_something_in_time_is_not_listed(story: Story) -> None:
    own = report(story.world, title="灯坏", description="灯坏", found_day=w.TODAY - 20 * DAYS)
    major(story)
    assert lines(story, "office") == []
    change(own, found_day=w.TODAY - 181 * DAYS)
    (row,) = queries.missed(story.world.actor("office"), w.TODAY)
    assert row["last_declared"] == w.TODAY - 181 * DAYS


def test_what_is_unconfirmed_or_unfounded_speaks_against_nobody(story: Story) -> None:
    key = report(story.world, actor=story.world.actor("officer1"))
    visit(story)
    assert lines(story, "office") == lines(story, "office", "visited") == []
    Story(story.world, key).by("officer1", do.decline_hazard, text="查无此事")
    assert lines(story, "office") == lines(story, "office", "visited") == []


def test_found_soon_after_a_visit_that_found_nothing(story: Story) -> None:
    visit(story, ago=12)
    visit(story, "officer2", ago=9)
    visit(story, ago=5, matter="fire")
    key = major(story)
    (row,) = queries.missed(story.world.actor("office"), w.TODAY, "visited")
    assert (row["id"], row["visit_day"]) == (key, w.TODAY - 9 * DAYS)
    assert row["visit_body"] == story.world.bodies["emergency"]


def test_a_visit_long_ago_or_on_the_day_itself_says_nothing(story: Story) -> None:
    visit(story, ago=0)
    late = visit(story, ago=30)
    with act(actor=w.SYSTEM, at=w.AT, operation="test.old") as a:
        a.change_many(CleanVisit, [late], day=w.TODAY - 31 * DAYS)
    major(story)
    assert lines(story, "office", "visited") == []


SEES = {"safety": True, "principal": True, "officer1": True, "head": True, "office": True}
SEES_NOT = {"fireman": 200, "shopkeeper": 200, "leader": 403, "town1": 403, "town2": 403}


@pytest.mark.parametrize("tab", ["undeclared", "visited"])
def test_only_the_unit_its_supervisor_and_the_office_see_it(story: Story, browse: Any, tab: str) -> None:
    visit(story)
    key = major(story)
    number = Hazard.objects.unscoped(reason="test").get(pk=key).number
    for name in SEES:
        answer = browse(name).get("/hazards/missed/", {"tab": tab})
        assert answer.status_code == 200 and number in answer.content.decode(), name
        listed = browse(name).get("/api/v1/hazards/missed/found/", {"kind": tab}).json()["items"]
        assert [one["number"] for one in listed] == [number], name
    for name, status in SEES_NOT.items():
        answer = browse(name).get("/hazards/missed/", {"tab": tab})
        assert answer.status_code == status and number not in answer.content.decode(), name
        reply = browse(name).get("/api/v1/hazards/missed/found/", {"kind": tab})
        assert reply.status_code == status and number not in reply.content.decode(), name


def test_what_came_by_a_tip_is_not_shown_to_the_unit(story: Story) -> None:
    visit(story)
    key = major(story)
    change(key, channel="tip")
    for tab in ("undeclared", "visited"):
        assert lines(story, "safety", tab) == []
        assert lines(story, "officer1", tab) == [key]


def test_merged_findings_are_told_once(story: Story) -> None:
    one, other = major(story), major(story)
    rows = {row.pk: row.version for row in Hazard.objects.unscoped(reason="test")}
    do.merge_hazards(
        actor=story.world.actor("officer1"), at=w.AT, kept_id=one, ended_id=other,
        kept_version=rows[one], ended_version=rows[other],
    )  # fmt: skip
    assert lines(story, "office") == [one]


def test_filters_and_excel_say_the_same(story: Story, browse: Any) -> None:
    key = major(story)
    assert lines(story, "office", grade="major", unit=story.world.units["mill"], found_to=w.TODAY) == [key]
    assert lines(story, "office", channel="patrol") == []
    assert lines(story, "office", found_from=w.TODAY + DAYS) == []
    answer = browse("office").get("/hazards/missed/", {"export": "xlsx", "grade": "major"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert Hazard.objects.unscoped(reason="test").get(pk=key).number in cells


def test_a_clean_visit_is_one_line_and_one_click(story: Story, browse: Any) -> None:
    shown = browse("town1").get("/hazards/found/", {"unit": story.world.units["mill"]}).content.decode()
    assert "/hazards/visited/?unit=" in shown
    sent = {"unit": story.world.units["mill"], "matter": "general", "day": "2026-11-19"}
    assert browse("town1").post("/hazards/visited/", sent).status_code == 302
    assert browse("town1").post("/hazards/visited/", sent).status_code == 302
    (row,) = CleanVisit.objects.unscoped(reason="test")
    assert (row.body_id, row.person_id) == (story.world.bodies["town1"], story.world.persons["town1"])
    assert browse("safety").get("/hazards/visited/").status_code == 403
    assert browse("town2").post("/hazards/visited/", sent).status_code == 404


def test_a_visit_is_noted_by_who_may_within_reach_and_in_time(story: Story) -> None:
    with pytest.raises(Forbidden):
        visit(story, "safety")
    with pytest.raises(NotFound):
        visit(story, "town2")
    with pytest.raises(RuleBroken):
        visit(story, ago=31)
    with pytest.raises(RuleBroken):
        visit(story, ago=-1)
    assert visit(story) == visit(story)
