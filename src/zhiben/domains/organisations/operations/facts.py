"""Subject facts: what higher domains let selectors know about a unit, a site or a body."""

from datetime import date, datetime, timedelta

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound
from zhiben.core.events import announce
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.organisations.events import SubjectsChanged
from zhiben.domains.organisations.models import Body, Site, SubjectFact, Unit
from zhiben.domains.organisations.operations.guard import demand, demand_place
from zhiben.domains.organisations.vocabulary import SubjectKind


def set_subject_fact(
    *,
    actor: Actor,
    at: datetime,
    subject_kind: str,
    subject_id: int,
    key: str,
    value: str,
    since: date,
) -> int:
    """Set a fact from a day on; the former value ends the day before. Returns the id of the fact."""
    demand(actor, "organisations.set_fact")
    with act(actor=actor, at=at, operation="organisations.set_subject_fact") as a:
        return write_subject_fact(
            a, subject_kind=subject_kind, subject_id=subject_id, key=key, value=value, since=since
        )


def write_subject_fact(
    a: OpenAct, *, subject_kind: str, subject_id: int, key: str, value: str, since: date
) -> int:
    """The same within an act that is open already, for reactions of higher domains."""
    unit_id, body_id = _subject(a.actor, subject_kind, subject_id)
    current = (
        SubjectFact.objects.unscoped(reason="the subject was found within reach")
        .select_for_update()
        .filter(subject_kind=subject_kind, subject_id=subject_id, key=key, valid_to__isnull=True)
        .first()
    )
    if current is not None and current.valid_from > since:
        raise Invalid(Finding("OR-008", field="since"))
    units = (unit_id,) if unit_id is not None else ()
    bodies = (body_id,) if body_id is not None else ()
    announce(SubjectsChanged(units, bodies, since), a)
    if current is not None and current.valid_from == since:
        a.change(current, value=value)
        return current.pk
    if current is not None:
        a.change(current, valid_to=since - timedelta(days=1))
    fact = a.create(
        SubjectFact,
        subject_kind=subject_kind,
        subject_id=subject_id,
        unit_id=unit_id,
        body_id=body_id,
        key=key,
        value=value,
        valid_from=since,
    )
    return fact.pk


def _subject(actor: Actor, kind: str, key: int) -> tuple[int | None, int | None]:
    """Unit and body a fact hangs on; NotFound when the subject is out of reach."""
    body = Body.objects.filter(pk=key).first() if kind == SubjectKind.BODY else None
    if body is not None:
        demand_place(actor, body.area)
        return None, key
    if kind == SubjectKind.UNIT and Unit.objects.visible_to(actor).filter(pk=key).exists():
        return key, None
    site = Site.objects.visible_to(actor).filter(pk=key).first() if kind == SubjectKind.SITE else None
    if site is None:
        raise NotFound(Finding("not-found", field="subject_id"))
    return site.unit_id, None
