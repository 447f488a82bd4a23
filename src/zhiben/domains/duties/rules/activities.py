"""Rules of activities, excuses and events: pure, each with a code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiben.core.findings import N_, Finding, sentence

sentence("DU-001", N_("What was done cannot lie in the future (%(day)s)."))
sentence("DU-002", N_("On %(day)s the subject was not there: it opened later or had closed."))
sentence(
    "DU-003", N_("“%(name)s” was handed in with another activity already; each needs evidence of its own.")
)
sentence("DU-004", N_("“%(kind)s” is no kind of activity that any duty in force asks for."))
sentence("DU-005", N_("It counts only when led by one of: %(posts)s."))
sentence("DU-006", N_("It counts only with at least %(hours)s hours."))
sentence("DU-007", N_("It counts only when %(share)s %% of the persons concerned are reached."))
sentence("DU-008", N_("It counts only with evidence handed in."))
sentence("DU-009", N_("Say why, in a few words."))
sentence("DU-010", N_("Nobody excuses himself: another body decides."))
sentence("DU-011", N_("This was withdrawn already."))
sentence("DU-012", N_("There is nothing left to excuse in this period."))
sentence("DU-014", N_("It counts only when its hours are named; %(hours)s are asked for in all."))
sentence(
    "DU-015",
    N_("It counts only when the participants are named; %(share)s %% of the persons are asked for in all."),
)
sentence("DU-016", N_("It counts in part: %(hours)s of %(all)s hours. The activities of a period add up."))
sentence(
    "DU-017",
    N_("It counts in part: %(share)s of %(all)s %% of the persons. The activities of a period add up."),
)
sentence("DU-030", N_("“%(post)s” is no post that any rule names."))
sentence("DU-031", N_("Who led must belong to the subject on that day."))
sentence("DU-032", N_("“%(name)s” is not asked of this kind of activity."))
sentence("DU-033", N_("Participants and hours are not below nought, and hours not above 9,999."))


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is to be recorded, and what is known of the subject. `taken`: a file that proves another activity.

    `stray`: details its kind does not have; `counts`: participants and hours.
    """

    kind: str
    done_day: date
    today: date
    opened: date | None = None
    closed: date | None = None
    taken: str | None = None
    is_known: bool = True
    led_post: str = ""
    is_post: bool = True
    is_member: bool = True
    stray: tuple[str, ...] = ()
    counts: tuple[int | None, Decimal | None] = (None, None)


def du001_not_in_future(facts: ActivityFacts) -> list[Finding]:
    """DU-001: an activity is recorded when it was done. Source: the platform's own rule."""
    if facts.done_day > facts.today:
        return [Finding("DU-001", {"day": facts.done_day.isoformat()}, "done_day")]
    return []


def du002_subject_was_there(facts: ActivityFacts) -> list[Finding]:
    """DU-002: only who was there can have acted. Source: the platform's own rule."""
    early = facts.opened is not None and facts.done_day < facts.opened
    late = facts.closed is not None and facts.done_day > facts.closed
    return [Finding("DU-002", {"day": facts.done_day.isoformat()}, "done_day")] if early or late else []


def du003_own_evidence(facts: ActivityFacts) -> list[Finding]:
    """DU-003: the same photograph proves one activity. Source: the platform's own rule."""
    return [Finding("DU-003", {"name": facts.taken}, "file_ids")] if facts.taken else []


def du004_known_kind(facts: ActivityFacts) -> list[Finding]:
    """DU-004: activities bear the words of the packs. Source: packs/vocabulary."""
    return [] if facts.is_known else [Finding("DU-004", {"kind": facts.kind[:80]}, "kind")]


def du030_known_post(facts: ActivityFacts) -> list[Finding]:
    """DU-030: who led is named by a post of the packs' words. Source: packs/vocabulary."""
    return [] if facts.is_post else [Finding("DU-030", {"post": facts.led_post[:80]}, "led_post")]


def du031_leader_belongs(facts: ActivityFacts) -> list[Finding]:
    """DU-031: nobody is named who has nothing to do with the subject. Source: the platform's own rule."""
    return [] if facts.is_member else [Finding("DU-031", field="led_person")]


def du032_details_of_kind(facts: ActivityFacts) -> list[Finding]:
    """DU-032: a drill has a scenario, a training its content. Source: the platform's own rule."""
    return [Finding("DU-032", {"name": name[:80]}, f"details.{name[:80]}") for name in facts.stray]


def du033_plain_numbers(facts: ActivityFacts) -> list[Finding]:
    """DU-033: numbers that can be. Source: the platform's own rule."""
    participants, hours = facts.counts
    if participants is not None and not 0 <= participants <= _MOST_PERSONS:
        return [Finding("DU-033", field="participants")]
    if hours is not None and not 0 <= hours <= _MOST_HOURS:
        return [Finding("DU-033", field="hours")]
    return []


_MOST_PERSONS, _MOST_HOURS = 2_000_000_000, 9_999
RECORD = (
    *(du001_not_in_future, du002_subject_was_there, du003_own_evidence, du004_known_kind),
    *(du030_known_post, du031_leader_belongs, du032_details_of_kind, du033_plain_numbers),
)


