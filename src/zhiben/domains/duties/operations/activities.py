"""Recording what was done: the activity is kept, and counts at once where it is owed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.db import connection, transaction

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import rules
from zhiben.domains.duties.models import Activity, ActivityFile, Duty
from zhiben.domains.duties.operations.counting import add_counts, count_anew
from zhiben.domains.duties.operations.deliveries import deliver
from zhiben.domains.duties.operations.guard import Known, demand, known_bodies, known_units
from zhiben.domains.duties.operations.opening import share_lock
from zhiben.domains.duties.operations.reminders import settle
from zhiben.domains.duties.vocabulary import details_of
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.people import queries as people

_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """What a unit or a body did. `led_post`: a post of the packs' words; `reached`: per cent of the persons.

    `reached` is computed from participants and headcount where it is left out. `details`: see vocabulary.details_of.
    `once`: a word of the sender's own; what this person sent with it before is not recorded again.
    """

    kind: str
    done_day: date
    unit_id: int | None = None
    body_id: int | None = None
    led_post: str = ""
    led_person: int | None = None
    participants: int | None = None
    reached: Decimal | None = None
    hours: Decimal | None = None
    place: str = ""
    text: str = ""
    file_ids: tuple[int, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    once: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a batch: the activity, or why it was refused."""

    row: int
    activity_id: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Given:
    """What the rules need for a whole batch, asked in few statements."""

    units: dict[int, Known]
    bodies: dict[int, Known]
    kinds: set[str]
    names: dict[int, str] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    posts: frozenset[str] = frozenset()
    members: dict[int, list[people.MembershipBrief]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def of(self, one: NewActivity) -> Known | None:
        """The subject, if it is within reach."""
        if (one.unit_id is None) == (one.body_id is None):
            return None
        if one.unit_id is not None:
            return self.units.get(one.unit_id)
        return self.bodies.get(one.body_id or 0)

    def is_member(self, one: NewActivity) -> bool:
        """Whether who led, if named, belonged to the subject on the day."""
        return one.led_person is None or any(
            (known.unit_id, known.body_id) == (one.unit_id, one.body_id)
            and known.valid_from <= one.done_day
            and (known.valid_to is None or one.done_day <= known.valid_to)
            for known in self.members.get(one.led_person, ())
        )

    def take(self, one: NewActivity) -> str | None:
        """Mark its files as taken; the name of one that was already."""
        mine = dict.fromkeys(self.digests[key] for key in one.file_ids)
        already = [key for key in one.file_ids if self.digests[key] in self.taken]
        self.taken.update(mine)
        return self.names[already[0]] if already else None


def record_activity(*, actor: Actor, at: datetime, activity: NewActivity) -> int:
    """Record what was done; it counts at once for every duty that asks for it. Returns its id."""
    demand(actor, "duties.record")
    with transaction.atomic():
        if before := _sent_before(actor, [activity]):
            return before[activity.once]
        given = _gather(actor, [activity])
        findings = _findings(given, activity, clock.day_of(at))
        if given.of(activity) is None:
            raise NotFound(*findings)
        if findings:
            raise RuleBroken(*findings)
        with act(actor=actor, at=at, operation="duties.record_activity") as a:
            return _write(a, given, [activity])[0]


def _sent_before(actor: Actor, rows: Sequence[NewActivity]) -> dict[str, int]:
    """What this person recorded with these words before; who sends them at the same moment waits here."""
    words = {one.once for one in rows if one.once}
    if not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [min(words), actor.person_id]
        )
    mine = Activity.objects.unscoped(reason="what one recorded oneself").filter(entered_by=actor.person_id)
    return dict(mine.filter(once__in=words).values_list("once", "pk"))


def judge_activities(*, actor: Actor, at: datetime, rows: Sequence[NewActivity]) -> list[RowResult]:
    """What stands against each row, as recording would say; nothing is written."""
    demand(actor, "duties.record")
    given = _gather(actor, rows)
    today = clock.day_of(at)
    return [RowResult(place, None, tuple(_findings(given, one, today))) for place, one in enumerate(rows, 1)]


def record_activities(
    *,
    actor: Actor,
    at: datetime,
    rows: Sequence[NewActivity],
    partial: bool = False,
    operation: str = "duties.record_activities",
) -> list[RowResult]:
    """Record many in one act, with a result for each row.

    Where a row is refused nothing is written and Invalid carries a finding for each fault, its field beginning with
    the row counted from 1; with `partial` the good rows are written all the same.
    """
    demand(actor, "duties.record")
    with transaction.atomic():
        before = _sent_before(actor, rows)
        fresh = [one for one in rows if one.once not in before]
        given = _gather(actor, fresh)
        today = clock.day_of(at)
        found = [() if one.once in before else tuple(_findings(given, one, today)) for one in rows]
        if not partial:
            _refuse(found)
        good = [one for one, said in zip(rows, found, strict=True) if not said and one.once not in before]
        made: Iterator[int] = iter(())
        if good:
            with act(actor=actor, at=at, operation=operation) as a:
                made = iter(_write(a, given, good))
        return [
            RowResult(place, None if said else before.get(one.once) or next(made), said)
            for place, (one, said) in enumerate(zip(rows, found, strict=True), 1)
        ]


