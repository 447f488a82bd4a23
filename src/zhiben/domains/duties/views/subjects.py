"""Whose page it is: read from the address; and whether the actor records for them."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties import queries
from zhiben.domains.duties.queries import Subject


def whole(given: Mapping[str, str], name: str) -> int | None:
    """A number of the address; NotFound when it is none."""
    raw = given.get(name, "").strip()
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or len(raw) > 18:
        raise NotFound(Finding("not-found"))
    return int(raw)


def day(given: Mapping[str, str], name: str) -> date | None:
    """A day of the address; NotFound when it is none."""
    raw = given.get(name, "").strip()
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise NotFound(Finding("not-found")) from None


def subject_of(request: HttpRequest) -> Subject:
    """The unit or body the address names, else the actor's own."""
    unit_id, body_id = whole(request.GET, "unit"), whole(request.GET, "body")
    if unit_id is not None and body_id is not None:
        raise NotFound(Finding("not-found"))
    return queries.get_subject(request.actor, unit_id, body_id)


def may_record(actor: Actor, subject: Subject) -> bool:
    """Whether the actor records what this unit or body did."""
    if not actor.may("duties.record"):
        return False
    return subject.unit_id is not None or subject.body_id == actor.body_id or actor.role == "office"


def address(name: str, subject: Subject, actor: Actor, **more: str) -> str:
    """The address of a page about the subject; one's own needs no number."""
    asked = {key: value for key, value in more.items() if value}
    if subject.unit_id is not None and subject.unit_id != actor.unit_id:
        asked["unit"] = str(subject.unit_id)
    elif subject.body_id is not None and (subject.body_id != actor.body_id or actor.unit_id is not None):
        asked["body"] = str(subject.body_id)
    return reverse(f"duties:{name}") + (f"?{urlencode(asked)}" if asked else "")
