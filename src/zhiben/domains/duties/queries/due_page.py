"""A unit's or body's own page: what it owes, what it missed, what is done, each with its clause."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.queries.due import Due, due_for, missed_by
from zhiben.domains.duties.queries.duties import activity_kinds_of, reader
from zhiben.domains.duties.vocabulary import Standing, details_of
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations

BACK = timedelta(days=366)
"""How far back the page says what was missed."""
_MOST = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """The unit or body whose page it is."""

    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str

    @property
    def kind(self) -> str:
        """A unit or a body."""
        return "body" if self.unit_id is None else "unit"


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty in one period. `source`: its instrument; `also`: other duties the same activity is for."""

    due: Due
    kind: str
    source: str
    leaders: tuple[str, ...]
    also: tuple[str, ...] = ()
    missed_days: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether saying that it was done is enough: nothing else is asked."""
        duty = self.due.duty
        return not (duty.leaders or duty.evidence) and duty.hours is None and duty.covers is None


@dataclass(frozen=True, slots=True)
class DuePage:
    """What a unit or body owes on a day: today's daily duties, what is left (soonest first), missed, done."""

    subject: Subject
    today: list[Owed] = field(default_factory=list)
    left: list[Owed] = field(default_factory=list)
    missed: list[Owed] = field(default_factory=list)
    done: list[Owed] = field(default_factory=list)


def get_subject(actor: Actor, unit_id: int | None = None, body_id: int | None = None) -> Subject:
    """The unit or body asked for, else the actor's own; NotFound out of reach or where the actor has none."""
    reader(actor)
    if unit_id is None and body_id is None:
        unit_id, body_id = actor.unit_id, None if actor.unit_id is not None else actor.body_id
    found = _unit(actor, unit_id) if unit_id is not None else _body(actor, body_id)
    if found is None:
        raise NotFound(Finding("not-found"))
    return found


def _unit(actor: Actor, unit_id: int) -> Subject | None:
    row = organisations.list_units(actor, closed=None).filter(pk=unit_id).first()
    return None if row is None else Subject(unit_id, None, row["name"], row["area"], row["sector"])


def _body(actor: Actor, body_id: int | None) -> Subject | None:
    body = None if body_id is None else organisations.body_brief(body_id)
    if body is None or not (actor.system or body.id == actor.body_id or actor.covers(body.area)):
        return None
    return Subject(None, body.id, body.short_name, body.area, "")


def due_page(actor: Actor, on: date, subject: Subject) -> DuePage:
    """The whole page, in a fixed number of statements."""
    unit_id, body_id = subject.unit_id, subject.body_id
    running = due_for(actor, on, unit_id=unit_id, body_id=body_id, is_open=False)
    missed = missed_by(actor, on, unit_id=unit_id, body_id=body_id, since=on - BACK)[:_MOST]
    owed = {
        id(due): one for due, one in zip([*running, *missed], _owed([*running, *missed], on), strict=True)
    }
    page = DuePage(subject, missed=[owed[id(due)] for due in missed])
    for due in running:
        _place(page, due, on).append(owed[id(due)])
    return page


def _place(page: DuePage, due: Due, on: date) -> list[Owed]:
    if due.is_daily:
        return page.today if due.owes(on) else page.done
    return page.left if due.period.standing == Standing.MISSING else page.done


def _owed(dues: Iterable[Due], on: date) -> list[Owed]:
    dues = list(dues)
    heads = instruments.instrument_heads(due.duty.slug for due in dues)
    posts, kinds = instruments.words_of("posts"), instruments.words_of("activities")
    running = [due for due in dues if due.period.first_day <= on <= due.period.last_day]
    return [
        Owed(
            due=due,
            kind=kinds.get(due.duty.activity, due.duty.activity),
            source=heads[due.duty.slug].title if due.duty.slug in heads else "",
            leaders=tuple(posts.get(post, post) for post in due.duty.leaders),
            also=_also(due, running),
            missed_days=due.owed_before(on) if due in running and due.is_daily else 0,
        )
        for due in dues
    ]


def _also(due: Due, running: Iterable[Due]) -> tuple[str, ...]:
    """Titles of the other duties that run now and ask for the same kind of activity; one post may lead both."""
    mine = set(due.duty.leaders)
    others = {
        one.duty.id: one.duty.title
        for one in running
        if one.duty.activity == due.duty.activity
        and one.duty.id != due.duty.id
        and (not mine or not one.duty.leaders or mine.intersection(one.duty.leaders))
    }
    return tuple(others.values())


@dataclass(frozen=True, slots=True)
class Needs:
    """What recording an activity of a kind should ask for: what the duties of that kind need to count it."""

    kind: str
    duties: tuple[Owed, ...]
    leaders: tuple[str, ...]
    hours: Decimal | None
    covers: Decimal | None
    evidence: bool
    details: tuple[str, ...]

    @property
    def asked(self) -> frozenset[str]:
        """Names of the fields to be shown first."""
        wanted = {
            "led_post": self.leaders,
            "hours": self.hours is not None or self.kind.startswith("training"),
            "participants": self.covers is not None or self.kind.startswith(("drill", "training")),
            "photos": True,
            **dict.fromkeys(self.details, self.kind.startswith("drill")),
        }
        return frozenset(name for name, is_wanted in wanted.items() if is_wanted)


def needs_of(actor: Actor, on: date, subject: Subject, kind: str) -> Needs:
    """What the duties of this kind that run for the subject ask for."""
    unit_id, body_id = subject.unit_id, subject.body_id
    found = due_for(actor, on, unit_id=unit_id, body_id=body_id, is_open=False)
    running = [due for due in found if due.duty.activity == kind]
    duties = [due.duty for due in running]
    return Needs(
        kind=kind,
        duties=tuple(_owed(running, on)),
        leaders=tuple(dict.fromkeys(post for duty in duties for post in duty.leaders)),
        hours=max((duty.hours for duty in duties if duty.hours is not None), default=None),
        covers=max((duty.covers for duty in duties if duty.covers is not None), default=None),
        evidence=any(duty.evidence for duty in duties),
        details=details_of(kind),
    )


def table_words(subject: str, on: date) -> tuple[list[str], list[str]]:
    """Words for a table handed in, in Chinese: the kinds of activity duties in force ask of units or bodies; posts."""
    kinds, posts = instruments.names_of("activities"), instruments.names_of("posts")
    return sorted(kinds[kind][0] for kind in activity_kinds_of(subject, on) if kind in kinds), sorted(
        names[0] for names in posts.values()
    )


def kinds_to_record(actor: Actor, on: date, subject: Subject) -> tuple[dict[str, str], dict[str, str]]:
    """Kinds of activity with their words: those the subject owes now, the soonest first, and all others."""
    words = instruments.words_of("activities")
    owed = {
        due.duty.activity: words.get(due.duty.activity, due.duty.activity)
        for due in due_for(actor, on, unit_id=subject.unit_id, body_id=subject.body_id)
    }
    kinds = activity_kinds_of(subject.kind, on)
    others = {kind: words.get(kind, kind) for kind in kinds if kind not in owed}
    return owed, dict(sorted(others.items(), key=lambda one: one[1]))
