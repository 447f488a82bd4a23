"""Reports due: what is owed to whom and when; delivered, late, missing; one case; the rules of an office."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, TextField, Value, When

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.models import Entry
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places
from zhiben.domains.plans.lifecycle import DUE
from zhiben.domains.plans.models import ReportDelivery, ReportDue, ReportFile, ReportRule, ReportSender
from zhiben.domains.plans.queries.reach import reader, report_reader
from zhiben.domains.plans.rules import DueFacts
from zhiben.domains.plans.vocabulary import DueState, Standing

_DELIVERED = Q(state=DueState.DELIVERED)
_MOST = 1000
_ENDED = (DueState.DELIVERED, DueState.WAIVED)


def standings(today: date) -> dict[Standing, Q]:
    """The condition of each standing on a day; every report due meets exactly one.

    Missing: not delivered (or sent back) and the cut-off has passed. Late: delivered after the cut-off, for ever.
    """
    waived = Q(state=DueState.WAIVED)
    return {
        Standing.WAIVED: waived,
        Standing.DELIVERED: _DELIVERED & Q(delivered_day__lte=F("cutoff_day")),
        Standing.LATE: _DELIVERED & Q(delivered_day__gt=F("cutoff_day")),
        Standing.MISSING: ~_DELIVERED & ~waived & Q(cutoff_day__lt=today),
        Standing.OPEN: ~_DELIVERED & ~waived & Q(cutoff_day__gte=today),
    }


def _standing(today: date) -> Case:
    whens = [When(condition, then=Value(str(name))) for name, condition in standings(today).items()]
    return Case(*whens, default=Value(""), output_field=TextField())


_LINE = (
    *("id", "title", "period", "state", "due_day", "cutoff_day", "delivered_day", "receipt"),
    *("body_id", "unit_id", "office_id", "rule_id"),
)


def _own(actor: Actor, prefix: str = "") -> Q:
    """What the actor's own unit or body owes."""
    if actor.unit_id is not None:
        return Q(**{f"{prefix}unit_id": actor.unit_id})
    return Q(**{f"{prefix}body_id": actor.body_id or 0})


def dues(actor: Actor, tab: str = "all", today: date | None = None, **asked: Any) -> QuerySet:
    """Reports due as values. Tabs: ours (we owe), received (owed to us), all within reach.

    `asked`: state, standing, rule, period, q.
    """
    day = today or clock.today()
    rows = ReportDue.objects.visible_to(report_reader(actor))
    if tab == "ours":
        rows = rows.filter(_own(actor))
    elif tab == "received":
        rows = rows.filter(office_id=actor.body_id) if actor.body_id else rows.none()
    columns = {"state": "state", "rule": "rule_id", "period": "period"}
    rows = rows.filter(**{columns[name]: value for name, value in asked.items() if name in columns})
    if text := asked.get("q"):
        rows = rows.filter(title__icontains=text)
    if standing := asked.get("standing"):
        rows = rows.filter(standings(day)[Standing(standing)])
    return rows.values(*_LINE, standing=_standing(day), is_ended=Q(state__in=_ENDED))


def due_counts(actor: Actor) -> dict[str, int]:
    """How many reports not delivered yet each tab holds."""
    rows = ReportDue.objects.visible_to(report_reader(actor)).exclude(state__in=_ENDED)
    found: dict[str, int] = rows.aggregate(
        ours=Count("id", filter=_own(actor)),
        received=Count("id", filter=Q(office_id=actor.body_id or 0)),
        all=Count("id"),
    )
    return found


