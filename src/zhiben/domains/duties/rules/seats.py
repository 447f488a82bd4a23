"""Rules of responsibility seats: who may hold one, and how it passes on."""

from dataclasses import dataclass
from datetime import date

from zhiben.core.findings import N_, Finding, sentence

sentence("DU-101", N_("%(name)s left %(place)s on %(day)s; name somebody who is there."))
sentence("DU-102", N_("The scheme does not hold for this subject on %(day)s."))
sentence("DU-103", N_("The scheme has no seat “%(seat)s”."))
sentence("DU-104", N_("%(name)s holds this seat already."))
sentence("DU-105", N_("The term would end on %(until)s, before it begins on %(since)s."))
sentence("DU-106", N_("This seat is a public body's: its supervisor names the person, not the unit itself."))
sentence("DU-107", N_("This seat was given up already, on %(day)s."))
sentence("DU-108", N_("A seat is handed over to somebody else."))
sentence(
    "DU-109", N_("The day must lie after %(since)s, when the seat was taken, and within a year from today.")
)
sentence("DU-110", N_("A hand-over of this seat waits already; confirm or withdraw it first."))
sentence("DU-111", N_("The successor confirms, or who may fill the seats if the successor has no account."))
sentence(
    "DU-112",
    N_("None of those who answer for this subject in the other scheme fits an open seat of this one."),
)
sentence("DU-113", N_("Name a person of the platform, or write a name with post and office."))
sentence("DU-114", N_("This hand-over was settled already."))
sentence("DU-115", N_("The supervisor names who hands over a seat that is not one's own."))
sentence("todo.take_seat", N_("Take over a seat: %(title)s (%(place)s)"))


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Who is to take which seat from when to when. `left`: the day and place a person left, None if he is there.

    `covered`: the scheme is in force that day and means the subject. `of_body`: the seat's posts are all a public
    body's. `holds`: the person holds the very seat already.
    """

    seat: str
    since: date
    until: date | None = None
    name: str = ""
    office: str = ""
    named: bool = True
    left: tuple[date, str] | None = None
    covered: bool = True
    known: bool = True
    holds: bool = False
    of_body: bool = False
    by_unit: bool = False


def du101_still_there(facts: SeatFacts) -> list[Finding]:
    """DU-101: a seat is not given to a person who left. Source: the platform's own rule."""
    if facts.left is None:
        return []
    day, place = facts.left
    return [Finding("DU-101", {"name": facts.name, "place": place, "day": day.isoformat()}, "person")]


def du102_scheme_holds(facts: SeatFacts) -> list[Finding]:
    """DU-102: seats are those of the schemes in force for the subject. Source: packs, who and valid."""
    return [] if facts.covered else [Finding("DU-102", {"day": facts.since.isoformat()}, "scheme")]


def du103_known_seat(facts: SeatFacts) -> list[Finding]:
    """DU-103: the seats are those of the pack. Source: packs, seats."""
    return [] if facts.known else [Finding("DU-103", {"seat": facts.seat[:80]}, "seat")]


def du104_not_twice(facts: SeatFacts) -> list[Finding]:
    """DU-104: nobody holds one seat twice. Source: the platform's own rule."""
    return [Finding("DU-104", {"name": facts.name}, "person")] if facts.holds else []


def du105_term_in_order(facts: SeatFacts) -> list[Finding]:
    """DU-105: a term ends after it begins. Source: the platform's own rule."""
    if facts.until is None or facts.until >= facts.since:
        return []
    days = {"until": facts.until.isoformat(), "since": facts.since.isoformat()}
    return [Finding("DU-105", days, "until")]


def du106_named_by_its_own(facts: SeatFacts) -> list[Finding]:
    """DU-106: a unit names its own people, not officials. Source: packs, whose post it is."""
    return [Finding("DU-106", field="seat")] if facts.by_unit and facts.of_body else []


def du113_named(facts: SeatFacts) -> list[Finding]:
    """DU-113: seats are filled by named persons with their office. Source: the platform's own rule."""
    return [] if facts.named and facts.office.strip() else [Finding("DU-113", field="person")]


FILL = (
    du113_named,
    du101_still_there,
    du102_scheme_holds,
    du103_known_seat,
    du104_not_twice,
    du105_term_in_order,
    du106_named_by_its_own,
)


