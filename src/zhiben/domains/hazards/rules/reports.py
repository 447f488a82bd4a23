"""What a unit owes on paper, and hazards found again."""

from datetime import date

from zhiben.core.findings import N_, Finding, sentence

sentence("HZ-058", N_("Only grave hazards owe a double report; after treatment, once they are closed."))
sentence("HZ-100", N_("This report was made already."))
sentence("HZ-101", N_("The period has not ended yet; the table can be looked at, not signed."))
sentence("HZ-102", N_("This table is signed already."))


def hz058_owed(*, is_grave: bool, is_closed: bool, occasion: str) -> list[Finding]:
    """HZ-058: the double report is owed at finding and after treatment. Source: Work Safety Law Art. 41 (K)."""
    return [] if is_grave and (occasion == "found" or is_closed) else [Finding("HZ-058")]


def hz100_once(*, is_made: bool) -> list[Finding]:
    """HZ-100: each of the four is made once. Source: the platform's own rule."""
    return [Finding("HZ-100")] if is_made else []


def hz101_ended(last: date, today: date) -> list[Finding]:
    """HZ-101: a table is signed after its period. Source: Order 16 of 2008, 第14条 (K)."""
    return [Finding("HZ-101")] if today <= last else []


def hz102_not_signed(*, is_signed: bool) -> list[Finding]:
    """HZ-102: what was signed stays. Source: the platform's own rule."""
    return [Finding("HZ-102")] if is_signed else []
