"""Rules of bringing in a register somebody kept before."""

from dataclasses import dataclass
from datetime import date

from zhiben.core.findings import N_, Finding, sentence

sentence("register-kind", N_("“%(name)s” holds no table. Taken are .xlsx, .xls, .csv and .docx."))
sentence("register-empty", N_("“%(name)s” holds no cell with anything in it."))
sentence("register-macros", N_("The file holds macros; they were not looked at. Cells were read as values."))
sentence("register-sheets", N_("The sheet “%(sheet)s” is read; not read: %(others)s."))
sentence("register-hidden-rows", N_("Hidden rows are read like the others: %(rows)s."))
sentence("register-hidden-columns", N_("%(count)s hidden columns are shown here with the others."))
sentence(
    "register-day-of-register", N_("Closed without a day of its own: %(day)s, the register's day, is used.")
)
sentence("register-no-day", N_("“%(text)s” is no day; the hazard comes in without a limit."))
sentence("register-pictures", N_("%(count)s pictures of a kind that is not taken were left out."))
sentence(
    "register-plan-kept",
    N_(
        "Measures and funds stay in the row: no day is known, or the plan of a major hazard is still to be filed."
    ),
)
sentence("register-running", N_("The rows are being brought in just now. Wait until that has ended."))
sentence("register-not-confirmed", N_("Confirm the register first; then what stayed out can follow."))
sentence("HZ-060", N_("The row says nothing of a hazard. If the cell holds a formula, paste it as a value."))
sentence(
    "HZ-061",
    N_("No unit within your reach is called “%(name)s”. Choose which one it is, or correct the file."),
)
sentence("HZ-062", N_("“%(text)s” is not a day."))
sentence("HZ-063", N_("The row does not say on which day the hazard was found."))
sentence("HZ-064", N_("%(day)s lies ahead of today."))
sentence("HZ-065", N_("What “%(word)s” means has not been said."))
sentence("HZ-066", N_("Closed on %(done)s, before it was found on %(found)s."))
sentence("HZ-067", N_("A closed hazard needs the day on which it was closed, or the day of the register."))
sentence("HZ-068", N_("Say which column holds the words for the hazard."))
sentence("HZ-069", N_("This register was brought in already."))


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the rules know of a row of a register."""

    today: date
    description: str = "x"
    unit_name: str = ""
    unit_known: bool = True
    found_day: date | None = None
    done_day: date | None = None
    ended: bool = False
    has_wrong_day: bool = False


def hz060_described(facts: RowFacts) -> list[Finding]:
    """HZ-060: a row that is brought in says what the hazard is.

    Source: 安全生产事故隐患排查治理暂行规定 (2008) 第10条: hazards are registered.
    """
    return [] if facts.description.strip() else [Finding("HZ-060", field="description")]


def hz061_unit_known(facts: RowFacts) -> list[Finding]:
    """HZ-061: the unit is one within the sender's reach.

    Source: zhiben, visibility.
    """
    return [] if facts.unit_known else [Finding("HZ-061", {"name": facts.unit_name}, "unit")]


def hz063_found_day(facts: RowFacts) -> list[Finding]:
    """HZ-063: the day of finding is known; stock and inflow depend on it.

    Source: zhiben, figures.
    """
    missing = facts.found_day is None and not facts.has_wrong_day
    return [Finding("HZ-063", field="found_day")] if missing else []


def hz064_days_past(facts: RowFacts) -> list[Finding]:
    """HZ-064: what is told as done lies not ahead of today.

    Source: zhiben, time.
    """
    days = {"found_day": facts.found_day, "done_day": facts.done_day if facts.ended else None}
    return [
        Finding("HZ-064", {"day": day.isoformat()}, name)
        for name, day in days.items()
        if day is not None and day > facts.today
    ]


def hz066_ended_after_found(facts: RowFacts) -> list[Finding]:
    """HZ-066: a hazard ends on the day it was found or later.

    Source: zhiben, time.
    """
    if not facts.ended or facts.done_day is None or facts.found_day is None:
        return []
    if facts.done_day >= facts.found_day:
        return []
    params = {"done": facts.done_day.isoformat(), "found": facts.found_day.isoformat()}
    return [Finding("HZ-066", params, "done_day")]


def hz067_ended_on_a_day(facts: RowFacts) -> list[Finding]:
    """HZ-067: what ended has the day of its end.

    Source: zhiben, figures.
    """
    missing = facts.ended and facts.done_day is None and not facts.has_wrong_day
    return [Finding("HZ-067", field="done_day")] if missing else []


ROW = (
    hz060_described,
    hz061_unit_known,
    hz063_found_day,
    hz064_days_past,
    hz066_ended_after_found,
    hz067_ended_on_a_day,
)
"""Everything a row must meet."""


def hz068_has_description(columns: tuple[str, ...]) -> list[Finding]:
    """HZ-068: one column holds the words for the hazard.

    Source: zhiben, import of registers.
    """
    return [] if "description" in columns else [Finding("HZ-068", field="columns")]


def hz069_once(confirmed: bool) -> list[Finding]:
    """HZ-069: a register is brought in once.

    Source: zhiben, import of registers.
    """
    return [Finding("HZ-069")] if confirmed else []
