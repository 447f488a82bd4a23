"""Who handles the case: transfer, assignment, the finder's signature."""

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.hazards.rules.facts import CaseFacts

sentence("HZ-034", N_("The body that found it signs before the hazard is closed."))
sentence("HZ-036", N_("Only the responsible body does this."))
sentence("HZ-037", N_("A transfer of this hazard is already waiting for an answer."))
sentence("HZ-038", N_("This hazard was not offered to your body."))
sentence("HZ-039", N_("Only the body that found the hazard countersigns, once a round."))
sentence("HZ-040", N_("It is assigned from above only after two refusals, or when nobody is responsible."))

_REFUSALS = 2


def hz034_countersigned(facts: CaseFacts) -> list[Finding]:
    """HZ-034: finder and handler both sign. Source: coal regulations Art. 54 (S); the platform's for other sectors."""
    return [Finding("HZ-034")] if facts.finder_signs and not facts.finder_signed else []


def hz036_responsible(facts: CaseFacts) -> list[Finding]:
    """HZ-036: who gives a case away is who has it. Source: the platform's own rule."""
    return (
        [] if facts.body_id is not None and facts.body_id == facts.responsible_body else [Finding("HZ-036")]
    )


def hz037_one_transfer(facts: CaseFacts) -> list[Finding]:
    """HZ-037: one offer at a time. Source: the platform's own rule."""
    return [Finding("HZ-037")] if facts.offered_to is not None else []


def hz038_offered_to_us(facts: CaseFacts) -> list[Finding]:
    """HZ-038: the body it was offered to answers. Source: the platform's own rule."""
    return [] if facts.body_id is not None and facts.offered_to == facts.body_id else [Finding("HZ-038")]


def hz039_finder(facts: CaseFacts) -> list[Finding]:
    """HZ-039: the finder's signature is the finder's. Source: coal regulations Art. 54 (S)."""
    is_finder = facts.finder_signs and facts.body_id is not None and facts.body_id == facts.finder_body
    return [] if is_finder and not facts.finder_signed else [Finding("HZ-039")]


def hz040_goes_up(facts: CaseFacts) -> list[Finding]:
    """HZ-040: refused twice goes up. Source: the platform's own rule."""
    goes_up = facts.refusals >= _REFUSALS or facts.responsible_body is None
    return [] if goes_up else [Finding("HZ-040")]
