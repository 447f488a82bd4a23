"""What hazards do when other domains announce something."""

from datetime import timedelta

from procrastinate.contrib.django import app

from zhiben.core import jobs
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.hazards import operations
from zhiben.domains.hazards.events import HazardReported
from zhiben.domains.organisations.events import MandateGranted, UnitMoved


def follow_unit(event: UnitMoved, act: OpenAct) -> None:
    """Inside: open hazards lie where their unit lies."""
    operations.follow_unit(actor=act.actor, at=act.at, unit_id=event.unit_id, area=event.area)


def find_supervisors(event: MandateGranted, act: OpenAct) -> None:
    """Inside: what nobody supervised goes to whoever does now."""
    if event.power == "supervise":
        operations.find_supervisors(actor=act.actor, at=act.at, matter=event.matter)


GATHERED = timedelta(seconds=15)
"""How long reports are gathered before one job compares them all."""


def look_for_same(event: HazardReported) -> None:
    """Later: compare the new hazard, and those reported after it, with the others."""
    jobs.defer_gathered(app.tasks["hazards.compare_new"], within=GATHERED, first=event.hazard_id)
