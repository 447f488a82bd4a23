"""What plans do when other domains announce something."""

from zhiben.core.ledger.book import OpenAct
from zhiben.domains.instruments.events import EditionPublished
from zhiben.domains.plans import operations


def take_up(event: EditionPublished, act: OpenAct) -> None:
    """Inside: a published edition becomes a running plan in the same transaction."""
    operations.take_up_edition(actor=act.actor, at=act.at, edition=event)
