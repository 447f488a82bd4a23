"""What the database refuses by itself, whatever the program does."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import world as w
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db) -> Story:
    world = w.build()
    made = Story(world, report(world))
    to_rectified(made)
    accept(made, "officer1")
    return made


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


SIDE = "INSERT INTO hazards_side (hazard_id, person_id, side) VALUES (%s, %s, %s)"
SIGN = (
    "INSERT INTO hazards_signature (hazard_id, round, step, person_id, side, record_id, image, image_seal)"
    " SELECT hazard_id, %s, %s, %s, %s, id, %s, %s FROM hazards_steprecord WHERE hazard_id = %s LIMIT 1"
)


@pytest.mark.parametrize("name", ["officer1", "safety", "principal"])
@pytest.mark.parametrize("side", ["unit", "acceptor", "reviewer"])
def test_a_person_has_one_side(story: Story, name: str, side: str) -> None:
    with pytest.raises(IntegrityError):
        sql(SIDE, story.id, story.world.persons[name], side)


def test_sides_are_three(story: Story) -> None:
    with pytest.raises(IntegrityError, match="hazards_side_known"):
        sql(SIDE, story.id, 4711, "friend")


@pytest.mark.parametrize(
    ("name", "step", "side", "constraint"),
    [
        ("officer2", "accept", "acceptor", "side_fk"),  # a signature without a side
        ("officer1", "review", "reviewer", "side_fk"),  # an acceptor reviews
        ("safety", "review", "reviewer", "side_fk"),  # who rectified reviews
        ("safety", "accept", "acceptor", "side_fk"),  # who rectified accepts
        ("principal", "accept", "acceptor", "side_fk"),  # who accepted for the unit accepts
        ("officer1", "rectify", "unit", "side_fk"),  # an acceptor rectifies
        ("officer1", "review", "acceptor", "signature_side"),  # a step under another side
        ("officer1", "accept", "acceptor", "signature_once"),  # the same acceptor twice
        ("officer1", "decide", "acceptor", "signature_side"),  # a step nobody signs
    ],
)
def test_signatures_follow_the_sides(story: Story, name: str, step: str, side: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        sql(SIGN, 1, step, story.world.persons[name], side, 1, b"x", story.id)


def test_the_acceptor_of_one_round_does_not_review_the_next(story: Story) -> None:
    with pytest.raises(IntegrityError, match="side_fk"):
        sql(SIGN, 2, "review", story.world.persons["officer1"], "reviewer", 1, b"x", story.id)


def test_acceptance_has_a_signature_and_its_seal(story: Story) -> None:
    person = story.world.persons["officer1"]
    with pytest.raises(IntegrityError, match="acceptance_signed"):
        sql(SIGN, 2, "accept", person, "acceptor", None, None, story.id)
    with pytest.raises(IntegrityError, match="signature_sealed"):
        sql(SIGN, 2, "accept", person, "acceptor", 1, None, story.id)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'gone'", "hazards_state"),
        ("grade_basis = ''", "major_has_basis"),
        ("grade = 'huge'", "hazards_grade"),
        ("channel = 'rumour'", "hazards_channel"),
        ("state = 'closed'", "ended_has_day"),
        ("ended_day = '2026-11-20'", "ended_has_day"),
        ("state = 'closed', ended_day = '2026-11-01'", "ended_after_found"),
        ("limit_day = limit_first - 1", "limit_never_earlier"),
        ("limit_first = NULL", "limit_never_earlier"),
        ("version = 0", "counted_from_one"),
        ("round = 0", "counted_from_one"),
    ],
)
def test_a_hazard_keeps_its_columns_together(story: Story, change: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        sql(f"UPDATE hazards_hazard SET {change} WHERE id = %s", story.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hazards_steprecord SET step = 'dance'",
        "DELETE FROM hazards_hazard",
        "DELETE FROM hazards_side",
        "DELETE FROM hazards_steprecord",
        "UPDATE hazards_side SET side = 'reviewer' WHERE side = 'acceptor'",
    ],
)
def test_what_hangs_together_is_not_torn(story: Story, statement: str) -> None:
    with pytest.raises(IntegrityError):
        sql(statement)


def test_one_request_for_more_time_is_open(story: Story) -> None:
    story.by("officer1", do.send_back, text="x")
    until = w.TODAY.replace(month=12)
    story.by("safety", do.ask_extension, until=until, reason="r", interim="i")
    columns = "hazard_id, limit_before, until, reason, interim, asked_at, decided_at, granted, answer"
    with pytest.raises(IntegrityError, match="extension_one_open"):
        sql(f"INSERT INTO hazards_extension ({columns}) SELECT {columns} FROM hazards_extension")
    with pytest.raises(IntegrityError, match="extension_decided"):
        sql("UPDATE hazards_extension SET granted = true")
    with pytest.raises(IntegrityError, match="extension_later"):
        sql("UPDATE hazards_extension SET until = limit_before")
