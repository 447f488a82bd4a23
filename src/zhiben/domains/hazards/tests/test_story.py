"""A major hazard from the report to its proven end, and every way round that is barred."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests import world as w
from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from zhiben.core.ledger.book import act
from zhiben.core.ledger.sealer import seal_all
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries, rules
from zhiben.domains.hazards.models import Suspension
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.tests.people import PLAN, Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations.models import Mandate, Site
from zhiben.domains.people.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db) -> Story:
    world = w.build()
    made = Story(world)
    made.id = report(world, suspension=do.SelfSuspension(extent="二车间", since=w.AT))
    return made


def test_whole_story_ends_closed_and_leaves_the_suspension(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    assert story.row().state == "closed"
    assert Suspension.objects.unscoped(reason="test").get().lifted_at is None
    signs = list(Flow.objects.unscoped(reason="test").filter(case=story.id).values_list("movement", "sign"))
    assert signs[0] == ("found", 1) and signs[-1] == ("closed", -1)
    assert sum(sign for _, sign in signs) == 0


def test_limit_counts_working_days(story: Story) -> None:
    to_rectifying(story)
    assert story.row().limit_day == date(2026, 11, 27)
    assert story.row().limit_first == story.row().limit_day


def test_service_in_person_and_electronically(story: Story) -> None:
    to_rectifying(story)
    persons = story.world.persons
    story.by(
        "officer1",
        do.serve_letter,
        recipient_id=persons["principal"],
        method="in_person",
        signature_png=w.PNG,
    )
    electronic = {"recipient_id": persons["controller"], "method": "electronic"}
    with pytest.raises(RuleBroken, match="NT-001"):
        story.by("officer1", do.serve_letter, **electronic)
    notices.consent(actor=story.world.actor("controller"), at=w.AT)
    service = story.by("officer1", do.serve_letter, **electronic)
    notices.receive(actor=story.world.actor("controller"), at=w.AT, service_id=service)
    with pytest.raises(RuleBroken, match="HZ-022"):
        story.by("officer1", do.serve_letter, recipient_id=persons["safety"], method="electronic")


def test_hz_001_major_needs_a_basis(story: Story) -> None:
    with pytest.raises(RuleBroken, match="HZ-001"):
        story.by("officer1", do.confirm_hazard, grade="major", basis=" ")


def test_only_the_supervisor_of_this_matter_confirms(story: Story) -> None:
    with pytest.raises(Forbidden):
        story.by("fireman", do.confirm_hazard, grade="general")
    with pytest.raises(Forbidden):
        story.by("office", do.confirm_hazard, grade="general")


def test_foreign_hazard_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        story.by("shopkeeper", do.record_rectification, text="x")
    with pytest.raises(NotFound):
        story.by("town2", do.confirm_hazard, grade="general")


def test_hz_002_limit_in_the_past(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    with pytest.raises(RuleBroken, match="HZ-002"):
        story.by("officer1", do.issue_letter, limit=do.Limit(day=date(2026, 11, 1)), guidance="g")


def test_hz_021_limit_over_an_unannounced_calendar(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    with pytest.raises(RuleBroken, match="HZ-021"):
        story.by("officer1", do.issue_letter, limit=do.Limit(count=60), guidance="g")


def test_hz_010_and_hz_012_and_hz_013_order_of_the_unit(story: Story) -> None:
    to_rectifying(story)
    with pytest.raises(RuleBroken, match="HZ-010"):
        story.by("safety", do.record_rectification, text="done")
    story.by("safety", do.file_treatment, plan=PLAN)
    with pytest.raises(RuleBroken, match="HZ-012"):
        story.by("principal", do.own_acceptance, text="ok")
    story.by("safety", do.record_rectification, text="done")
    with pytest.raises(RuleBroken, match="HZ-013"):
        story.by("safety", do.report_rectified)


def test_hz_003_plan_needs_five_elements(story: Story) -> None:
    to_rectifying(story)
    values = {name: getattr(PLAN, name) for name in PLAN.__dataclass_fields__}
    lacking = do.FiveElements(**{**values, "contingency": " "})
    with pytest.raises(RuleBroken, match="HZ-003"):
        story.by("safety", do.file_treatment, plan=lacking)


def test_hz_004_own_acceptance_by_another_person(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="done")
    with pytest.raises(RuleBroken, match="HZ-004"):
        story.by("safety", do.own_acceptance, text="ok")


def test_hz_005_the_unit_side_holds_for_the_person_not_the_membership(story: Story) -> None:
    to_rectified(story)
    with pytest.raises(RuleBroken, match="HZ-005"):
        accept(story, "safety_as_officer")
    accept(story, "officer1", "officer2")
    with pytest.raises(RuleBroken, match="HZ-005"):
        story.by("safety_as_officer", do.review_and_close, text="ok")


def test_hz_009_an_extension_is_decided_by_the_body_that_set_the_limit(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i")
    with act(actor=w.SYSTEM, at=w.AT, operation="test.mandate") as a:
        a.create(
            Mandate,
            body_id=story.world.bodies["fire"],
            matter="general",
            power="supervise",
            unit_id=story.world.units["mill"],
            area=w.TOWNS[0],
            valid_from=w.SINCE,
        )
    with pytest.raises(RuleBroken, match="HZ-009"):
        story.by("fireman", do.decide_extension, granted=True, text="ok")


def test_hz_006_and_hz_007_three_persons(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1")
    with pytest.raises(RuleBroken, match="HZ-006"):
        accept(story, "officer1")
    accept(story, "officer2")
    with pytest.raises(RuleBroken, match="HZ-007"):
        story.by("officer2", do.review_and_close, text="ok")


def test_sent_back_begins_a_new_round(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.send_back, text="未除根")
    assert (story.row().round, story.row().state) == (2, "rectifying")
    with pytest.raises(RuleBroken, match="HZ-012"):
        story.by("principal", do.own_acceptance, text="ok")


def test_hz_014_whoever_stands_as_reviewer_accepts_nothing() -> None:
    facts = CaseFacts(today=w.TODAY, person_id=7, sides={7: "reviewer"})
    assert [f.code for f in rules.hz014_not_reviewer(facts)] == ["HZ-014"]
    assert rules.hz014_not_reviewer(CaseFacts(today=w.TODAY, person_id=8, sides={7: "reviewer"})) == []


def test_hz_008_too_late_for_an_extension(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    to_rectifying(story)
    later = datetime(2026, 12, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(RuleBroken, match="HZ-008"):
        story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i", at=later)


def test_hz_023_acceptance_needs_a_signature(story: Story) -> None:
    to_rectified(story)
    with pytest.raises(Invalid, match="HZ-023"):
        story.by("officer1", do.accept_on_site, text="ok", signature_png=None)


def test_figures_follow_the_flows(story: Story) -> None:
    ask = queries.BoardAsk(first=date(2026, 1, 1), last=w.TODAY, cutoff=date(2024, 1, 1))
    office = story.world.actor("office")
    before = queries.totals(office, ask)
    assert (before.open, before.found, before.closed, before.inflow, before.stock) == (1, 1, 0, 1, 0)
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    after = queries.totals(office, ask)
    assert (after.open, after.found, after.closed) == (0, 1, 1)
    assert after.open == after.before + after.found - after.closed - after.withdrawn + after.moved
    (line,) = queries.rows_behind(office, ask, "closed", "sector", "industry_trade").rows
    assert (line["id"], line["n"]) == (story.id, 1)
    (row,) = queries.board(office, ask, "area")
    assert (row.key, row.closed) == (str(w.TOWNS[0]), 1)
    assert queries.board(story.world.actor("town2"), ask, "area") == []


def test_database_refuses_a_second_side(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1")
    person = story.world.persons["officer1"]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hazards_side (hazard_id, person_id, side) VALUES (%s, %s, 'reviewer')",
            [story.id, person],
        )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hazards_signature (hazard_id, round, step, person_id, side, record_id)"
            " SELECT hazard_id, 1, 'review', person_id, 'reviewer', record_id FROM hazards_signature"
            " WHERE person_id = %s LIMIT 1",
            [person],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_hz_015_hz_016_hz_017_extension_keeps_the_first_limit(story: Story) -> None:
    to_rectifying(story)
    first = story.row().limit_day
    ask = {"reason": "配件未到", "interim": "停用"}
    with pytest.raises(RuleBroken, match="HZ-017"):
        story.by("safety", do.ask_extension, until=first, **ask)
    with pytest.raises(RuleBroken, match="HZ-015"):
        story.by("officer1", do.decide_extension, granted=True, text="x")
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), **ask)
    with pytest.raises(RuleBroken, match="HZ-016"):
        story.by("safety", do.ask_extension, until=date(2026, 12, 21), **ask)
    story.by("officer1", do.decide_extension, granted=True, text="同意")
    row = story.row()
    assert (row.limit_first, row.limit_day) == (first, date(2026, 12, 20))


@pytest.mark.parametrize("found", [date(2026, 11, 21), date(2026, 10, 20)])
def test_hz_011_day_found_is_limited(story: Story, found: date) -> None:
    with pytest.raises(RuleBroken, match="HZ-011"):
        report(story.world, found_day=found)


def test_hz_024_nothing_takes_effect_before_it_is_recorded(story: Story) -> None:
    ahead = w.AT + timedelta(minutes=7)
    with pytest.raises(RuleBroken, match="HZ-024"):
        report(story.world, at=ahead)
    with pytest.raises(RuleBroken, match="HZ-024"):
        story.by("officer1", do.confirm_hazard, grade="general", at=ahead)
    story.by("officer1", do.confirm_hazard, grade="general", at=w.AT + timedelta(minutes=5))


def test_hz_025_no_step_before_the_last_one(story: Story) -> None:
    with pytest.raises(RuleBroken, match="HZ-025"):
        story.by("officer1", do.confirm_hazard, grade="general", at=w.AT - timedelta(minutes=6))
    with pytest.raises(RuleBroken, match="HZ-025"):
        story.by("officer1", do.decline_hazard, text="x", at=w.AT - timedelta(days=1))
    story.by("officer1", do.confirm_hazard, grade="general", at=w.AT - timedelta(minutes=5))


def test_history_can_be_driven_in_its_order(story: Story) -> None:
    past = w.AT - timedelta(days=40)
    story.id = report(story.world, at=past, found_day=clock.day_of(past))
    story.by("officer1", do.confirm_hazard, grade="general", at=past + timedelta(days=1))
    limit = do.Limit(count=30, unit="calendar_days")
    story.by("officer1", do.issue_letter, limit=limit, guidance="g", at=past + timedelta(days=2))
    assert story.row().limit_day == date(2026, 11, 12)


def test_hz_026_a_suspension_is_recorded_not_announced(story: Story) -> None:
    later = do.SelfSuspension(extent="二车间", since=w.AT + timedelta(hours=1))
    with pytest.raises(RuleBroken, match="HZ-026"):
        report(story.world, suspension=later)


def test_hz_018_whoever_judged_does_not_act_for_the_unit(story: Story) -> None:
    to_rectified(story)
    with act(actor=w.SYSTEM, at=w.AT, operation="test.second_hat") as a:
        second = a.create(
            Membership,
            person_id=story.world.persons["officer1"],
            unit_id=story.world.units["mill"],
            role="safety_officer",
            area=w.TOWNS[0],
            valid_from=w.SINCE,
        )
    story.world.memberships["officer1_in_unit"] = second.pk
    accept(story, "officer1")
    story.by("officer2", do.send_back, text="未除根")
    with pytest.raises(RuleBroken, match="HZ-018"):
        story.by("officer1_in_unit", do.record_rectification, text="x")


def test_hz_019_the_own_acceptor_does_not_record_the_cure_afterwards(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="x")
    story.by("principal", do.own_acceptance, text="x")
    with pytest.raises(RuleBroken, match="HZ-019"):
        story.by("principal", do.record_rectification, text="x")


def test_a_request_still_waiting_lapses_when_the_cure_is_reported(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i")
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="x")
    story.by("principal", do.own_acceptance, text="x")
    story.by("safety", do.report_rectified)
    case = queries.case(story.world.actor("officer1"), story.id, w.TODAY)
    (extension,) = case.extensions
    assert extension["decided_at"] is not None and extension["granted"] is None
    story.by("officer1", do.send_back, text="x")
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i")


def test_the_hazard_lies_at_its_site_and_a_foreign_site_is_not_found(story: Story) -> None:
    world = story.world
    with act(actor=w.SYSTEM, at=w.AT, operation="test.sites") as a:
        own, foreign, closed = (
            a.create(Site, unit_id=world.units[unit], name=name, address="x", area=w.TOWNS[1], closed=until)
            for unit, name, until in (
                ("mill", "二厂", None),
                ("shop", "仓库", None),
                ("mill", "旧厂", w.SINCE),
            )
        )
    story.id = report(world, site_id=own.pk)
    assert (story.row().site_id, story.row().area) == (own.pk, w.TOWNS[1])
    for site in (foreign.pk, closed.pk, 10**12):
        with pytest.raises(NotFound):
            report(world, site_id=site)


def test_two_people_at_once_the_second_is_told_what_changed(story: Story) -> None:
    seen = story.row().version
    story.by("officer1", do.confirm_hazard, grade="general", seen_version=seen)
    with pytest.raises(Stale) as refusal:
        story.by("officer2", do.confirm_hazard, grade="general", seen_version=seen)
    assert "已认定并定级" in refusal.value.findings[0].params["changes"]


def test_ledger_names_a_row_changed_removed_or_added_by_sql(story: Story) -> None:
    to_rectified(story)
    assert verify().problems == []
    seal_all()
    assert verify().problems == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hazards_hazard SET state = 'accepted' WHERE id = %s", [story.id])
    (problem,) = verify().problems
    assert (problem.kind, problem.table, problem.id) == ("row_changed", "hazards_hazard", story.id)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hazards_hazard SET state = 'rectified' WHERE id = %s", [story.id])
        cursor.execute("DELETE FROM hazards_suspension")
    assert [p.kind for p in verify().problems] == ["row_missing"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hazards_side (hazard_id, person_id, side) VALUES (%s, 4711, 'unit')", [story.id]
        )
    assert sorted(p.kind for p in verify().problems) == ["row_missing", "row_unknown"]
