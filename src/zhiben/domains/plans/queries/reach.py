"""Who may read plans at all, and the days the lights need."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.plans.vocabulary import ENDED, Light, ShareState


def reader(actor: Actor) -> Actor:
    """The actor, if the role reads plans; Forbidden otherwise."""
    if not actor.may("plans.read"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.read"}), code="no-permission")
    return actor


def report_reader(actor: Actor) -> Actor:
    """The actor, if the role reads reports due; Forbidden otherwise."""
    if not actor.may("plans.read_report"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.read_report"}), code="no-permission")
    return actor


def overdue_on(day: date) -> Q:
    """Which shares are overdue on a day: past their day, not ended, and not older ones to be confirmed."""
    return Q(due_day__lt=day) & ~Q(state__in=[*sorted(ENDED), ShareState.TO_CONFIRM])


@dataclass(frozen=True, slots=True)
class Lamp:
    """Which light a share shows on a day; `soon` is the last day that counts as due soon."""

    today: date
    soon: date

    def of(self, state: str, due_day: date) -> Light:
        """The light of one share: none before it is confirmed, green when it has ended."""
        if state == ShareState.TO_CONFIRM:
            return Light.NONE
        if state in ENDED:
            return Light.GREEN
        if due_day < self.today:
            return Light.RED
        return Light.YELLOW if due_day <= self.soon else Light.BLUE


def lamp(today: date) -> Lamp:
    """The lamp of a day: how early it turns yellow is a parameter."""
    days = int(instruments.parameter("plans.warn_before", on=today).value)
    return Lamp(today, today + timedelta(days=days))


_WORST = (Light.RED, Light.YELLOW, Light.BLUE, Light.NONE, Light.GREEN)


def worst(lights: list[Light]) -> Light:
    """The light of a task: that of the share that stands worst."""
    return min(lights, key=_WORST.index, default=Light.NONE)
