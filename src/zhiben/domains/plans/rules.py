"""Rules of tasks and progress reports: pure, each with a code."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from zhiben.core.findings import N_, Finding, sentence

_YEAR = 366

sentence("PL-001", N_("Only the body this share is assigned to can do this."))
sentence("PL-002", N_("The term for objections ended on %(day)s."))
sentence("PL-003", N_("Only the office that published the plan decides this."))
sentence("PL-004", N_("Name leader, handler and deliverable to sign for the task."))
sentence("PL-005", N_("The reviewer must be another person than who filled the report."))
sentence("PL-006", N_("A report is made for the present month or an earlier one, not before counting began."))
sentence("PL-007", N_("Say what was done this month, or make a nil return."))
sentence("PL-008", N_("Name at least one body to break the task down to, each once, and not your own."))
sentence("PL-009", N_("The share of a body below cannot be due after yours (%(day)s)."))
sentence("PL-010", N_("%(count)s shares broken down from this one are not done yet."))
sentence("PL-011", N_("Say with which result the task is done."))
sentence("PL-012", N_("This body already has a share of this task."))
sentence("PL-013", N_("Leader and handler must be members of your body."))
sentence("PL-015", N_("The objection to this task was decided; there is no second one."))
sentence("PL-014", N_("Name the lead body first: a task without a body cannot run."))
sentence("PL-016", N_("Only the body or unit that owes this report can do this."))
sentence("PL-017", N_("Only the body to which the report is due can do this."))
sentence("PL-018", N_("Who approves a report must be another person than who wrote or checked it."))
sentence("PL-019", N_("Deliver a text, figures or a file; figures have a name each, and a value."))
sentence("PL-020", N_("Say why."))
sentence("PL-021", N_("Choose who owes the report: bodies, each once, or units of a line of business."))
sentence("PL-022", N_("The day by which to deliver again cannot lie in the past."))
sentence(
    "PL-023", N_("Say when the report is due: so often, on a day; every year on a day; or once on a day.")
)
sentence("PL-024", N_("Name the report that is due."))
sentence("PL-026", N_("The plan was closed on %(day)s: %(why)s Nothing is entered for it any more."))
sentence("PL-027", N_("This plan is closed already."))
sentence("PL-028", N_("This plan is not closed."))
sentence("PL-025", N_("A report is made due from a day on that lies within a year of today."))


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What the rules may know of a share when somebody acts on it."""

    today: date
    own_body: bool = False
    own_office: bool = False
    object_by: date | None = None
    leader: bool = True
    handler: bool = True
    members: bool = True
    deliverable: str = "-"
    result: str = "-"
    open_below: int = 0


def pl001_own_share(facts: ShareFacts) -> list[Finding]:
    """PL-001: a share is handled by its body. Source: the plan's division of tasks (D)."""
    return [] if facts.own_body else [Finding("PL-001")]


def pl002_in_time(facts: ShareFacts) -> list[Finding]:
    """PL-002: objections within a short term. Source: packs, plans.objection.within."""
    if facts.object_by is not None and facts.today > facts.object_by:
        return [Finding("PL-002", {"day": facts.object_by.isoformat()})]
    return []


def pl015_not_decided(facts: ShareFacts) -> list[Finding]:
    """PL-015: one objection, one decision. Source: the platform's own rule."""
    return [] if facts.object_by is not None else [Finding("PL-015")]


def pl003_own_office(facts: ShareFacts) -> list[Finding]:
    """PL-003: the office that published decides. Source: the platform's own rule."""
    return [] if facts.own_office else [Finding("PL-003")]


def pl004_named(facts: ShareFacts) -> list[Finding]:
    """PL-004: signing names leader, handler and deliverable. Source: the platform's own rule."""
    missing = [
        name
        for name, given in (
            ("leader", facts.leader),
            ("handler", facts.handler),
            ("deliverable", bool(facts.deliverable.strip())),
        )
        if not given
    ]
    return [Finding("PL-004", field=missing[0])] if missing else []


def pl010_below_done(facts: ShareFacts) -> list[Finding]:
    """PL-010: a broken-down share is done when its parts are. Source: the platform's own rule."""
    return [Finding("PL-010", {"count": facts.open_below})] if facts.open_below else []


def pl011_result(facts: ShareFacts) -> list[Finding]:
    """PL-011: done is said with a result. Source: the platform's own rule."""
    return [] if facts.result.strip() else [Finding("PL-011", field="result")]


def pl013_members(facts: ShareFacts) -> list[Finding]:
    """PL-013: those named act for the body. Source: the platform's own rule."""
    return [] if facts.members else [Finding("PL-013", field="handler")]


def pl026_open(closed_day: date | None, why: str) -> list[Finding]:
    """PL-026: nothing is entered for a closed plan. Source: the platform's own rule."""
    if closed_day is None:
        return []
    said = why if why.endswith(("。", ".", "！", "!")) else f"{why}。"
    return [Finding("PL-026", {"day": closed_day.isoformat(), "why": said})]


def pl027_closes_once(closed_day: date | None) -> list[Finding]:
    """PL-027: a plan is closed once. Source: the platform's own rule."""
    return [] if closed_day is None else [Finding("PL-027")]


