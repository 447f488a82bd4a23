"""Whatever happens, in whatever order and however late it is entered: what stands is what building anew makes."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import world as worlds
from tests.world import SYSTEM, World
from zhiben.core.errors import Refusal
from zhiben.domains.duties import operations as do
from zhiben.domains.duties.models import Activity, DutyEvent, DutyPeriod
from zhiben.domains.duties.tests.scene import UNITS, duty, load, more_units, noon, set_fact, stands
from zhiben.domains.organisations.models import Unit

pytestmark = pytest.mark.django_db
FIRST, DAYS = date(2026, 10, 1), 50
KINDS = ("drill.evacuation", "patrol", "training.staff", "inspection.led", "study")
LEVEL = {"subject": "level", "levels": ["company"]}
HIGH = {"when": {"subject": "unit", "tags": ["high_gas"]}, "times": 2, "per": "month"}
DUTIES = (
    duty("quarter", per="quarter", variants=[HIGH]),
    duty("led", per="month", led_by=["principal"]),
    duty("day", activity="patrol", per="day"),
    duty("instead", activity="patrol", per="month", paused="supervisor"),
    duty("days-instead", activity="patrol", per="day", paused="supervisor"),
    duty("week", activity="study", per="week", paused="owed"),
    duty("hours", activity="training.staff", per="month", hours=8),
    duty("heads", activity="training.staff", per="quarter", covers=100),
    duty("both", activity="training.staff", per="quarter", hours=16, covers=60, times=2),
    duty("level", who=LEVEL, activity="study", per="month"),
    duty("tagged", who={**UNITS, "tags": ["high_gas"]}, activity="inspection.led", per="half_month"),
    duty("after", event="holiday.ahead", within=10, activity="inspection.led"),
    duty("office", who={"subject": "body", "kinds": ["committee_office"]}, activity="study", per="month"),
)
UNIT = st.integers(0, 3)
BACK = st.sampled_from([0, 0, 1, 6, 25, 45])
STEP = st.one_of(
    st.tuples(
        *(st.just("act"), UNIT, BACK, st.sampled_from(KINDS)),
        *(st.sampled_from([None, 3, 8, 40]), st.sampled_from([None, 10, 18, 30])),
        st.sampled_from(["", "principal"]),
    ),
    st.tuples(st.just("office"), BACK),
    st.tuples(st.just("bureau"), BACK),
    st.tuples(st.just("withdraw"), st.integers(0, 30)),
    st.tuples(st.just("excuse"), st.integers(0, 200)),
    st.tuples(
        *(st.just("fact"), UNIT, BACK),
        st.sampled_from(
            [("operation", "paused"), ("operation", "running"), ("operation", "closed")]
            + [("level", "company"), ("level", "site"), ("tag:high_gas", "yes"), ("tag:high_gas", "no")]
        ),
    ),
    st.tuples(st.just("close"), UNIT, BACK),
    st.tuples(st.just("event"), BACK),
    st.tuples(st.just("forget"), st.integers(0, 3)),
)
RUN = st.lists(st.tuples(st.sampled_from([0, 0, 1, 2, 5]), STEP), min_size=8, max_size=40)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[World, list[int]]]:
    """A district with duties, and four units; each run is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        load(tmp_path_factory.mktemp("packs"), *DUTIES)
        units = [world.units["mill"], world.units["shop"], *more_units(world, 2, headcount=30)]
        yield world, units
        transaction.set_rollback(True)


class Story:
    """The district as the days go by."""

    def __init__(self, world: World, units: list[int]) -> None:
        self.world, self.units, self.day = world, units, FIRST
        self.night()

    def night(self) -> None:
        """What the nightly job does."""
        do.catch_up(actor=SYSTEM, at=noon(self.day), on=self.day)

    def wait(self, days: int) -> None:
        """So many nights pass."""
        for _ in range(days):
            self.day += timedelta(days=1)
            self.night()

    def back(self, days: int) -> date:
        """A day so long ago."""
        return max(FIRST, self.day - timedelta(days=days))

    def act(self, unit: int, back: int, kind: str, hours: Any, heads: Any, led: str) -> None:
        """A unit enters what it did."""
        done = {"kind": kind, "done_day": self.back(back), "hours": hours and Decimal(hours)}
        self._record(unit_id=self.units[unit], participants=heads, led_post=led, **done)

    def office(self, back: int) -> None:
        """The office studied."""
        self._record(body_id=self.world.bodies["office"], kind="study", done_day=self.back(back))

    def bureau(self, back: int) -> None:
        """The supervising body patrolled."""
        self._record(body_id=self.world.bodies["emergency"], kind="patrol", done_day=self.back(back))

    def _record(self, **fields: Any) -> None:
        do.record_activity(actor=SYSTEM, at=noon(self.day), activity=do.NewActivity(**fields))

    def withdraw(self, number: int) -> None:
        """An entry is taken back."""
        keys = list(Activity._base_manager.order_by("pk").values_list("pk", flat=True))
        if number < len(keys):
            do.withdraw_activity(
                actor=SYSTEM, at=noon(self.day), activity_id=keys[number], reason="entered twice"
            )

    def excuse(self, number: int) -> None:
        """Somebody is excused from a period."""
        keys = list(DutyPeriod._base_manager.order_by("pk").values_list("pk", flat=True))
        if number < len(keys):
            do.excuse(actor=SYSTEM, at=noon(self.day), period_id=keys[number], reason="flooded")

    def fact(self, unit: int, back: int, fact: tuple[str, str]) -> None:
        """A fact becomes known, perhaps late."""
        since = self.back(back)
        set_fact(self.units[unit], *fact, since)
        self.follow(unit, since)

    def close(self, unit: int, back: int) -> None:
        """A unit closed for good, perhaps some time ago."""
        since = self.back(back)
        if Unit._base_manager.filter(pk=self.units[unit], closed=None).update(closed=since):
            self.follow(unit, since)

    def follow(self, unit: int, since: date) -> None:
        """The job that a change puts into the queue."""
        do.follow_subjects(actor=SYSTEM, at=noon(self.day), units=[self.units[unit]], since=since)

    def event(self, back: int) -> None:
        """A holiday lies ahead."""
        when = {"day": self.back(back), "area": worlds.DISTRICT}
        do.record_event(actor=SYSTEM, at=noon(self.day), kind="holiday.ahead", **when)

    def forget(self, number: int) -> None:
        """An event was entered by mistake."""
        keys = list(DutyEvent._base_manager.order_by("pk").values_list("pk", flat=True))
        if number < len(keys):
            do.withdraw_event(
                actor=SYSTEM, at=noon(self.day), event_id=keys[number], reason="no holiday at all"
            )


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(run=RUN)
def test_built_anew_equals_what_stands(scene: tuple[World, list[int]], run: list[Any]) -> None:
    with transaction.atomic():
        story = Story(*scene)
        for days, (step, *values) in run:
            story.wait(min(days, DAYS - (story.day - FIRST).days))
            try:
                with transaction.atomic():
                    getattr(story, step)(*values)
            except Refusal:
                continue
        story.night()
        standing = stands()
        assert standing
        over = DutyPeriod._base_manager.filter(expected__lt=F("done") + F("excused"))
        assert not over.exists()
        do.rebuild(actor=SYSTEM, at=noon(story.day), first=FIRST, last=date(2026, 12, 31))
        assert stands() == standing
        DutyPeriod._base_manager.all().delete()
        do.rebuild(actor=SYSTEM, at=noon(story.day), first=FIRST, last=date(2026, 12, 31))
        assert stands() == standing
        transaction.set_rollback(True)
