"""The letter as whoever holds a one-time link reads it."""

from zhiben.core.actors import system_actor
from zhiben.domains.hazards.models import Letter
from zhiben.domains.notices.queries import PaperShown
from zhiben.domains.organisations import queries as organisations

_HAZARD = ("number", "title", "place", "grade", "grade_basis", "channel", "found_day")


def letter_shown(letter_id: int) -> PaperShown:
    """The article of a letter: its limit, its guidance, and the hazard it is about."""
    letter = Letter.objects.visible_to(system_actor("link")).select_related("hazard").get(pk=letter_id)
    unit = organisations.unit_names([letter.hazard.unit_id]).get(letter.hazard.unit_id, "")
    sender = organisations.body_brief(letter.body_id)
    return PaperShown(
        title=letter.number,
        sender=sender.name if sender else "",
        template="hazards/letter_paper.html",
        context={
            "hazard": {"unit": unit, **{name: getattr(letter.hazard, name) for name in _HAZARD}},
            "letter": {
                name: getattr(letter, name) for name in ("number", "limit_day", "guidance", "issued_day")
            },
            "sender": sender.name if sender else "",
        },
    )