@dataclass(frozen=True, slots=True)
class PassFacts:
    """A seat that is to be given up or handed over. `day`: from when; `waits`: a hand-over is written already."""

    since: date
    day: date
    today: date
    vacant_from: date | None = None
    is_same: bool = False
    waits: bool = False
    is_his: bool = True
    by_unit: bool = False
    of_body: bool = False


def du107_still_held(facts: PassFacts) -> list[Finding]:
    """DU-107: given up once. Source: the platform's own rule."""
    if facts.vacant_from is None:
        return []
    return [Finding("DU-107", {"day": facts.vacant_from.isoformat()})]


def du108_to_another(facts: PassFacts) -> list[Finding]:
    """DU-108: one hands over to somebody else. Source: the platform's own rule."""
    return [Finding("DU-108", field="person")] if facts.is_same else []


def du109_day_fits(facts: PassFacts) -> list[Finding]:
    """DU-109: a seat passes after it was taken, and in sight. Source: the platform's own rule."""
    if facts.since <= facts.day and (facts.day - facts.today).days <= 366:
        return []
    return [Finding("DU-109", {"since": facts.since.isoformat()}, "day")]


def du110_one_at_a_time(facts: PassFacts) -> list[Finding]:
    """DU-110: one hand-over of a seat waits at a time. Source: the platform's own rule."""
    return [Finding("DU-110")] if facts.waits else []


def du115_own_or_office(facts: PassFacts) -> list[Finding]:
    """DU-115: a unit does not hand over an official's seat. Source: packs, whose post it is."""
    return [Finding("DU-115")] if facts.by_unit and facts.of_body and not facts.is_his else []


PASS_ON = (du107_still_held, du108_to_another, du109_day_fits, du110_one_at_a_time, du115_own_or_office)
GIVE_UP = (du107_still_held, du109_day_fits, du115_own_or_office)


@dataclass(frozen=True, slots=True)
class ConfirmFacts:
    """A hand-over that waits. `is_successor`: the actor is who takes the seat; `has_account`: the successor has one."""

    settled: bool
    is_successor: bool = False
    has_account: bool = True


def du111_successor_confirms(facts: ConfirmFacts) -> list[Finding]:
    """DU-111: responsibility is taken, not given. Source: the platform's own rule."""
    return [] if facts.is_successor or not facts.has_account else [Finding("DU-111")]


def du114_waits(facts: ConfirmFacts) -> list[Finding]:
    """DU-114: confirmed or withdrawn once. Source: the platform's own rule."""
    return [Finding("DU-114")] if facts.settled else []


CONFIRM = (du114_waits, du111_successor_confirms)
WITHDRAW = (du114_waits,)


def du112_something_to_copy(count: int) -> list[Finding]:
    """DU-112: copying fills at least one seat. Source: the platform's own rule."""
    return [] if count else [Finding("DU-112", field="from_scheme")]


sentence("DU-116", N_("No clause in force asks for a roll-call of this scheme."))
sentence("DU-117", N_("Nobody holds a seat of this scheme there."))
sentence("DU-118", N_("This was answered already."))
sentence("DU-119", N_("Say why the roll is called."))
sentence("todo.answer_roll", N_("Answer the roll-call: %(title)s (%(reason)s)"))


@dataclass(frozen=True, slots=True)
class RollFacts:
    """A roll that is to be called: whether a clause asks for it, why, how many are called."""

    is_asked: bool
    reason: str
    count: int


def du116_a_clause_asks(facts: RollFacts) -> list[Finding]:
    """DU-116: no roll-call for its own sake. Source: packs, roll_call."""
    return [] if facts.is_asked else [Finding("DU-116")]


def du117_somebody_is_called(facts: RollFacts) -> list[Finding]:
    """DU-117: a call reaches somebody. Source: the platform's own rule."""
    return [] if facts.count else [Finding("DU-117", field="area")]


def du119_for_a_reason(facts: RollFacts) -> list[Finding]:
    """DU-119: a call has a reason. Source: the platform's own rule."""
    return [] if facts.reason.strip() else [Finding("DU-119", field="reason")]


CALL = (du116_a_clause_asks, du117_somebody_is_called, du119_for_a_reason)


def du118_not_twice(left: int) -> list[Finding]:
    """DU-118: answered once. Source: the platform's own rule."""
    return [] if left else [Finding("DU-118")]
