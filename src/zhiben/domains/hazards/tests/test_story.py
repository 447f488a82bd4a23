"""A major hazard from the report to its proven end, and every way round that is barred."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Stale
from zhiben.core.ledger.sealer import seal_all
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard, Suspension
from zhiben.domains.notices import operations as notices

pytestmark = pytest.mark.django_db


@dataclass
class Story:
    """A hazard and the people around it."""

    world: w.World
    id: int = 0

    def row(self) -> Hazard:
        return Hazard.objects.unscoped(reason="test").get(pk=self.id)

    def by(self, name: str, verb, **values):
        """Let somebody do something on the hazard as it is now."""
        return verb(
            actor=self.world.actor(name),
            at=w.AT,
            hazard_id=self.id,
            seen_version=values.pop("seen_version", self.row().version),
            **values,
        )


PLAN = do.FiveElements(
    responsibility="厂长负责",
    measures="更换配电箱",
    funds="自筹",
    funds_yuan=Decimal("12000"),
    time_limit="十日内",
    done_by=date(2026, 11, 30),
    contingency="停电作业，专人监护",
)


@pytest.fixture
def story(db) -> Story:
    world = w.build()
    made = Story(world)
    made.id = do.report_hazard(
        actor=world.actor("safety"),
        at=w.AT,
        unit_id=world.units["mill"],
        matter="general",
        title="配电箱过热",
        description="二车间配电箱外壳过热",
        place="二车间",
        found_day=w.TODAY,
        suspension=do.SelfSuspension(extent="二车间", since=w.AT),
    )
    return made


def to_rectifying(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="major", basis="判定标准第三条")
    story.by(
        "officer1", do.issue_letter, limit=do.Limit(count=5, unit="working_days"), guidance="先停电再更换"
    )


def to_rectified(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")
    story.by("safety", do.report_rectified)


def accept(story: Story, *names: str) -> None:
    for name in names:
        story.by(name, do.accept_on_site, text="现场查验合格", signature_png=w.PNG)


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


def test_hz_006_and_hz_007_three_persons(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1")
    with pytest.raises(RuleBroken, match="HZ-006"):
        accept(story, "officer1")
    accept(story, "officer2")
    with pytest.raises(RuleBroken, match="HZ-007"):
        story.by("officer2", do.review_and_close, text="ok")


def test_hz_014_reviewer_accepts_nothing_later(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    story.by("head", do.send_back, text="未除根")
    assert story.row().round == 2


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


def test_extension_keeps_the_first_limit(story: Story) -> None:
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


def test_hz_011_day_found_is_limited(story: Story) -> None:
    with pytest.raises(RuleBroken, match="HZ-011"):
        do.report_hazard(
            actor=story.world.actor("safety"),
            at=w.AT,
            unit_id=story.world.units["mill"],
            matter="general",
            title="t",
            description="d",
            place="p",
            found_day=date(2026, 11, 21),
        )


def test_two_people_at_once_the_second_is_told_what_changed(story: Story) -> None:
    seen = story.row().version
    story.by("officer1", do.confirm_hazard, grade="general", seen_version=seen)
    with pytest.raises(Stale) as refusal:
        story.by("officer2", do.confirm_hazard, grade="general", seen_version=seen)
    assert "hazards.confirm" in refusal.value.findings[0].params["changes"]


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