def _refuse(found: Sequence[tuple[Finding, ...]]) -> None:
    """Invalid with every fault of every row, if there is any."""
    wrong = [
        Finding(finding.code, finding.params, f"{place}.{finding.field or ''}".rstrip("."))
        for place, findings in enumerate(found, 1)
        for finding in findings
    ]
    if wrong:
        raise Invalid(*wrong)


def withdraw_activity(*, actor: Actor, at: datetime, activity_id: int, reason: str) -> None:
    """Take back what was recorded by mistake: it stays, marked, and counts no more."""
    demand(actor, "duties.record")
    row = Activity.objects.visible_to(actor).filter(pk=activity_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    given = _Given(
        known_units(actor, filter(None, [row.unit_id])),
        known_bodies(actor, filter(None, [row.body_id])),
        set(),
    )
    if row.unit_id not in given.units and row.body_id not in given.bodies:
        raise NotFound(Finding("not-found"))
    if findings := [*rules.du011_not_withdrawn(row.withdrawn), *_reason(reason)]:
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.withdraw_activity") as a:
        a.change(row, withdrawn=clock.day_of(at), withdrawn_why=reason.strip()[:500], once="")
        proofs = ActivityFile.objects.visible_to(actor).filter(activity=row)
        a.change_many(ActivityFile, proofs.values_list("pk", flat=True), proves=False)
        share_lock()
        count_anew([row.pk])
        settle(actor=actor, at=at, units=_present([row.unit_id]), bodies=_present([row.body_id]))


def _reason(reason: str) -> list[Finding]:
    return rules.du009_reason(rules.ExcuseFacts(reason=reason, own=False, left=1))


def _gather(actor: Actor, rows: Sequence[NewActivity]) -> _Given:
    ids = files.claim(actor, [key for one in rows for key in one.file_ids], "any")
    digests = files.digests(ids)
    taken = ActivityFile.objects.unscoped(reason="the same bytes prove one activity anywhere").filter(
        proves=True, sha256__in=set(digests.values())
    )
    members: dict[int, list[people.MembershipBrief]] = defaultdict(list)
    if led := _present(one.led_person for one in rows):
        for known in people.memberships_among(led):
            members[known.person_id].append(known)
    return _Given(
        posts=frozenset(instruments.words_of("posts")),
        members=members,
        units=known_units(actor, _present(one.unit_id for one in rows)),
        bodies=known_bodies(actor, _present(one.body_id for one in rows)),
        kinds=set(Duty.objects.values_list("activity", flat=True).distinct()),
        names={key: brief.name for key, brief in files.brief(ids).items()},
        digests=digests,
        taken=set(taken.values_list("sha256", flat=True)) if digests else set(),
    )


def _present(keys: Iterable[int | None]) -> set[int]:
    return {key for key in keys if key is not None}


def _findings(given: _Given, one: NewActivity, today: date) -> list[Finding]:
    known = given.of(one)
    if known is None:
        return [Finding("not-found", field="unit_id" if one.body_id is None else "body_id")]
    facts = rules.ActivityFacts(
        kind=one.kind,
        done_day=one.done_day,
        today=today,
        opened=known.opened,
        closed=known.closed,
        taken=given.take(one),
        is_known=one.kind in given.kinds,
        led_post=one.led_post,
        is_post=not one.led_post or one.led_post in given.posts,
        is_member=given.is_member(one),
        stray=tuple(name for name in one.details if name not in details_of(one.kind)),
        counts=(one.participants, one.hours),
    )
    return check(rules.RECORD, facts)


def _write(a: OpenAct, given: _Given, rows: Sequence[NewActivity]) -> list[int]:
    """The activities with their evidence, and what they count for."""
    share_lock()
    made = a.create_many(Activity, [_row(a, given, one) for one in rows])
    a.create_many(
        ActivityFile,
        [
            ActivityFile(activity=row, file_id=key, name=given.names[key][:120], sha256=given.digests[key])
            for row, one in zip(made, rows, strict=True)
            for key in dict.fromkeys(one.file_ids)
        ],
    )
    ids = [row.pk for row in made]
    add_counts(ids)
    deliver(a, ids)
    settle(
        actor=a.actor,
        at=a.at,
        units=_present(one.unit_id for one in rows),
        bodies=_present(one.body_id for one in rows),
    )
    return ids


def _row(a: OpenAct, given: _Given, one: NewActivity) -> Activity:
    known = given.of(one)
    assert known is not None
    return Activity(
        unit_id=one.unit_id,
        body_id=one.body_id,
        area=known.area,
        sector=known.sector,
        kind=one.kind,
        done_day=one.done_day,
        entered_day=clock.day_of(a.at),
        entered_at=a.recorded_at,
        entered_by=a.actor.person_id,
        led_post=one.led_post,
        led_person=one.led_person,
        participants=one.participants,
        reached=one.reached if one.reached is not None else _reached(one, known),
        hours=one.hours,
        place=one.place.strip(),
        text=one.text.strip(),
        details={name: said for name, value in one.details.items() if (said := value.strip())},
        once=one.once,
        files=len(set(one.file_ids)),
    )


def _reached(one: NewActivity, known: Known) -> Decimal | None:
    """Share of the headcount that took part, rounded down so that not quite all is not all."""
    if one.participants is None or not known.headcount:
        return None
    share = _ALL * one.participants / known.headcount
    return min(share, _ALL).quantize(Decimal("0.01"), ROUND_DOWN)
