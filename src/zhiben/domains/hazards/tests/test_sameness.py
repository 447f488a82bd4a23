"""One hazard found twice: found by the job, offered to who answers for both, merged, taken apart."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests import world as w
from zhiben.core import clock, files
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Stale
from zhiben.core.ledger.book import act
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard, Participant, PictureHash, SamePair, StepRecord, Suspension
from zhiben.domains.hazards.tasks import find_same as find_same_task
from zhiben.domains.hazards.tests.people import Story, report, to_rectifying
from zhiben.domains.hazards.tests.test_sameness_methods import drawn, encoded
from zhiben.domains.notices.models import Todo
from zhiben.domains.organisations.models import Body, BodyTerritory, Mandate

pytestmark = pytest.mark.django_db
LATER = w.AT + timedelta(minutes=1)


@pytest.fixture
def story(db, tmp_path, settings) -> Story:
    settings.DATA_DIR = tmp_path
    world = w.build()
    return Story(world, report(world))


def found(story: Story, who: str = "town1", **values: Any) -> int:
    """The same defect, found by somebody else in other words."""
    given = {"title": "电箱烫手", "description": "2车间东墙电箱外壳很烫", "place": "二车间东墙", **values}
    return report(story.world, actor=story.world.actor(who), **given)


def as_tip(hazard: int) -> int:
    """Let a hazard have come by a tip (the domain of tips is not there yet)."""
    with act(actor=w.SYSTEM, at=w.AT, operation="test.tip") as a:
        a.change_many(Hazard, [hazard], channel="tip")
    return hazard


def search() -> int:
    return do.find_same(actor=w.SYSTEM, at=LATER)


def pair() -> SamePair:
    return SamePair.objects.unscoped(reason="test").get()


def row(key: int) -> Hazard:
    return Hazard.objects.unscoped(reason="test").get(pk=key)


def merge(story: Story, who: str, kept: int, ended: int, **values: Any) -> None:
    do.merge_hazards(
        actor=story.world.actor(who),
        at=LATER,
        kept_id=kept,
        ended_id=ended,
        kept_version=row(kept).version,
        ended_version=row(ended).version,
        **values,
    )


def refused_with(code: str, story: Story, who: str, kept: int, ended: int) -> None:
    with pytest.raises((RuleBroken, Forbidden)) as caught:
        merge(story, who, kept, ended)
    assert code in {finding.code for finding in caught.value.findings}
    assert row(ended).state != "merged"


def todos(kind: str = "todo.same") -> list[tuple[int | None, int | None]]:
    rows = Todo.objects.unscoped(reason="test").filter(kind=kind, closed_at=None)
    return list(rows.values_list("body_id", "unit_id"))


def flows(key: int) -> list[tuple[str, int]]:
    rows = Flow.objects.unscoped(reason="test").filter(kind="hazard", case=key).order_by("id")
    return list(rows.values_list("movement", "sign"))


def test_two_finders_one_hazard_is_offered_to_the_supervisor_once(story: Story) -> None:
    other = found(story)
    assert search() == 1
    assert (pair().a_id, pair().b_id, pair().state) == (story.id, other, "offered")
    assert {reason["code"] for reason in pair().reasons} >= {"same.unit", "same.words", "same.day"}
    assert todos() == [(story.world.bodies["emergency"], None)]
    assert search() == 0
    for name, sees in {"officer1": True, "office": False, "town1": False, "safety": False}.items():
        assert SamePair.objects.visible_to(story.world.actor(name)).exists() == sees, name


def test_the_job_runs_by_itself_after_a_report(story: Story) -> None:
    found(story)
    find_same_task(timestamp=0)
    assert pair().state == "offered"


def test_reports_shortly_after_each_other_are_compared_by_one_job(story: Story) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'hazards.compare_new'")
        first, second = found(story), found(story, title="冲床无防护罩", description="防护罩缺失")
        cursor.execute(
            "SELECT args, status::text FROM procrastinate_jobs WHERE task_name = 'hazards.compare_new'"
        )
        waiting = cursor.fetchall()
    assert [(json.loads(args), status) for args, status in waiting] == [({"first": first}, "todo")]
    assert do.find_same(actor=w.SYSTEM, at=LATER, first=second) == 0
    assert do.find_same(actor=w.SYSTEM, at=LATER, first=first) == 1


def test_another_defect_is_not_offered(story: Story) -> None:
    found(story, title="冲床无防护罩", description="3号冲床防护罩缺失")
    found(story, title="配电箱过热", description="三车间配电箱过热", place="三车间")
    assert search() == 0


def test_what_is_old_or_ended_or_internal_is_not_compared(story: Story) -> None:
    other = found(story)
    with act(actor=w.SYSTEM, at=w.AT, operation="test.old") as a:
        a.change_many(Hazard, [other], found_day=w.TODAY - timedelta(days=91))
    assert search() == 0


def test_pictures_are_printed_once_and_tell_across_units(story: Story) -> None:
    world = story.world
    with act(actor=w.SYSTEM, at=w.AT, operation="test.near") as a:
        a.change_many(Hazard, [story.id], area=w.TOWNS[1])

    def photo(who: str, **options: Any) -> do.Photo:
        data = encoded(drawn(3), **options)
        return do.Photo(
            files.store(actor=world.actor(who), at=w.AT, data=data, name="现场.jpg", purpose="photo")
        )

    mine = found(story, "officer1", photos=[photo("officer1", quality=90)], unit_id=world.units["shop"])
    found(
        story,
        "shopkeeper",
        photos=[photo("shopkeeper", quality=45)],
        unit_id=world.units["shop"],
        title="门口堵了",
        description="门口堆放货物",
        place="门口",
    )
    assert search() == 1
    assert {"code": "same.picture", "params": {"bits": 0}}["code"] in {one["code"] for one in pair().reasons}
    assert pair().a_id == mine
    assert PictureHash.objects.unscoped(reason="test").count() == 2
    assert do.note_pictures(actor=w.SYSTEM, at=LATER, hazards=[mine]) == 0


def test_different_bodies_go_to_the_body_that_coordinates_both(story: Story) -> None:
    fire = found(story, matter="fire", who="fireman")
    search()
    assert todos() == [(story.world.bodies["office"], None)]
    refused_with("HZ-071", story, "officer1", story.id, fire)
    merge(story, "office", story.id, fire)
    assert row(fire).merged_into_id == story.id


def test_without_a_coordinator_it_climbs_to_the_superior_above_both(story: Story) -> None:
    world = story.world
    with act(actor=w.SYSTEM, at=w.AT, operation="test.above") as a:
        city = a.create(
            Body, name="示范市安委办", short_name="市安委办", kind="committee_office", level="city",
            area=419900000000, opened=w.SINCE,
        )  # fmt: skip
        a.create(BodyTerritory, body=city, low=419900000000, high=419999999999, valid_from=w.SINCE)
        for name in ("emergency", "fire"):
            a.change_many(Body, [world.bodies[name]], parent=city)
        mandates = Mandate.objects.unscoped(reason="test").filter(power="coordinate")
        a.change_many(Mandate, list(mandates.values_list("pk", flat=True)), valid_to=date(2025, 1, 1))
    found(story, matter="fire", who="fireman")
    search()
    assert pair().body_id == city.pk


def test_a_pair_follows_its_responsible_bodies(story: Story) -> None:
    fire = found(story, matter="fire", who="fireman")
    search()
    assert pair().body_id == story.world.bodies["office"]
    with act(actor=w.SYSTEM, at=w.AT, operation="test.moved") as a:
        a.change_many(Hazard, [fire], body=story.world.bodies["emergency"], matter="general")
    search()
    assert pair().body_id == story.world.bodies["emergency"]
    assert todos() == [(story.world.bodies["emergency"], None)]


def test_refused_is_refused_for_good(story: Story) -> None:
    found(story)
    search()
    actor = story.world.actor("officer1")
    do.refuse_same(actor=actor, at=LATER, pair_id=pair().pk, seen_version=pair().version, text="不是同一处")
    assert pair().state == "refused" and todos() == []
    with act(actor=w.SYSTEM, at=w.AT, operation="test.again"):
        from_scratch = Hazard.objects.unscoped(reason="test").count()
    assert from_scratch == 2 and search() == 0
    with pytest.raises(NotFound):
        do.refuse_same(actor=story.world.actor("safety"), at=LATER, pair_id=pair().pk, seen_version=1)


def test_a_pair_lapses_when_one_has_ended_otherwise(story: Story) -> None:
    other = found(story)
    search()
    Story(story.world, other).by("officer1", do.decline_hazard, text="查无此事")
    search()
    assert pair().state == "lapsed" and todos() == []


def test_merging_ends_one_and_keeps_sources_finders_and_promises(story: Story) -> None:
    to_rectifying(story)
    other = found(story)
    search()
    p, kept, ended = pair(), row(story.id), row(other)
    do.merge_pair(
        actor=story.world.actor("officer1"), at=LATER, pair_id=p.pk, kept_id=kept.pk,
        kept_version=kept.version, ended_version=ended.version, text="同一配电箱",
    )  # fmt: skip
    assert (row(other).state, row(other).merged_into_id, row(other).ended_day) == (
        "merged",
        story.id,
        w.TODAY,
    )
    assert flows(other) == [("found", 1), ("merged", -1)]
    assert row(story.id).version == kept.version + 1
    assert (row(story.id).limit_first, row(story.id).state) == (kept.limit_first, "rectifying")
    finders = Participant.objects.unscoped(reason="test").filter(hazard_id=story.id, role="finder")
    assert set(finders.values_list("body_id", flat=True)) >= {story.world.bodies["town1"]}
    assert pair().state == "merged" and todos() == []
    assert not Todo.objects.unscoped(reason="test").filter(case_id=other, case_kind="hazard", closed_at=None)
    steps = StepRecord.objects.unscoped(reason="test").filter(step="merge").order_by("id")
    assert [one.hazard_id for one in steps] == [other, story.id]


def test_unmerging_goes_back_to_the_state_it_had(story: Story) -> None:
    other = found(story)
    to_rectifying(Story(story.world, other))
    merge(story, "officer1", other, story.id)
    merged = row(story.id)
    do.unmerge_hazard(
        actor=story.world.actor("officer1"),
        at=LATER,
        hazard_id=story.id,
        seen_version=merged.version,
        text="两处",
    )
    back = row(story.id)
    assert (back.state, back.merged_into_id, back.ended_day) == ("reported", None, None)
    assert flows(story.id) == [("found", 1), ("merged", -1), ("unmerged", 1)]
    assert todos("todo.confirm") == [(story.world.bodies["emergency"], None)]
    assert pair().state == "refused" and search() == 0
    steps = StepRecord.objects.unscoped(reason="test").filter(hazard_id=story.id).order_by("id")
    assert [one.step for one in steps] == ["report", "merge", "unmerge"]
    merge(story, "officer1", other, story.id)
    assert pair().state == "merged"


def test_a_stale_view_merges_nothing(story: Story) -> None:
    other = found(story)
    kept = row(story.id).version
    to_rectifying(story)
    with pytest.raises(Stale):
        do.merge_hazards(
            actor=story.world.actor("officer1"), at=LATER, kept_id=story.id, ended_id=other,
            kept_version=kept, ended_version=row(other).version,
        )  # fmt: skip
    assert row(other).state == "reported"


def test_hz_070_two_open_ones(story: Story) -> None:
    other = found(story)
    refused_with("HZ-070", story, "officer1", story.id, story.id)
    Story(story.world, other).by("officer1", do.decline_hazard, text="查无此事")
    refused_with("HZ-070", story, "officer1", other, story.id)


def test_hz_071_only_who_answers_for_both_decides(story: Story) -> None:
    other = found(story)
    for name in ("fireman", "office"):
        refused_with("HZ-071", story, name, story.id, other)
    refused_with("no-permission", story, "safety", story.id, other)
    with pytest.raises(NotFound):
        merge(story, "shopkeeper", story.id, other)


def test_hz_072_the_graver_grade_stays(story: Story) -> None:
    other = found(story)
    to_rectifying(story)
    refused_with("HZ-072", story, "officer1", other, story.id)
    merge(story, "officer1", story.id, other)


def test_hz_073_a_listed_case_only_stays(story: Story) -> None:
    other = found(story)
    with act(actor=w.SYSTEM, at=w.AT, operation="test.list") as a:
        a.change_many(Hazard, [story.id], listed_by=story.world.bodies["office"])
    refused_with("HZ-073", story, "officer1", other, story.id)
    merge(story, "officer1", story.id, other)


def test_hz_074_what_is_overdue_is_not_hidden(story: Story) -> None:
    other = found(story)
    to_rectifying(story)
    to_rectifying(Story(story.world, other))
    with act(actor=w.SYSTEM, at=w.AT, operation="test.late") as a:
        early = w.TODAY - timedelta(days=1)
        a.change_many(Hazard, [other], limit_first=early, limit_day=early)
    refused_with("HZ-074", story, "officer1", story.id, other)
    merge(story, "officer1", other, story.id)


def test_hz_075_only_what_was_merged_is_taken_apart(story: Story) -> None:
    with pytest.raises(RuleBroken) as caught:
        story.by("officer1", do.unmerge_hazard, text="x")
    assert caught.value.findings[0].code == "HZ-075"


def test_hz_076_a_tip_ends_in_the_other_and_leaves_no_line_for_the_unit(story: Story) -> None:
    tip = as_tip(found(story))
    search()
    assert not SamePair.objects.visible_to(story.world.actor("safety")).exists()
    refused_with("HZ-076", story, "officer1", tip, story.id)
    merge(story, "officer1", story.id, tip, text="与举报同一处")
    told = StepRecord.objects.unscoped(reason="test").filter(hazard_id=story.id, step="merge")
    assert not told.exists()
    roles = (
        Participant.objects.unscoped(reason="test").filter(hazard_id=story.id).values_list("role", "body_id")
    )
    assert list(roles) == [("overseer", story.world.bodies["town1"])]


def test_a_suspension_stands_on(story: Story) -> None:
    other = found(story)
    with act(actor=w.SYSTEM, at=w.AT, operation="test.stop") as a:
        a.create(
            Suspension, hazard_id=other, kind="self_suspension", extent="二车间", since=w.AT, recorded_by=1
        )  # fmt: skip
    merge(story, "officer1", story.id, other)
    stop = Suspension.objects.unscoped(reason="test").get()
    assert (stop.hazard_id, stop.lifted_at) == (other, None)


def test_the_figures_lose_exactly_one(story: Story) -> None:
    other = found(story)
    before = sum(sign for _, sign in [*flows(story.id), *flows(other)])
    merge(story, "officer1", story.id, other)
    assert before - sum(sign for _, sign in [*flows(story.id), *flows(other)]) == 1
    assert clock.day_of(LATER) == w.TODAY
