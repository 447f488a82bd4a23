"""What duties do when other domains announce something."""

from procrastinate.contrib.django import app

from zhiben.core import jobs
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.duties import operations
from zhiben.domains.instruments.events import EditionPublished, PacksLoaded
from zhiben.domains.organisations.events import SubjectsChanged, UnitMoved


def follow_packs(event: PacksLoaded | EditionPublished, act: OpenAct) -> None:
    """Inside: duties are those of the items in force; a law that changed is an event."""
    operations.follow_packs(actor=act.actor, at=act.at)
    operations.follow_schemes(actor=act.actor, at=act.at)
    if isinstance(event, PacksLoaded):
        operations.note_laws(act, event.laws)


def follow_unit(event: UnitMoved, act: OpenAct) -> None:
    """Inside: what a unit owed and did lies where the unit lies."""
    operations.follow_unit(actor=act.actor, at=act.at, unit_id=event.unit_id, area=event.area)
    operations.follow_unit_seats(act, event.unit_id, event.area)


def follow_subjects(event: SubjectsChanged) -> None:
    """Later: what these subjects owe follows what is known of them."""
    jobs.defer(
        app.tasks["duties.follow_subjects"],
        units=list(event.units),
        bodies=list(event.bodies),
        since=event.since.isoformat(),
    )
