"""What was done counts at once, never above what was expected; what cannot have been done is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests import world as worlds
from tests.world import AT, TODAY, World
from zhiben.core import files
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.findings import check
from zhiben.domains.duties import operations, queries, rules
from zhiben.domains.duties.models import Activity, DutyPeriod, Excuse
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, rows, stands
from zhiben.domains.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def drill(world: World, **fields) -> NewActivity:
    """An evacuation drill at the mill, yesterday."""
    given = {
        "kind": "drill.evacuation",
        "done_day": TODAY - timedelta(days=1),
        "unit_id": world.units["mill"],
    }
    return NewActivity(**{**given, **fields})


def record(world: World, who: str = "safety", **fields) -> int:
    return operations.record_activity(actor=world.actor(who), at=AT, activity=drill(world, **fields))


def photograph(world: World) -> int:
    """A picture handed in by the safety officer: always the same bytes."""
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "PNG")
    made.seek(0)
    return files.store(actor=world.actor("safety"), at=AT, data=made, name="a.png", purpose="photo")


def figures(duty) -> list[tuple[int, int, int]]:
    return [row[-3:] for row in rows(duty)]


def refused(world: World, **fields) -> str:
    with pytest.raises((RuleBroken, Invalid)) as caught:
        record(world, **fields)
    return caught.value.findings[0].code


def test_an_activity_counts_for_every_duty_once_and_never_above_what_is_expected(
    world: World, tmp_path: Path
) -> None:
    found = load(tmp_path, duty("half"), duty("month", per="month", times=2), duty("other", activity="study"))
    catch_up(TODAY)
    done = [record(world) for _ in range(3)]
    assert figures(found["half"])[0] == (1, 1, 0)
    assert figures(found["month"])[0] == (2, 2, 0)
    assert figures(found["other"])[0] == (1, 0, 0)
    assert Activity.objects.unscoped(reason="test").count() == 3
    counted = queries.counts_for(world.actor("safety"), done[0])
    mine = [one for one in counted if one.duty.slug == "test/duties"]
    assert {one.duty.title_en for one in mine} == {"Test half", "Test month"}


def test_what_was_recorded_before_the_period_was_opened_counts_too(world: World, tmp_path: Path) -> None:
    found = load(tmp_path, duty("half"))
    record(world)
    catch_up(TODAY)
    assert figures(found["half"])[0] == (1, 1, 0)


def test_two_patrols_on_one_day_count_once(world: World, tmp_path: Path) -> None:
    patrol = load(tmp_path, duty("patrol", activity="patrol", per="day"))["patrol"]
    catch_up(TODAY)
    for back in (1, 1, 2):
        record(world, kind="patrol", done_day=TODAY - timedelta(days=back))
    assert figures(patrol)[0] == (30, 2, 0)
    row = DutyPeriod.objects.unscoped(reason="test").get(duty=patrol, unit=world.units["mill"])
    assert row.days == 0b11 << 17


def test_du_005_what_the_principal_must_lead_does_not_count_when_a_deputy_led(
    world: World, tmp_path: Path
) -> None:
    led = load(tmp_path, duty("led", led_by=["principal"]))["led"]
    catch_up(TODAY)
    by_deputy = record(world, led_post="safety_deputy")
    assert figures(led)[0] == (1, 0, 0)
    why = [
        one.findings for one in queries.counts_for(world.actor("safety"), by_deputy) if one.duty.id == led.pk
    ]
    assert [finding.code for finding in why[0]] == ["DU-005"]
    record(world, led_post="principal")
    assert figures(led)[0] == (1, 1, 0)


def test_a_post_survives_the_person(world: World, tmp_path: Path) -> None:
    who = {"subject": "post", "posts": ["chief_engineer"], "kinds": ["enterprise"]}
    post = load(tmp_path, duty("post", who=who))["post"]
    catch_up(TODAY)
    record(world)
    assert figures(post)[0] == (1, 0, 0)
    record(world, led_post="chief_engineer", led_person=world.persons["safety"])
    assert figures(post)[0] == (1, 1, 0)


@pytest.mark.parametrize(
    ("terms", "short", "enough", "code"),
    [
        ({"hours": 8}, {"hours": Decimal("7.5")}, {"hours": Decimal(8)}, "DU-006"),
        ({"covers": 100}, {"participants": 29}, {"participants": 30}, "DU-007"),
    ],
)
def test_du_006_and_007_a_day_needs_enough_hours_and_heads_at_once(
    world: World, tmp_path: Path, terms: dict, short: dict, enough: dict, code: str
) -> None:
    one = load(tmp_path, duty("one", per="day", **terms))["one"]
    catch_up(TODAY)
    record(world, **short)
    key = record(world, **short)
    assert figures(one)[0] == (30, 0, 0)
    why = [c.findings for c in queries.counts_for(world.actor("safety"), key) if c.duty.id == one.pk]
    assert [finding.code for finding in why[0]] == [code]
    record(world, **enough)
    assert figures(one)[0] == (30, 1, 0)


def test_du_007_heads_in_words() -> None:
    facts = rules.CountFacts(least_reached=Decimal(100), reached=Decimal("99.99"), is_alone=True)
    assert [finding.code for finding in check(rules.COUNT, facts)] == ["DU-007"]


def test_du_008_evidence_where_the_clause_needs_it(world: World, tmp_path: Path) -> None:
    one = load(tmp_path, duty("one", evidence=["photo"]))["one"]
    catch_up(TODAY)
    record(world)
    assert figures(one)[0] == (1, 0, 0)
    key = record(world, file_ids=(photograph(world),))
    assert figures(one)[0] == (1, 1, 0)
    assert [e.name for e in queries.evidence_of(world.actor("safety"), key)] == ["a.png"]


def test_du_001_not_in_future(world: World) -> None:
    assert refused(world, done_day=TODAY + timedelta(days=1)) == "DU-001"


def test_du_002_not_before_the_subject_existed_nor_after_it_closed(world: World) -> None:
    assert refused(world, done_day=date(2023, 12, 31)) == "DU-002"
    Unit._base_manager.filter(pk=world.units["mill"]).update(closed=TODAY - timedelta(days=5))
    assert refused(world) == "DU-002"


def test_du_003_the_same_photograph_proves_one_activity(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("half"))
    first = record(world, file_ids=(photograph(world),))
    assert refused(world, file_ids=(photograph(world),)) == "DU-003"
    operations.withdraw_activity(
        actor=world.actor("safety"), at=AT, activity_id=first, reason="wrong day entered"
    )
    record(world, file_ids=(photograph(world),))


def test_du_004_unknown_kind(world: World) -> None:
    assert refused(world, kind="dancing") == "DU-004"


def test_a_late_entry_stays_late(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    catch_up(date(2026, 10, 5), TODAY)
    key = record(world, done_day=date(2026, 10, 30))
    assert [row[-2] for row in rows(month) if row[0] == world.units["mill"]] == [1, 0]
    line = queries.get_activity(world.actor("safety"), key)
    assert (line.done_day, line.entered_day, line.is_late) == (date(2026, 10, 30), TODAY, True)


def test_du_011_a_withdrawn_activity_stays_and_counts_no_more(world: World, tmp_path: Path) -> None:
    half = load(tmp_path, duty("half"))["half"]
    catch_up(TODAY)
    before = stands()
    key = record(world)
    assert stands() != before
    actor = world.actor("safety")
    operations.withdraw_activity(actor=actor, at=AT, activity_id=key, reason="entered twice")
    assert stands() == before
    assert figures(half)[0] == (1, 0, 0)
    with pytest.raises(RuleBroken) as caught:
        operations.withdraw_activity(actor=actor, at=AT, activity_id=key, reason="again")
    assert caught.value.findings[0].code == "DU-011"


def test_others_units_are_not_there(world: World) -> None:
    with pytest.raises(NotFound):
        record(world, who="shopkeeper")
    with pytest.raises(NotFound):
        record(world, who="town2")
    nobody = replace(world.actor("safety"), permissions=frozenset())
    with pytest.raises(Forbidden):
        operations.record_activity(actor=nobody, at=AT, activity=drill(world))


def test_a_batch_is_all_or_nothing_unless_partial(world: World, tmp_path: Path) -> None:
    half = load(tmp_path, duty("half", times=5))["half"]
    catch_up(TODAY)
    actor = world.actor("office")
    given = [
        drill(world),
        drill(world, done_day=TODAY + timedelta(days=1)),
        drill(world, unit_id=-1),
        drill(world),
    ]
    with pytest.raises(Invalid) as caught:
        operations.record_activities(actor=actor, at=AT, rows=given)
    assert [(f.field, f.code) for f in caught.value.findings] == [
        ("2.done_day", "DU-001"),
        ("3.unit_id", "not-found"),
    ]
    assert figures(half)[0] == (5, 0, 0)
    results = operations.record_activities(actor=actor, at=AT, rows=given, partial=True)
    assert [one.activity_id is not None for one in results] == [True, False, False, True]
    assert figures(half)[0] == (5, 2, 0)


def period(world: World, duty, unit: str = "mill") -> int:
    return DutyPeriod.objects.unscoped(reason="test").get(duty=duty, unit=world.units[unit]).pk


def test_an_excuse_has_a_reason_and_an_approver_and_gives_way_to_the_deed(
    world: World, tmp_path: Path
) -> None:
    twice = load(tmp_path, duty("twice", times=2))["twice"]
    catch_up(TODAY)
    record(world)
    actor = world.actor("officer1")
    key = operations.excuse(actor=actor, at=AT, period_id=period(world, twice), reason="moving to a new site")
    assert figures(twice)[0] == (2, 1, 1)
    row = Excuse.objects.unscoped(reason="test").get(pk=key)
    assert (row.reason, row.approver_id) == ("moving to a new site", world.persons["officer1"])
    catch_up(TODAY)
    assert figures(twice)[0] == (2, 1, 1)
    record(world)
    assert figures(twice)[0] == (2, 2, 0)


def test_du_009_an_excuse_needs_a_reason_and_du_012_something_left(world: World, tmp_path: Path) -> None:
    half = load(tmp_path, duty("half"))["half"]
    catch_up(TODAY)
    for reason, code in ((" ", "DU-009"), ("closed for works", None), ("again", "DU-012")):
        try:
            operations.excuse(
                actor=world.actor("officer1"), at=AT, period_id=period(world, half), reason=reason
            )
        except RuleBroken as refusal:
            assert refusal.findings[0].code == code
        else:
            assert code is None


def test_du_010_nobody_excuses_himself(world: World, tmp_path: Path) -> None:
    who = {"subject": "body", "kinds": ["committee_office"]}
    own = load(tmp_path, duty("own", who=who, activity="study"))["own"]
    catch_up(TODAY)
    row = DutyPeriod.objects.unscoped(reason="test").get(duty=own)
    with pytest.raises(RuleBroken) as caught:
        operations.excuse(actor=world.actor("office"), at=AT, period_id=row.pk, reason="no time")
    assert caught.value.findings[0].code == "DU-010"


def test_a_daily_duty_is_excused_day_by_day(world: World, tmp_path: Path) -> None:
    patrol = load(tmp_path, duty("patrol", activity="patrol", per="day"))["patrol"]
    catch_up(TODAY)
    record(world, kind="patrol")
    operations.excuse(actor=world.actor("officer1"), at=AT, period_id=period(world, patrol), reason="flooded")
    assert figures(patrol)[0] == (30, 1, 29)
    catch_up(TODAY)
    assert figures(patrol)[0] == (30, 1, 29)


def test_du_013_unknown_event(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        operations.record_event(
            actor=world.actor("office"), at=AT, kind="full.moon", day=TODAY, area=worlds.DISTRICT
        )
    assert caught.value.findings[0].code == "DU-013"


def test_an_event_lies_within_reach(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("check", event="holiday.ahead", activity="inspection.led"))
    with pytest.raises(Forbidden):
        operations.record_event(
            actor=world.actor("office"), at=AT, kind="holiday.ahead", day=TODAY, area=110000000000
        )
