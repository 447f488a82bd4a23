"""What the demonstration has made so far, and the days it counts from."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.domains.people import queries as people

DATA = Path(__file__).resolve().parent.parent / "data"
SEED = 419901
_MORNING = time(9, 30)


@cache
def data_of(name: str) -> dict[str, Any]:
    """One of the lists that come with the program."""
    return dict(yaml.safe_load((DATA / f"demo_{name}.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Made:
    """A unit as later steps need it."""

    id: int
    name: str
    area: int
    sector: str


@dataclass(slots=True)
class World:
    """Ids of what was made, by the keys of the lists; `today` is the day of loading."""

    at: datetime
    bodies: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    units: dict[str, Made] = field(default_factory=dict)
    persons: dict[str, int] = field(default_factory=dict)
    memberships: dict[str, int] = field(default_factory=dict)
    system: Actor = field(default_factory=lambda: system_actor("demo"))
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of loading."""
        return clock.day_of(self.at)

    @property
    def last_year(self) -> int:
        """The third year of the action: this year, and for its first months the one before."""
        return (self.today - timedelta(days=100)).year

    def ago(self, days: int, minutes: int = 0) -> datetime:
        """A morning so many days before the loading, a little later for each step."""
        day = self.today - timedelta(days=days)
        return datetime.combine(day, _MORNING, clock.SHANGHAI) + timedelta(minutes=minutes)

    def known(self, key: str) -> Made:
        """A unit with people, by its key in the list of units."""
        return self.units[data_of("units")["known"][key]["name"]]

    def actor(self, username: str) -> Actor:
        """Somebody under the first membership."""
        if username not in self._actors:
            found = people.actor_for_membership(self.memberships[username], self.today)
            if found is None:
                raise LookupError(username)
            self._actors[username] = found
        return self._actors[username]
