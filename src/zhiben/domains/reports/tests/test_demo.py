"""The demonstration: loaded once, looked at from all sides."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Sum
from django.test.testcases import TestCase

from tests.world import PACKS
from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Act, Flow
from zhiben.domains.duties import queries as duties
from zhiben.domains.hazards import queries as hazards
from zhiben.domains.hazards.models import DoubleReport, Hazard, LookBack, Repeat, Suspension
from zhiben.domains.hazards.vocabulary import State
from zhiben.domains.instruments.models import Clause, Document
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.notices import queries as notices
from zhiben.domains.notices.models import Service
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.models import Body, Building, Site, Unit
from zhiben.domains.organisations.vocabulary import SECTORS
from zhiben.domains.people import queries as people
from zhiben.domains.people.models import Membership
from zhiben.domains.people.vocabulary import Role
from zhiben.domains.places import operations as places
from zhiben.domains.plans import queries as plans
from zhiben.domains.plans.models import Progress, Share
from zhiben.domains.plans.vocabulary import ProgressState, ShareState
from zhiben.domains.reports import operations
from zhiben.domains.reports.operations.demo_accounts import DemoAccount, demo_accounts
from zhiben.domains.reports.operations.demo_world import data_of

pytestmark = pytest.mark.django_db

ACTOR = system_actor("test")
TEST = "the test looks at everything"


@dataclass(frozen=True)
class Loaded:
    """How the load went."""

    done: bool
    accounts: dict[str, DemoAccount]

    def actor(self, username: str) -> Actor:
        membership = self.accounts[username].memberships[0]["id"]
        found = people.actor_for_membership(membership, clock.today())
        assert found is not None
        return found


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()
        at = clock.now()
        places.load_areas(actor=ACTOR, at=at)
        load_packs(actor=ACTOR, at=at, folder=PACKS)
        done = operations.load_demonstration(actor=ACTOR, at=at)
        accounts = {account.username: account for account in demo_accounts(clock.today())}
        yield Loaded(done, accounts)
        TestCase._rollback_atomics(atomics)


def rows(model: Any) -> Any:
    return model.objects.unscoped(reason=TEST)


def test_loads_at_the_first_asking(demo: Loaded) -> None:
    assert demo.done


def test_the_ledger_is_sealed_and_clean(demo: Loaded) -> None:
    verdict = verify()
    assert verdict.problems == []
    assert verdict.pending == 0
    assert verdict.leaves > 1000


def test_every_kind_of_unit_and_place(demo: Loaded) -> None:
    units = rows(Unit)
    assert 290 <= units.count() <= 310
    assert set(units.values_list("sector", flat=True)) == set(SECTORS) - {"military_civil"}
    assert all("示例" in name for name in units.values_list("name", flat=True))
    codes = list(units.exclude(credit_code=None).values_list("credit_code", flat=True))
    assert 0 < units.filter(credit_code=None).count() < 40
    assert {code[2:8] for code in codes} == {"419901"}
    assert units.filter(high_hazard=True).count() > 20
    assert rows(Site).count() > 10
    assert rows(Building).count() == 3
    kinds = Counter(Body.objects.values_list("kind", flat=True))
    assert kinds["department"] >= 14 and kinds["town"] == 8 and kinds["village"] == 6


def test_some_units_are_supervised_by_nobody(demo: Loaded) -> None:
    office = demo.actor("office1")
    counts = organisations.unsupervised_counts(office, clock.today())
    assert counts["general"] == 5
    assert counts["fire"] >= 3


def test_every_role_has_an_account_that_signs_in(demo: Loaded) -> None:
    roles = {one["role"] for account in demo.accounts.values() for one in account.memberships}
    assert roles == set(Role)
    assert [len(demo.accounts[name].memberships) for name in ("emergency3", "yunxi2", "office1")] == [2, 2, 1]
    for name in ("office1", "safety1"):
        assert authenticate(username=name, password=demo.accounts[name].password) is not None
    assert rows(Membership).count() == sum(len(account.memberships) for account in demo.accounts.values())


def test_accounts_are_printed(demo: Loaded) -> None:
    out = StringIO()
    call_command("demo", "accounts", "--json", stdout=out)
    found = {line["username"]: line for line in json.loads(out.getvalue())}
    assert found["safety1"]["memberships"][0]["unit"]["name"] == "云溪示例第1机械厂"
    assert found["safety1"]["memberships"][0]["reach"] == "unit"
    assert found["office1"]["memberships"][0]["reach"] == [
        {"areas": [[419901000000, 419901999999]], "sectors": None, "matters": None}
    ]
    out = StringIO()
    call_command("demo", "accounts", stdout=out)
    assert "controller1" in out.getvalue()


def test_hazards_in_every_state(demo: Loaded) -> None:
    found = rows(Hazard)
    assert 130 <= found.count() <= 150
    assert set(found.values_list("state", flat=True)) == set(State)
    assert set(found.values_list("channel", flat=True)) == {"self_report", "inspection", "patrol"}
    assert found.filter(grade="major", ended_day=None).exists()
    assert found.filter(body=None, state="reported").count() == 2
    assert found.filter(round=2).count() == 2
    assert found.filter(ended_day=None, limit_day__lt=clock.today()).count() >= 5
    assert len(set(found.values_list("area", flat=True))) > 20


def test_the_story_of_the_first_unit(demo: Loaded) -> None:
    unit = demo.accounts["safety1"].memberships[0]["unit"]["id"]
    closed = rows(Hazard).get(unit_id=unit, state="closed", internal=False)
    assert rows(Suspension).get(hazard=closed).lifted_at is None
    services = rows(Service).filter(unit_id=unit)
    assert set(services.values_list("method", flat=True)) == {"in_person", "electronic"}
    case = hazards.case(demo.actor("emergency1"), closed.pk, clock.today())
    assert [step.step for step in case.steps][-1] == "review"
    assert sum(len(step.files) for step in case.steps) == 3


def waiting_for(demo: Loaded, username: str) -> set[str]:
    return {line.kind for line in notices.todos(demo.actor(username))}


def test_each_further_procedure_waits_for_somebody_of_the_tour(demo: Loaded) -> None:
    for username, kind in (
        ("principal1", "todo.close_own"),
        ("safety1", "todo.double_report"),
        ("grid1", "todo.look_again"),
        ("emergency3", "todo.accept"),
        ("emergency2", "todo.countersign"),
        ("office1", "todo.assign"),
        ("fire2", "todo.confirm"),
    ):
        assert kind in waiting_for(demo, username), (username, kind)
    found = rows(Hazard)
    assert found.filter(internal=True).count() == 3
    assert found.filter(ordered=True, state="rectified").count() == 1
    assert found.filter(grade="major_fire", ended_day=None).count() == 1
    assert rows(Repeat).filter(why="place").count() == 1
    assert rows(DoubleReport).count() == 1
    looks = rows(LookBack)
    assert looks.filter(is_sound=True).count() == 1 and looks.filter(looked_at=None).exists()


def test_flows_reconcile_with_the_rows(demo: Loaded) -> None:
    today = clock.today()
    ask = hazards.BoardAsk(date(today.year, 1, 1), today, date(today.year - 2, 1, 1))
    total = hazards.totals(demo.actor("office1"), ask)
    open_now = rows(Hazard).filter(ended_day=None).count()
    assert total.open == open_now == total.stock + total.inflow
    outs = total.closed + total.withdrawn + total.merged + total.handed_over
    assert total.open == total.before + total.found - outs + total.moved
    assert total.stock > 0 and total.overdue > 0
    by_case = rows(Flow).filter(kind="hazard").values("case").annotate(n=Sum("sign"))
    ended = set(rows(Hazard).exclude(ended_day=None).values_list("pk", flat=True))
    assert all(row["n"] == (0 if row["case"] in ended else 1) for row in by_case)


def test_every_open_hazard_is_on_somebody_s_workbench(demo: Loaded) -> None:
    for name in ("office1", "emergency1", "fire1", "urban1", "safety1", "principal4"):
        assert notices.count_todos(demo.actor(name)) > 0, name
    assert {"todo.settle", "todo.objection"} <= {line.kind for line in notices.todos(demo.actor("office1"))}
    assert "todo.extension" in {line.kind for line in notices.todos(demo.actor("fire2"))}


def test_the_plan_runs(demo: Loaded) -> None:
    assert rows(Document).get().state == "published"
    assert 40 <= rows(Clause).count() <= 70
    states = Counter(rows(Share).values_list("state", flat=True))
    assert set(states) == set(ShareState) - {ShareState.RELEASED}
    assert rows(Share).exclude(parent=None).count() == 2
    assert set(rows(Progress).values_list("state", flat=True)) == set(ProgressState)
    assert rows(Progress).filter(nil=True).exists()


def test_duties_are_done_for_the_most_part_and_some_not(demo: Loaded) -> None:
    today = clock.today()
    first = today - timedelta(days=200)
    [figure] = duties.completeness(demo.actor("office1"), first=first, last=today, level=None)
    assert figure.expected > 2000 and figure.excused > 0
    assert figure.share is not None and 0.5 < figure.share < 0.95
    missing = duties.who(demo.actor("office1"), first=first, last=today, standing="missing", limit=5000)
    assert {"云溪示例第3石料矿", "云溪示例第3商场"} <= {line.name for line in missing}
    standings = Counter(row["standing"] for row in plans.dues(demo.actor("office1"), "received", today))
    assert all(standings[name] for name in ("delivered", "late", "missing", "open"))


def test_seats_are_filled_vacant_and_soon_over(demo: Loaded) -> None:
    today, office = clock.today(), demo.actor("office1")
    figures = duties.seat_figures(office, today, duties.schemes_in_force(today))
    five = next(
        one for one in figures if (one.scheme.slug, one.scheme.name) == ("henan-2024-46/fire", "five-for-one")
    )
    assert five.filled and five.vacant and five.expiring
    assert duties.my_seats(demo.actor("yunxi1"), today)


def test_a_second_load_changes_nothing(demo: Loaded) -> None:
    before = Act.objects.count()
    out = StringIO()
    call_command("demo", "load", stdout=out)
    assert out.getvalue().strip() == "already loaded"
    assert Act.objects.count() == before


def test_names_are_the_same_every_time(demo: Loaded) -> None:
    password = data_of("people")["password"]
    assert {account.password for account in demo.accounts.values()} == {password}
    assert all(account.name.startswith("示例·") for account in demo.accounts.values())
    assert demo.accounts["office1"].name == "示例·赵一"
    unit = rows(Unit).get(name="云溪示例第2餐馆")
    assert (unit.area, unit.headcount, unit.credit_code) == (419901002003, 15, None)
    assert len(demo.accounts) == 85
    assert Counter(rows(Hazard).values_list("state", flat=True)) == {
        "reported": 12,
        "dissuaded": 1,
        "confirmed": 7,
        "rectifying": 23,
        "rectified": 7,
        "accepted": 5,
        "closed": 76,
        "unfounded": 7,
        "merged": 1,
        "handed_over": 1,
    }
