"""Reading persons and memberships."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.registry import permissions
from zhiben.domains.people.models import Account, Membership, Person
from zhiben.domains.people.vocabulary import ROLE_LABELS

_NAMED = "members of bodies and units on rows the reader already sees"


@dataclass(frozen=True, slots=True)
class MembershipBrief:
    """A membership in a line; `name` is the person's."""

    id: int
    person_id: int
    name: str
    role: str
    body_id: int | None
    unit_id: int | None
    place: str
    valid_from: date
    valid_to: date | None

    @property
    def title(self) -> str:
        """Where and as what, in the reader's language."""
        return f"{self.place} · {ROLE_LABELS.get(self.role, self.role)}"


def on_day(day: date) -> Q:
    """Memberships valid on that day, both ends included."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def brief_of(row: Membership) -> MembershipBrief:
    """A membership read with its person, body and unit, as plain values."""
    return MembershipBrief(
        id=row.pk,
        person_id=row.person_id,
        name=str(row.person),
        role=row.role,
        body_id=row.body_id,
        unit_id=row.unit_id,
        place=str(row.body or row.unit),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


_BRIEF = (
    *("id", "person_id", "person__name", "person__number", "role", "body_id", "unit_id"),
    *("body__short_name", "unit__name", "valid_from", "valid_to"),
)


def briefs(rows: QuerySet[Membership]) -> list[MembershipBrief]:
    """Memberships as plain values; without the columns of units and bodies that nobody asks for."""
    return [
        MembershipBrief(
            id=key,
            person_id=person,
            name=name or number,
            role=role,
            body_id=body,
            unit_id=unit,
            place=str(short or called),
            valid_from=first,
            valid_to=last,
        )
        for key, person, name, number, role, body, unit, short, called, first, last in rows.values_list(
            *_BRIEF
        )
    ]


def names(ids: Iterable[int]) -> dict[int, str]:
    """Persons' names by id; the number where the name was given up."""
    rows = Person.objects.filter(pk__in=set(ids)).values_list("id", "name", "number")
    return {key: name or number for key, name, number in rows}


def person_of_account(account_id: int) -> int | None:
    """The person an account belongs to."""
    return Account.objects.filter(pk=account_id).values_list("person_id", flat=True).first()


def with_account(person_ids: Iterable[int]) -> set[int]:
    """Those of the persons who can sign in."""
    rows = Account.objects.filter(person_id__in=set(person_ids), is_active=True)
    return set(rows.values_list("person_id", flat=True))


def find_membership_of(username: str) -> int | None:
    """The newest membership of an account's person, whether valid or not; None without one."""
    account = Account.objects.filter(username__iexact=username).values("person_id")
    rows = Membership.objects.unscoped(reason="found by the operator, who sees everything")
    return rows.filter(person_id__in=account).order_by("-id").values_list("id", flat=True).first()


def memberships_of(person_id: int, day: date) -> list[MembershipBrief]:
    """What the person is on that day, the oldest first."""
    rows = Membership.objects.unscoped(reason="a person's own memberships")
    return briefs(rows.filter(on_day(day), person_id=person_id).order_by("id"))


def positions_of(actor: Actor, person_ids: Iterable[int]) -> dict[int, list[MembershipBrief]]:
    """What these persons are and were, as far as the actor reaches it, the latest to end first."""
    rows = Membership.objects.visible_to(actor).filter(person_id__in=set(person_ids))
    found: dict[int, list[MembershipBrief]] = {}
    for brief in briefs(rows.order_by(F("valid_to").desc(nulls_first=True), "id")):
        found.setdefault(brief.person_id, []).append(brief)
    return found


def membership_brief(membership_id: int) -> MembershipBrief | None:
    """One membership, whether still valid or not; None when there is none."""
    rows = Membership.objects.unscoped(reason=_NAMED).filter(pk=membership_id)
    return next(iter(briefs(rows)), None)


def memberships_among(person_ids: Iterable[int]) -> list[MembershipBrief]:
    """Every membership of these persons, past ones too: to say whether somebody belonged somewhere on a day."""
    rows = Membership.objects.unscoped(reason=_NAMED).filter(person_id__in=set(person_ids))
    return briefs(rows.order_by("id"))


def members_of(
    *,
    body_id: int | None = None,
    unit_id: int | None = None,
    role: str | None = None,
    permission: str | None = None,
    day: date,
) -> list[MembershipBrief]:
    """Members of one body or unit on that day, in one role or in any that carries the permission."""
    rows = Membership.objects.unscoped(reason=_NAMED).filter(
        on_day(day), **({"body_id": body_id} if body_id is not None else {"unit_id": unit_id})
    )
    if role is not None:
        rows = rows.filter(role=role)
    if permission is not None:
        rows = rows.filter(role__in=sorted(permissions.get(permission)))
    return briefs(rows.order_by("id"))
