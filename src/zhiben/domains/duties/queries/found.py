"""What was found at an activity: higher domains that keep cases of it say so by name."""

from dataclasses import dataclass

from zhiben.core.actors import Actor
from zhiben.core.registry import findings_of_activities
from zhiben.domains.duties.queries.due import ActivityLine


@dataclass(frozen=True, slots=True)
class Found:
    """A case that was opened from an activity."""

    label: str
    url: str


def found_at(actor: Actor, activity: ActivityLine) -> list[Found]:
    """The cases opened from an activity that the actor may see."""
    return [
        Found(label, url)
        for _name, read in findings_of_activities.items()
        for label, url in read(actor, activity.id)
    ]