@dataclass(frozen=True, slots=True)
class DueFile:
    """A file of a delivery."""

    id: int
    name: str
    is_image: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try at a report due; with a receipt it was delivered as it stands here."""

    id: int
    number: int
    text: str
    figures: dict[str, Any]
    written_by: int
    written_at: datetime
    checked_by: int | None
    checked_at: datetime | None
    approved_by: int | None
    approved_at: datetime | None
    receipt: str
    delivered_at: datetime | None
    remark: str
    files: list[DueFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DueCase:
    """A report due with what its rule says of it."""

    id: int
    rule_id: int
    state: str
    version: int
    standing: str
    title: str
    period: str
    steps: int
    body_id: int | None
    unit_id: int | None
    office_id: int
    due_day: date
    cutoff_day: date
    remind_day: date
    delivered_day: date | None
    receipt: str
    again_by: date | None
    remark: str
    cite: list[str]
    named_from: str
    named_to: str
    content: list[str]
    item_id: int | None

    @property
    def ended(self) -> bool:
        """Whether no time runs any more."""
        return self.state in _ENDED


_OF_RULE = {name: F(f"rule__{name}") for name in ("cite", "named_from", "named_to", "content", "item_id")}
_OWN = tuple(name for name in DueCase.__dataclass_fields__ if name not in _OF_RULE and name != "standing")
_TRY = tuple(name for name in Delivery.__dataclass_fields__ if name != "files")


def due(actor: Actor, due_id: int, today: date) -> DueCase:
    """One report due; NotFound when it is not within reach."""
    rows = ReportDue.objects.visible_to(report_reader(actor)).filter(pk=due_id)
    row = rows.values(*_OWN, **_OF_RULE, standing=_standing(today)).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return DueCase(**row)


def deliveries(actor: Actor, due_id: int) -> list[Delivery]:
    """What was written for a report due, the newest first. Drafts are the sender's alone."""
    rows = ReportDelivery.objects.visible_to(report_reader(actor)).filter(due_id=due_id)
    if not actor.system:
        rows = rows.filter(~Q(receipt="") | _own(actor, "due__"))
    tries = {row["id"]: Delivery(**row) for row in rows.order_by("-number").values(*_TRY)}
    of_tries = ReportFile.objects.visible_to(actor).filter(delivery_id__in=tries).order_by("id")
    found = list(of_tries.values_list("id", "delivery_id", "file_id", "name"))
    briefs = files.brief(file for _, _, file, _ in found) if found else {}
    for key, delivery, file, name in found:
        brief = briefs.get(file)
        tries[delivery].files.append(DueFile(key, name, bool(brief and brief.is_image)))
    return list(tries.values())


def due_file(actor: Actor, key: int) -> tuple[int, str]:
    """File id and name of a file of a report; NotFound out of reach, or while it is another body's draft."""
    rows = ReportFile.objects.visible_to(report_reader(actor)).filter(pk=key)
    if not actor.system:
        rows = rows.filter(~Q(delivery__receipt="") | _own(actor, "delivery__due__"))
    row = rows.values_list("file_id", "name").first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


_NOT_MINE = frozenset({"no-permission", "PL-016", "PL-017"})
_ON_PAGE = ("deliver", "check", "approve", "give_back", "send_back", "waive")


