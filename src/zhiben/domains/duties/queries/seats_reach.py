"""Which subjects of which schemes somebody reaches: the ground all reads of seats stand on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import get_language

from zhiben.core.actors import Actor, Range
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.methods.seats import column_of, subjects
from zhiben.domains.duties.methods.selectors import Condition, joined
from zhiben.domains.duties.models import Scheme
from zhiben.domains.organisations import queries as organisations


def in_language(zh: str, en: str) -> str:
    """A title in the reader's language, as far as there is one."""
    return zh if (get_language() or "zh").startswith("zh") or not en else en


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A responsibility scheme: who must have which seats, by which clause. `seats`: as in the pack."""

    id: int
    slug: str
    name: str
    part: int
    cite: list[str]
    title_zh: str
    title_en: str
    subject: str
    who: dict[str, Any]
    seats: list[dict[str, Any]]
    public: bool
    roll_call: bool
    mark: str
    superseded_by: str
    valid_from: date | None
    valid_to: date | None
    low: int | None
    high: int | None

    @property
    def title(self) -> str:
        """Its wording in the reader's language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def column(self) -> str:
        """unit or body: what its subjects are."""
        return column_of(self.who)


_FIELDS = tuple(SchemeLine.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class SeatSubject:
    """A unit or body that has seats."""

    kind: str
    id: int
    name: str
    area: int
    sector: str

    @property
    def unit_id(self) -> int | None:
        """Its number, if it is a unit."""
        return self.id if self.kind == "unit" else None

    @property
    def body_id(self) -> int | None:
        """Its number, if it is a body."""
        return self.id if self.kind == "body" else None


def seat_reader(actor: Actor, permission: str = "duties.read_seats") -> None:
    """Refuse who may not read seats."""
    if not actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def schemes_in_force(
    on: date, *, ids: Iterable[int] | None = None, slug: str = "", q: str = "", public: bool | None = None
) -> list[SchemeLine]:
    """Schemes in force on a day, in the order of their instruments. Rules are open to everybody."""
    rows = Scheme.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(until=None) | Q(until__gte=on),
    )
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if slug:
        rows = rows.filter(slug=slug)
    if public is not None:
        rows = rows.filter(public=public)
    if q:
        rows = rows.filter(Q(title_zh__icontains=q) | Q(title_en__icontains=q))
    return [SchemeLine(*row) for row in rows.order_by("slug", "id").values_list(*_FIELDS)]


def scheme_lines(ids: Iterable[int]) -> dict[int, SchemeLine]:
    """Schemes by id, ended ones too."""
    rows = Scheme.objects.filter(pk__in=set(ids)).values_list(*_FIELDS)
    return {row[0]: SchemeLine(*row) for row in rows}


def schemes_before(lines: Sequence[SchemeLine]) -> list[SchemeLine]:
    """Schemes that one of these took the place of."""
    named = [f"{line.slug}:{line.name}" for line in lines]
    rows = Scheme.objects.filter(superseded_by__in=named) if named else Scheme.objects.none()
    return [SchemeLine(*row) for row in rows.order_by("id").values_list(*_FIELDS)]


def get_scheme(actor: Actor, scheme_id: int) -> SchemeLine:
    """One scheme."""
    seat_reader(actor)
    found = scheme_lines([scheme_id]).get(scheme_id)
    if found is None:
        raise NotFound(Finding("not-found"))
    return found


def reach(actor: Actor, kind: str, area: Range | None = None) -> Condition:
    """The units or bodies within reach, as a statement with id, name, area, sector and what selectors read."""
    if kind == "unit":
        rows: Any = organisations.list_units(actor, closed=None, area=area).order_by()
        statement, of_it = rows.statement()
        return statement, list(of_it)
    text, values = _bodies(actor)
    if area is not None:
        text, values = f"{text} AND b.area BETWEEN %s AND %s", [*values, *area]
    columns = "id, short_name AS name, kind, level, area, '' AS sector, opened, closed"
    return f"SELECT {columns} FROM organisations_body b WHERE {text}", values


def _bodies(actor: Actor) -> tuple[str, list[Any]]:
    """Bodies are public; whose seats one reads are those of one's territory and one's own."""
    if actor.system:
        return "true", []
    ranges = actor.ranges
    parts = ["b.area BETWEEN %s AND %s" for _ in ranges] + ["b.id = %s"]
    values: list[Any] = [end for stretch in ranges for end in stretch]
    return f"({' OR '.join(parts)})", [*values, actor.body_id or 0]


def meant(line: SchemeLine, day: date) -> Condition:
    """The subjects a scheme means on that day."""
    return subjects(line.who, day, line.low, line.high)


def find_subject(actor: Actor, *, unit_id: int | None = None, body_id: int | None = None) -> SeatSubject:
    """One unit or body within reach; NotFound when there is none."""
    kind, key = ("unit", unit_id) if unit_id is not None else ("body", body_id)
    if (unit_id is None) == (body_id is None):
        raise NotFound(Finding("not-found"))
    text, values = reach(actor, kind)
    found = asked(f"SELECT s.id, s.name, s.area, s.sector FROM ({text}) s WHERE s.id = %s", [*values, key])
    if not found:
        raise NotFound(Finding("not-found"))
    return SeatSubject(kind, *found[0])


def schemes_for(subject: SeatSubject, lines: Sequence[SchemeLine], day: date) -> list[SchemeLine]:
    """Those of the schemes that mean this subject on that day, in one statement."""
    fitting = [line for line in lines if line.column == subject.kind]
    if not fitting:
        return []
    parts: list[str] = []
    values: list[Any] = []
    for line in fitting:
        text, own = joined([meant(line, day), ("s.id = %s", [subject.id])])
        table = "organisations_unit" if subject.kind == "unit" else "organisations_body"
        parts.append(f"SELECT {int(line.id)} WHERE EXISTS (SELECT 1 FROM {table} s WHERE {text})")
        values += own
    found = {row[0] for row in asked(" UNION ALL ".join(parts), values)}
    return [line for line in fitting if line.id in found]


def schemes_within(
    actor: Actor, lines: Sequence[SchemeLine], day: date, area: Range | None = None
) -> list[SchemeLine]:
    """Those of the schemes that mean anybody within reach, in one statement."""
    if not lines:
        return []
    parts: list[str] = []
    values: list[Any] = []
    tables = {kind: reach(actor, kind, area) for kind in ("unit", "body")}
    for line in lines:
        table, of_table = tables[line.column]
        text, own = meant(line, day)
        parts.append(f"SELECT {int(line.id)} WHERE EXISTS (SELECT 1 FROM ({table}) s WHERE {text})")
        values += [*of_table, *own]
    found = {row[0] for row in asked(" UNION ALL ".join(parts), values)}
    return [line for line in lines if line.id in found]


def asked(text: str, values: Sequence[Any]) -> list[Any]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(text, list(values))
        return cursor.fetchall()