@dataclass(frozen=True, slots=True)
class CountFacts:
    """An activity beside a duty of its kind. `called`: the posts that must lead, as the reader speaks.

    `is_alone`: a day is fulfilled by one activity, several do not add up.
    """

    leaders: tuple[str, ...] = ()
    least_hours: Decimal | None = None
    least_reached: Decimal | None = None
    needs_evidence: bool = False
    is_alone: bool = False
    led_post: str = ""
    hours: Decimal | None = None
    reached: Decimal | None = None
    files: int = 0
    called: tuple[str, ...] = ()


def du005_led_by(facts: CountFacts) -> list[Finding]:
    """DU-005: what the principal must lead does not count when a deputy led. Source: packs, led_by."""
    if facts.leaders and facts.led_post not in facts.leaders:
        return [Finding("DU-005", {"posts": "、".join(facts.called or facts.leaders)}, "led_post")]
    return []


def du006_long_enough(facts: CountFacts) -> list[Finding]:
    """DU-006: training on one day has its hours. Source: packs, hours."""
    asked = facts.least_hours if facts.is_alone else None
    if asked is not None and (facts.hours is None or facts.hours < asked):
        return [Finding("DU-006", {"hours": _plain(asked)}, "hours")]
    return []


def du007_reached(facts: CountFacts) -> list[Finding]:
    """DU-007: where the clause counts heads, enough are reached on one day. Source: packs, covers."""
    asked = facts.least_reached if facts.is_alone else None
    if asked is not None and (facts.reached is None or facts.reached < asked):
        return [Finding("DU-007", {"share": _plain(asked)}, "participants")]
    return []


def du014_hours_named(facts: CountFacts) -> list[Finding]:
    """DU-014: hours that add up over a period are named. Source: decision 0010."""
    if facts.is_alone or facts.least_hours is None or facts.hours:
        return []
    return [Finding("DU-014", {"hours": _plain(facts.least_hours)}, "hours")]


def du015_heads_named(facts: CountFacts) -> list[Finding]:
    """DU-015: heads that add up over a period are named. Source: decision 0010."""
    if facts.is_alone or facts.least_reached is None or facts.reached:
        return []
    return [Finding("DU-015", {"share": _plain(facts.least_reached)}, "participants")]


def du008_evidence(facts: CountFacts) -> list[Finding]:
    """DU-008: evidence only where the clause needs it, but there it is needed. Source: packs, evidence."""
    return [Finding("DU-008", field="file_ids")] if facts.needs_evidence and not facts.files else []


def _plain(number: Decimal) -> str:
    """Without noughts behind the point."""
    return f"{number.normalize():f}"


COUNT = (
    *(du005_led_by, du006_long_enough, du007_reached, du008_evidence),
    *(du014_hours_named, du015_heads_named),
)
"""Why an activity does not count for a duty; operations/counting.py COUNTS says the same to the database."""


def du016_in_part_of_hours(facts: CountFacts) -> list[Finding]:
    """DU-016: fewer hours than asked for count in part. Source: decision 0010."""
    asked = None if facts.is_alone else facts.least_hours
    if asked is None or not facts.hours or facts.hours >= asked:
        return []
    return [Finding("DU-016", {"hours": _plain(facts.hours), "all": _plain(asked)}, "hours")]


def du017_in_part_of_heads(facts: CountFacts) -> list[Finding]:
    """DU-017: fewer persons than asked for count in part. Source: decision 0010."""
    asked = None if facts.is_alone else facts.least_reached
    if asked is None or not facts.reached or facts.reached >= asked:
        return []
    values = {"share": _plain(facts.reached), "all": _plain(asked)}
    return [Finding("DU-017", values, "participants")]


IN_PART = (du016_in_part_of_hours, du017_in_part_of_heads)
"""What is to be said of an activity that counts, but does not alone make one time."""


@dataclass(frozen=True, slots=True)
class ExcuseFacts:
    """Who excuses whom, and why. `left`: how often it is owed and neither done nor excused."""

    reason: str
    own: bool
    left: int


def du009_reason(facts: ExcuseFacts) -> list[Finding]:
    """DU-009: an excuse has a reason. Source: the platform's own rule."""
    return [] if facts.reason.strip() else [Finding("DU-009", field="reason")]


def du010_not_oneself(facts: ExcuseFacts) -> list[Finding]:
    """DU-010: nobody excuses himself. Source: the platform's own rule."""
    return [Finding("DU-010")] if facts.own else []


def du012_something_left(facts: ExcuseFacts) -> list[Finding]:
    """DU-012: what is done or excused needs no excuse. Source: the platform's own rule."""
    return [] if facts.left > 0 else [Finding("DU-012")]


EXCUSE = (du009_reason, du010_not_oneself, du012_something_left)


def du011_not_withdrawn(withdrawn: date | None) -> list[Finding]:
    """DU-011: withdrawn once, withdrawn for ever. Source: the platform's own rule."""
    return [Finding("DU-011")] if withdrawn is not None else []
