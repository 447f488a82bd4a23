"""Seeding at a tiny scale: it verifies, its figures equal its rows, and its open cases can be worked on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.test import Client

from tests.world import AT, DISTRICT, LAWS, PNG, SYSTEM, TODAY
from zhiben.core.errors import RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Act, Flow
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.hazards.models import Hazard, Letter, Signature, StepRecord
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.organisations.models import Unit
from zhiben.domains.people import queries as people
from zhiben.domains.people.models import Account, Membership
from zhiben.domains.places.models import Area
from zhiben.domains.reports.operations.seeding import SCALES, seed_bulk

SMALL = replace(SCALES["tiny"], area=DISTRICT)
NOTE = "looked at in tests"


@pytest.fixture
def empty(db) -> None:
    """A district with two towns of two villages each, and the rules; nothing else."""
    codes = [DISTRICT + town * 1000 + village for town in (1, 2) for village in (0, 1, 2)]
    for code, level in [(DISTRICT, "county"), *[(c, "village" if c % 1000 else "town") for c in codes]]:
        width = {"county": 999_999, "town": 999, "village": 0}[level]
        name = f"示例{code % 1_000_000}"
        Area.objects.create(
            code=code,
            name=name,
            short=name,
            full_name=name,
            level=level,
            low=code,
            high=code + width,
            functional_zone=False,
            invented=True,
        )
    load_packs(actor=SYSTEM, at=AT, folder=LAWS)


@pytest.fixture
def password(empty) -> str:
    """The seeded district; the one password of its accounts."""
    return seed_bulk(actor=SYSTEM, at=AT, scale=SMALL, seed=7)


def rows(model):
    return model.objects.unscoped(reason=NOTE)


def test_what_is_seeded_verifies_and_every_row_is_under_the_ledger(password) -> None:
    verdict = verify()
    assert verdict.problems == []
    assert verdict.pending == 0
    assert (rows(Unit).count(), rows(Hazard).count()) == (SMALL.units, SMALL.hazards)
    assert set(Act.objects.filter(operation="reports.seed").values_list("adopted", flat=True)) == {True}


def test_figures_equal_the_rows_behind_them(password) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM
                 (SELECT area, unit, sector, matter, body, channel, grade, state, found_day, due_day, sum(sign) AS n
                  FROM core_flow GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 HAVING sum(sign) <> 0) f
               FULL JOIN
                 (SELECT area, unit_id, sector, matter, body_id, channel, grade, state, found_day, limit_day,
                         count(*) AS n
                  FROM hazards_hazard WHERE ended_day IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) h
               ON (f.area, f.unit, f.sector, f.matter, f.body, f.channel, f.grade, f.state, f.found_day)
                  = (h.area, h.unit_id, h.sector, h.matter, h.body_id, h.channel, h.grade, h.state, h.found_day)
                  AND f.due_day IS NOT DISTINCT FROM h.limit_day
               WHERE f.n IS DISTINCT FROM h.n"""
        )
        assert cursor.fetchone() == (0,)
    ended = rows(Flow).filter(movement__in=("closed", "withdrawn")).count()
    assert ended == rows(Hazard).exclude(ended_day=None).count()
    assert 0.05 < rows(Hazard).filter(ended_day=None).count() / SMALL.hazards < 0.2


def test_every_state_role_and_paper_is_there(password) -> None:
    states = set(rows(Hazard).values_list("state", flat=True))
    assert {"reported", "confirmed", "rectifying", "rectified", "accepted", "closed", "unfounded"} <= states
    roles = set(rows(Membership).values_list("role", flat=True))
    assert {"administrator", "office", "leader", "department_head", "officer", "town_officer"} <= roles
    assert {
        "grid_member",
        "principal",
        "controller",
        "safety_officer",
        "worker",
        "expert",
        "auditor",
    } <= roles
    assert rows(Letter).exists()
    assert rows(Signature).filter(step="accept").exclude(image=None).exists()
    last = rows(StepRecord).order_by("-at").first()
    assert last.at <= AT


def test_accounts_have_the_one_password_and_one_hash(password) -> None:
    assert 40 <= Account.objects.count() <= SMALL.users
    assert Account.objects.values("password").distinct().count() == 1
    username = Account.objects.order_by("id").values_list("username", flat=True).first()
    assert authenticate(username=username, password=password) is not None


def test_the_same_seed_makes_the_same_data(empty) -> None:
    with_seed = []
    for seed in (7, 7, 8):
        with pytest.raises(InterruptedError), transaction.atomic():
            seed_bulk(actor=SYSTEM, at=AT, scale=SMALL, seed=seed)
            titles = rows(Hazard).order_by("found_day", "number").values_list("title", "area", "state")
            with_seed.append(list(titles))
            raise InterruptedError
    assert with_seed[0] == with_seed[1]
    assert with_seed[0] != with_seed[2]


def test_a_database_in_use_is_left_alone(password) -> None:
    with pytest.raises(RuleBroken):
        seed_bulk(actor=SYSTEM, at=AT, scale=SMALL, seed=8)
    assert rows(Hazard).count() == SMALL.hazards


def _officers(hazard: Hazard) -> list:
    members = people.members_of(body_id=hazard.body_id, permission="hazards.confirm", day=TODAY)
    return [people.actor_for_membership(member.id, TODAY) for member in members]


def test_a_seeded_hazard_is_confirmed_like_any_other(password) -> None:
    hazard = rows(Hazard).filter(state="reported").first()
    officer = _officers(hazard)[0]
    hazards.confirm_hazard(actor=officer, at=AT, hazard_id=hazard.pk, seen_version=1, grade="general")
    hazard.refresh_from_db()
    assert (hazard.state, hazard.version) == ("confirmed", 2)
    assert verify().problems == []


def test_a_seeded_hazard_is_accepted_and_closed_like_any_other(password) -> None:
    hazard = rows(Hazard).filter(state="rectified").first()
    one, two, head = sorted(_officers(hazard), key=lambda actor: actor.role, reverse=True)
    at = AT + timedelta(minutes=1)
    for place, officer in enumerate((one, two)):
        version = rows(Hazard).get(pk=hazard.pk).version
        done = hazards.accept_on_site(
            actor=officer, at=at, hazard_id=hazard.pk, seen_version=version, text="合格", signature_png=PNG
        )
        assert done is bool(place)
    version = rows(Hazard).get(pk=hazard.pk).version
    hazards.review_and_close(actor=head, at=at, hazard_id=hazard.pk, seen_version=version, text="同意销号")
    assert rows(Hazard).get(pk=hazard.pk).state == "closed"
    assert verify().problems == []


def test_a_seeded_officer_sees_the_list(password) -> None:
    account = Account.objects.filter(username__startswith="seed-county-officer").first()
    client = Client()
    client.force_login(account, backend="zhiben.domains.people.adapters.SignIn")
    assert client.get("/hazards/").status_code == 200