def pl028_is_closed(closed_day: date | None) -> list[Finding]:
    """PL-028: only what is closed is opened again. Source: the platform's own rule."""
    return [Finding("PL-028")] if closed_day is None else []


@dataclass(frozen=True, slots=True)
class ProgressFacts:
    """What the rules may know of a monthly report."""

    person_id: int
    filled_by: int
    month: date
    present_month: date
    counting_month: date
    nil: bool
    this_month: str
    own_body: bool


def pl005_two_persons(facts: ProgressFacts) -> list[Finding]:
    """PL-005: filled and reviewed by two persons. Source: the platform's own rule."""
    return [Finding("PL-005")] if facts.person_id == facts.filled_by else []


def pl006_month(facts: ProgressFacts) -> list[Finding]:
    """PL-006: no report on the future, none from before counting. Source: the platform's own rule."""
    if facts.counting_month <= facts.month <= facts.present_month:
        return []
    return [Finding("PL-006", field="month")]


def pl007_something_said(facts: ProgressFacts) -> list[Finding]:
    """PL-007: text or nil return. Source: the platform's own rule."""
    return [] if facts.nil or facts.this_month.strip() else [Finding("PL-007", field="this_month")]


def progress_own_body(facts: ProgressFacts) -> list[Finding]:
    """PL-001: a share is reported on by its body. Source: the plan's division of tasks (D)."""
    return [] if facts.own_body else [Finding("PL-001")]


def pl012_once(taken: bool, field: str = "body") -> list[Finding]:
    """PL-012: a body has one share of a task. Source: the platform's own rule."""
    return [Finding("PL-012", field=field)] if taken else []


def pl014_has_body(body_ids: Iterable[int | None]) -> list[Finding]:
    """PL-014: what runs has a body. Source: the platform's own rule."""
    return [Finding("PL-014")] if None in set(body_ids) else []


def pl008_bodies(body_ids: list[int], own: int | None) -> list[Finding]:
    """PL-008: broken down to other bodies, each once. Source: the platform's own rule."""
    if not body_ids or len(set(body_ids)) != len(body_ids) or own in body_ids:
        return [Finding("PL-008", field="bodies")]
    return []


def pl009_due_within(due: date, limit: date) -> list[Finding]:
    """PL-009: below is due no later than above. Source: the platform's own rule."""
    return [Finding("PL-009", {"day": limit.isoformat()}, "due_day")] if due > limit else []


@dataclass(frozen=True, slots=True)
class DueFacts:
    """What the rules may know of a report due when somebody acts on it.

    `is_sender`: whether the actor's body or unit owes it; `hands`: who wrote and checked it.
    """

    today: date
    person_id: int
    is_sender: bool = False
    own_office: bool = False
    hands: tuple[int, ...] = ()
    something: bool = True
    reason: str = "-"
    again_by: date | None = None


def pl016_own_report(facts: DueFacts) -> list[Finding]:
    """PL-016: who owes a report delivers it. Source: the plan's demand (D)."""
    return [] if facts.is_sender else [Finding("PL-016")]


def pl017_own_office(facts: DueFacts) -> list[Finding]:
    """PL-017: the receiver decides about what it is owed. Source: the platform's own rule."""
    return [] if facts.own_office else [Finding("PL-017")]


def pl018_another(facts: DueFacts) -> list[Finding]:
    """PL-018: written, checked and approved by different persons. Source: the platform's own rule."""
    return [Finding("PL-018")] if facts.person_id in facts.hands else []


def pl019_something(facts: DueFacts) -> list[Finding]:
    """PL-019: an empty report is none. Source: the platform's own rule."""
    return [] if facts.something else [Finding("PL-019", field="text")]


def pl020_reason(facts: DueFacts) -> list[Finding]:
    """PL-020: returned or waived with a reason. Source: the platform's own rule."""
    return [] if facts.reason.strip() else [Finding("PL-020", field="reason")]


def pl022_again(facts: DueFacts) -> list[Finding]:
    """PL-022: time to deliver again. Source: the platform's own rule."""
    if facts.again_by is not None and facts.again_by < facts.today:
        return [Finding("PL-022", field="again_by")]
    return []


def pl021_senders(body_ids: list[int], sectors: Collection[str] = ()) -> list[Finding]:
    """PL-021: somebody owes it. Source: the platform's own rule."""
    if not (body_ids or sectors) or len(set(body_ids)) != len(body_ids):
        return [Finding("PL-021", field="bodies")]
    return []


def pl023_term(is_scheduled: bool) -> list[Finding]:
    """PL-023: due on days that can be named. Source: the platform's own rule."""
    return [] if is_scheduled else [Finding("PL-023", field="per")]


def pl024_named(title: str) -> list[Finding]:
    """PL-024: a report has a name. Source: the platform's own rule."""
    return [] if title.strip() else [Finding("PL-024", field="title")]


def pl025_starts(starts: date, today: date) -> list[Finding]:
    """PL-025: nothing is owed from long ago, nor from far ahead. Source: the platform's own rule."""
    return [Finding("PL-025", field="starts")] if abs((starts - today).days) > _YEAR else []
