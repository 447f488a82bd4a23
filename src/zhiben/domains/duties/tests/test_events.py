"""Events: entered or coming by themselves, opened for every class, withdrawn with a reason."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import AT, DISTRICT, SYSTEM, TODAY, TOWNS, World
from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.ledger.book import act
from zhiben.domains.duties import operations, tasks
from zhiben.domains.duties.models import Activity, Duty, DutyEvent, DutyPeriod, DutyShortfall
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.rules import ENTER, EventFacts
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units, noon, rows, set_fact, stands
from zhiben.domains.instruments.operations import load_packs

pytestmark = pytest.mark.django_db
BODIES = {"subject": "body", "kinds": ["department"]}


@pytest.fixture
def world() -> World:
    return worlds.build()


def enter(world: World, by: str = "office", **values) -> int:
    given = {"kind": "criticism.named", "day": TODAY, "area": DISTRICT, **values}
    return operations.record_event(actor=world.actor(by), at=AT, **given)


def events() -> list[DutyEvent]:
    return list(DutyEvent.objects.unscoped(reason="test").order_by("pk"))


def facts(**values) -> EventFacts:
    return EventFacts(**{"kind": "x", "is_known": True, "day": TODAY, "today": TODAY, **values})


def codes(**values) -> list[str]:
    return [finding.code for rule in ENTER for finding in rule(facts(**values))]


def test_du_013_du_050_du_052_du_053_du_056_an_event_is_known_near_and_of_one_subject() -> None:
    assert codes() == []
    assert codes(is_known=False) == ["DU-013"]
    assert codes(until=TODAY - timedelta(days=1)) == ["DU-050"]
    assert codes(day=TODAY + timedelta(days=400)) == ["DU-052"]
    assert codes(subjects=2) == ["DU-053"]
    assert codes(waits=False) == ["DU-056"]


def test_each_class_of_a_duty_owes_its_own_times_after_an_event(world: World, tmp_path: Path) -> None:
    when = {"subject": "unit", "high_hazard": True}
    item = duty(
        "check",
        event="criticism.named",
        within=5,
        activity="inspection.led",
        variants=[{"when": when, "times": 2, "per": "month"}],
    )
    check = load(tmp_path, item)["check"]
    [risky] = more_units(world, 1, high_hazard=True)
    enter(world)
    last = TODAY + timedelta(days=5)
    found = {row[0]: row[1:] for row in rows(check)}
    assert found[world.units["mill"]] == (TODAY, last, 1, 0, 0)
    assert found[risky] == (TODAY, last, 2, 0, 0)
    before = stands()
    operations.rebuild(actor=SYSTEM, at=noon(last), first=TODAY, last=last)
    assert stands() == before


def test_an_event_with_an_end_of_its_own_ends_what_follows(world: World, tmp_path: Path) -> None:
    until = TODAY + timedelta(days=3)
    found = load(
        tmp_path,
        duty("season", event="season.key", activity="inspection.led"),
        duty("short", event="season.key", within=1, activity="patrol"),
    )
    enter(world, kind="season.key", until=until)
    assert {row[2] for row in rows(found["season"])} == {until}
    assert {row[2] for row in rows(found["short"])} == {TODAY + timedelta(days=1)}


def test_a_withdrawn_event_is_owed_by_nobody_and_its_activities_stay(world: World, tmp_path: Path) -> None:
    check = load(tmp_path, duty("check", event="criticism.named", within=2, activity="inspection.led"))[
        "check"
    ]
    event = enter(world)
    done = NewActivity(kind="inspection.led", done_day=TODAY, unit_id=world.units["mill"])
    operations.record_activity(actor=world.actor("safety"), at=AT, activity=done)
    operations.find_shortfalls(actor=SYSTEM, at=noon(TODAY + timedelta(days=3)))
    assert DutyShortfall.objects.unscoped(reason="test").count() == 1
    with pytest.raises(RuleBroken) as refused:
        operations.withdraw_event(actor=world.actor("office"), at=AT, event_id=event, reason=" ")
    assert refused.value.findings[0].code == "DU-009"
    with pytest.raises(NotFound):
        operations.withdraw_event(actor=world.actor("office"), at=AT, event_id=event + 99, reason="录入错误")
    with pytest.raises(Forbidden):
        operations.withdraw_event(actor=world.actor("town1"), at=AT, event_id=event, reason="录入错误")
    operations.withdraw_event(actor=world.actor("office"), at=AT, event_id=event, reason="录入错误")
    assert rows(check) == []
    assert Activity.objects.unscoped(reason="test").get().withdrawn is None
    assert DutyShortfall.objects.unscoped(reason="test").get().void == TODAY
    operations.rebuild(
        actor=SYSTEM, at=noon(TODAY + timedelta(days=3)), first=TODAY, last=TODAY + timedelta(9)
    )
    catch_up(TODAY)
    assert rows(check) == []
    with pytest.raises(RuleBroken) as refused:
        operations.withdraw_event(actor=world.actor("office"), at=AT, event_id=event, reason="录入错误")
    assert refused.value.findings[0].code == "DU-051"


def test_du_051_an_event_is_withdrawn_once(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("check", event="criticism.named", activity="inspection.led"))
    event = enter(world, unit_id=world.units["mill"], area=None)
    operations.withdraw_event(actor=world.actor("office"), at=AT, event_id=event, reason="重复")
    assert [(one.withdrawn, one.withdrawn_why) for one in events()] == [(TODAY, "重复")]


def test_an_event_over_two_subjects_or_beyond_reach_is_refused(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("check", event="criticism.named", activity="inspection.led"))
    with pytest.raises(Invalid):
        enter(world, unit_id=world.units["mill"], body_id=world.bodies["fire"])
    with pytest.raises(Forbidden):
        enter(world, area=110000000000)
    with pytest.raises(Invalid):
        enter(world, kind="no.such")


def test_another_domain_enters_an_event_once_for_a_unit_and_its_supervisor(
    world: World, tmp_path: Path
) -> None:
    found = load(
        tmp_path,
        duty("unit", event="hazard.major_found", within=0, activity="check.major_hazards"),
        duty("body", event="hazard.major_found", within=0, activity="inspection.special", who=BODIES),
    )
    mill, fire = world.units["mill"], world.bodies["emergency"]
    given = {"kind": "hazard.major_found", "day": TODAY, "area": TOWNS[0], "unit_id": mill, "body_id": fire}
    with act(actor=SYSTEM, at=AT, operation="test.event") as a:
        assert operations.note_event(a, origin="hazard:1", **given) is not None
        assert operations.note_event(a, origin="hazard:1", **given) is None
        assert operations.note_event(a, origin="x", **{**given, "kind": "project.before"}) is None
    assert [row[0] for row in rows(found["unit"])] == [mill]
    assert [row[0] for row in rows(found["body"])] == [fire]


def test_a_holiday_ahead_comes_by_itself_and_ends_the_day_before(world: World, tmp_path: Path) -> None:
    check = load(tmp_path, duty("check", event="holiday.ahead", activity="inspection.led"))["check"]
    first = date(2026, 9, 15)
    assert operations.note_occasions(actor=SYSTEM, at=noon(first)) == 1
    assert operations.note_occasions(actor=SYSTEM, at=noon(first)) == 0
    assert operations.note_occasions(actor=SYSTEM, at=noon(date(2026, 9, 16))) == 1
    [autumn, national] = events()
    assert (autumn.title, autumn.until, autumn.area) == ("中秋", date(2026, 9, 24), DISTRICT)
    assert (national.title, national.until) == ("国庆节", date(2026, 9, 30))
    assert {row[1:3] for row in rows(check) if row[1] == first} == {(first, date(2026, 9, 24))}


def test_nothing_comes_by_itself_where_no_duty_waits_for_it(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("month", per="month"))
    assert operations.note_occasions(actor=SYSTEM, at=noon(date(2026, 9, 20))) == 0


def test_paused_after_an_event_is_excused(world: World, tmp_path: Path) -> None:
    check = load(tmp_path, duty("check", event="criticism.named", within=5, activity="inspection.led"))[
        "check"
    ]
    set_fact(world.units["mill"], "operation", "paused", date(2026, 11, 2))
    enter(world)
    assert {row[0]: row[-1] for row in rows(check)} == {world.units["mill"]: 1, world.units["shop"]: 0}


def test_a_duty_named_by_an_event_alone_is_found(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("check", event="criticism.named", activity="inspection.led"))
    enter(world, unit_id=world.units["shop"], area=None, title="被区政府点名")
    assert Duty.objects.filter(event="criticism.named").count() == 1
    assert DutyPeriod.objects.unscoped(reason="test").get().unit == world.units["shop"]


def test_a_law_that_changed_is_an_event_and_its_first_load_is_none(world: World, tmp_path: Path) -> None:
    study = load(tmp_path, duty("study", event="law.changed", within=30, activity="study"))["study"]
    assert rows(study) == []
    source = worlds.PACKS / "order-16-2008" / "main.yaml"
    (tmp_path / "order-16-2008").mkdir()
    copied = tmp_path / "order-16-2008" / "main.yaml"
    copied.write_text(source.read_text())
    load_packs(actor=SYSTEM, at=AT, folder=tmp_path)
    assert events() == []
    copied.write_text(source.read_text().replace("整改期限", "改正期限").replace("重大事故", "特大事故"))
    load_packs(actor=SYSTEM, at=AT, folder=tmp_path)
    assert [(one.kind, one.day, one.area) for one in events()] == [("law.changed", TODAY, DISTRICT)]
    assert {row[2] for row in rows(study)} == {TODAY + timedelta(days=30)}


def test_an_office_says_when_one_duty_is_due_and_its_next_edition_keeps_it(
    world: World, tmp_path: Path
) -> None:
    regular = {"event": "period.own", "activity": "patrol"}
    first = duty("first", **regular)
    found = load(tmp_path, first, duty("second", **regular), duty("other", event="season.key"))
    until = TODAY + timedelta(days=40)
    enter(world, kind="period.own", duty_id=found["first"].pk, until=until)
    assert {row[1:3] for row in rows(found["first"])} == {(TODAY, until)}
    assert rows(found["second"]) == []
    with pytest.raises(Invalid) as refused:
        enter(world, kind="period.own", duty_id=found["other"].pk)
    assert refused.value.findings[0].code == "DU-056"
    changed = load(tmp_path, {**first, "title": {"zh": "改", "en": "Changed"}}, at=AT)["first"]
    catch_up(TODAY)
    assert {row[1:3] for row in rows(changed)} == {(TODAY, until)}
    assert rows(found["first"]) == []


def test_the_morning_job_enters_what_is_ahead_once(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, duty("check", event="holiday.ahead", activity="inspection.special"))
    monkeypatch.setattr(clock, "now", lambda: noon(date(2026, 9, 15)))
    tasks.note_occasions()
    tasks.note_occasions()
    assert [one.origin for one in events()] == [f"holiday:2026-09-25:{DISTRICT}"]