def due_offers(actor: Actor, due_id: int, today: date) -> dict[str, tuple[Finding, ...]]:
    """The steps that are this actor's to take, each with what stands against it now; `approve` stands for check."""
    row = ReportDue.objects.visible_to(report_reader(actor)).filter(pk=due_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    tries = ReportDelivery.objects.visible_to(actor).filter(due_id=due_id, number=row.attempts)
    hands = next(iter(tries.values_list("written_by", "checked_by")), ())
    facts = DueFacts(
        today=today,
        person_id=actor.person_id,
        is_sender=row.is_owed_by(actor),
        own_office=row.office_id == actor.body_id,
        hands=tuple(one for one in hands if one),
    )
    return {
        offer.name: offer.findings
        for offer in DUE.offers(actor, row, today, facts)
        if offer.name in _ON_PAGE
        and offer.name != "check"
        and not any(finding.code in _NOT_MINE for finding in offer.findings)
    }


@dataclass(frozen=True, slots=True)
class DueHappened:
    """One act on a report due; `number`: the try it belongs to, where it does."""

    at: datetime
    operation: str
    person: str


def due_timeline(case: DueCase) -> list[DueHappened]:
    """What was done on a report due the reader was shown, oldest first. Two queries."""
    touched = Entry.objects.filter(table="plans_reportdue", row=case.id).order_by("id")
    rows = list(touched.values_list("act__recorded_at", "act__operation", "act__person_id"))
    names = people.names(person for _, _, person in rows if person)
    return [DueHappened(at, operation, names.get(person, "")) for at, operation, person in rows]


@dataclass(frozen=True, slots=True)
class RuleHead:
    """A report an office is owed."""

    id: int
    title: str
    body_id: int
    item_id: int | None
    cite: list[str]
    named_from: str
    named_to: str
    content: list[str]
    term: dict[str, Any]
    shifts: bool
    steps: int
    cutoff_days: int
    remind_before: int
    starts: date
    ends: date | None
    unit_sectors: list[str]


@dataclass(frozen=True, slots=True)
class SenderLine:
    """Who owes a report, from when until when: a body, or a unit."""

    body_id: int | None
    unit_id: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a report: late and missing are expected minus delivered minus what is still open."""

    period: str
    due_day: date
    expected: int
    delivered: int
    late: int
    missing: int
    open: int
    waived: int


def report_rules(actor: Actor) -> QuerySet:
    """The reports offices within reach are owed, as values."""
    rows = ReportRule.objects.visible_to(reader(actor))
    return rows.values("id", "title", "body_id", "named_from", "term", "starts", "ends", "item_id")


def report_rule(actor: Actor, rule_id: int) -> RuleHead:
    """One; NotFound when it is not within reach."""
    rows = ReportRule.objects.visible_to(reader(actor)).filter(pk=rule_id)
    row = rows.values(*RuleHead.__dataclass_fields__).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return RuleHead(**row)


def report_senders(actor: Actor, rule_id: int) -> list[SenderLine]:
    """Who owes it and who did, the present ones first, bodies before units; of units the first thousand."""
    rows = ReportSender.objects.visible_to(reader(actor)).filter(rule_id=rule_id)
    found = rows.order_by(F("valid_to").desc(nulls_first=True), F("body_id").asc(nulls_last=True), "id")
    columns = ("body_id", "unit_id", "valid_from", "valid_to")
    return [SenderLine(*row) for row in found.values_list(*columns)[:_MOST]]


def report_periods(actor: Actor, rule_id: int, today: date) -> list[PeriodLine]:
    """How each period of a report stands on a day, the latest first. One query."""
    rows = ReportDue.objects.visible_to(report_reader(actor)).filter(rule_id=rule_id).values("period")
    conditions = standings(today)
    counted = rows.annotate(
        first_due=Min("due_day"),
        **{f"n_{name}": Count("id", filter=condition) for name, condition in conditions.items()},
    )
    lines: list[dict[str, Any]] = list(counted.order_by("-first_due"))  # type: ignore[arg-type]  # counted by names
    return [
        PeriodLine(
            period=row["period"],
            due_day=row["first_due"],
            expected=sum(row[f"n_{name}"] for name in conditions if name != Standing.WAIVED),
            delivered=row["n_delivered"],
            late=row["n_late"],
            missing=row["n_missing"],
            open=row["n_open"],
            waived=row["n_waived"],
        )
        for row in lines
    ]


def report_items(actor: Actor) -> "list[instruments.ItemLine]":
    """The reports that packs and published documents demand, in force and not yet owed to the actor's body."""
    own = ReportRule.objects.visible_to(reader(actor)).filter(
        body_id=actor.body_id or 0, item_id__isnull=False
    )
    taken = set(own.values_list("item_id", flat=True))
    lines = instruments.items_of_kind("report")
    return [line for line in lines if line.is_current and line.id not in taken and _holds(line, actor)]


def _holds(line: "instruments.ItemLine", actor: Actor) -> bool:
    """Whether the document binds anywhere the actor reaches: it may lie above him or within."""
    if line.area is None or actor.system:
        return True
    low, high = places.range_of(line.area)
    return any(low <= last and first <= high for first, last in actor.ranges)
