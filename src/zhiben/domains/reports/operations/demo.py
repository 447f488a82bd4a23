"""Loading the demonstration: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from zhiben.core.actors import Actor
from zhiben.core.ledger.sealer import seal_all
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import operations as places
from zhiben.domains.reports.operations.demo_bodies import make_bodies, make_mandates
from zhiben.domains.reports.operations.demo_duties import run_duties
from zhiben.domains.reports.operations.demo_history import adopt_history
from zhiben.domains.reports.operations.demo_people import make_people
from zhiben.domains.reports.operations.demo_plan import run_plan
from zhiben.domains.reports.operations.demo_procedures import drive_procedures
from zhiben.domains.reports.operations.demo_seats import fill_seats
from zhiben.domains.reports.operations.demo_stories import drive_cases
from zhiben.domains.reports.operations.demo_units import make_units
from zhiben.domains.reports.operations.demo_world import World, data_of

_STEPS = (
    make_bodies,
    make_mandates,
    make_units,
    make_people,
    adopt_history,
    drive_cases,
    drive_procedures,
    run_plan,
    run_duties,
    fill_seats,
)


def is_demonstration_loaded() -> bool:
    """Whether the invented district stands in the database."""
    return organisations.find_body(data_of("bodies")["bodies"][0]["name"]) is not None


def load_demonstration(*, actor: Actor, at: datetime) -> bool:
    """Load the invented district, all of it or nothing; False when it stands there already.

    Areas and packs must have been loaded. The same every time, but for the days, which count from `at`.
    """
    with transaction.atomic():
        if is_demonstration_loaded():
            return False
        places.load_invented(actor=actor, at=at)
        world = World(at, system=actor)
        for step in _STEPS:
            step(world)
    seal_all()
    return True
