"""Finding areas by name, pinyin, initials or code. Several words narrow from left to right."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.core.search import matching
from zhiben.domains.places.methods import codes
from zhiben.domains.places.methods.names import plain, short_name
from zhiben.domains.places.models import Area
from zhiben.domains.places.queries.areas import AreaItem, items, range_of
from zhiben.domains.places.vocabulary import AREA_CODE, AREA_QUERY, CODE_DIGITS, QUERY_MAX, Level

Range = tuple[int, int]
_MOST = 100
_HEADS = 40
_TERMS = 5
_CITY_DIGITS = 4


def find(
    q: str,
    *,
    within: int | Sequence[Range] | None = None,
    limit: int = 20,
    levels: Iterable[Level] | None = None,
) -> list[AreaItem]:
    """Valid areas that answer to `q`, the best first: 湛河区, 平顶山湛河, zhanhe, zhq, pds zhq, 410411."""
    terms = _terms(q)
    ranges = _ranges(within)
    for term in terms[:-1]:
        heads = _match(_start(ranges).exclude(level=Level.VILLAGE.value), term, _HEADS)
        ranges = [(head.low, head.high) for head in heads]
    rows = _start(ranges)
    if levels is not None:
        rows = rows.filter(level__in=[level.value for level in levels])
    most = max(1, min(limit, _MOST))
    if not terms:
        return []
    return _match(rows, terms[-1], most) or _peel(rows, terms[-1], most)


def _terms(q: str) -> list[str]:
    """The words of a search, refused when they are no text or too long."""
    text = plain(q) if len(q) <= 4 * QUERY_MAX else q
    if len(text) > QUERY_MAX or not text.isprintable():
        raise Invalid(Finding(AREA_QUERY, {"most": QUERY_MAX}, "q"), code=AREA_QUERY)
    terms = text.split()[:_TERMS]
    for term in terms:
        if _is_number(term) and len(term) > CODE_DIGITS:
            raise Invalid(Finding(AREA_CODE, {"value": term[:40]}, "q"), code=AREA_CODE)
    return terms


def _is_number(term: str) -> bool:
    return term.isascii() and term.isdigit()


def _ranges(within: int | Sequence[Range] | None) -> Sequence[Range] | None:
    return [range_of(within)] if isinstance(within, int) else within


def _start(ranges: Sequence[Range] | None) -> QuerySet[Area]:
    """Valid areas in the ranges; None means everywhere."""
    rows = Area.objects.filter(valid_to=None)
    return rows if ranges is None else rows.filter(_inside(ranges))


def _inside(ranges: Sequence[Range]) -> Q:
    """Codes in any of the ranges."""
    result = Q(pk__in=[])
    for low, high in ranges:
        result |= Q(code__range=(low, high))
    return result


def _match(rows: QuerySet[Area], term: str, limit: int) -> list[AreaItem]:
    """Areas that answer to one word, ranked: exact before prefix before part, wide before narrow."""
    if _is_number(term):
        condition, ranks = _number(term)
    elif term.isascii():
        latin = term.replace("'", "")
        condition = Q(initials__startswith=latin) | Q(pinyin__startswith=latin)
        ranks = [Q(initials=latin) | Q(pinyin=latin)]
    else:
        condition, ranks = _chinese(term)
    whens = [When(rank, then=Value(number)) for number, rank in enumerate(ranks)]
    rank = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
    found = rows.filter(condition).annotate(rank=rank, width=F("high") - F("low"))
    return items(found.order_by("rank", "-width", "code")[:limit])


def _number(term: str) -> tuple[Q, list[Q]]:
    """Condition and ranks for the beginning of a code; one of a province or city offers no villages."""
    condition = Q(code__range=codes.prefix_range(term))
    if len(term) <= _CITY_DIGITS:
        condition &= ~Q(level=Level.VILLAGE.value)
    return condition, [Q(code=codes.pad(term))]


def _chinese(term: str) -> tuple[Q, list[Q]]:
    """Condition and ranks for a name or a part of one."""
    core = short_name(term, Level.VILLAGE)
    condition = Q(name__startswith=term)
    if len(core) > 1:
        condition |= matching(core)
    return condition, [Q(name=term), Q(short=term) | Q(short=core), Q(name__startswith=term)]


def _peel(rows: QuerySet[Area], term: str, limit: int) -> list[AreaItem]:
    """For 平顶山湛河区: take the area named at the front, and look for the rest within it."""
    heads = [term[:length] for length in range(2, len(term))]
    if term.isascii() or not heads:
        return []
    named = Area.objects.filter(Q(name__in=heads) | Q(short__in=heads), ~Q(level=Level.VILLAGE.value))
    by_rest: dict[str, list[Range]] = {}
    for area in items(named.filter(valid_to=None).order_by("code")[:_MOST]):
        head = area.name if term.startswith(area.name) else area.short
        by_rest.setdefault(term[len(head) :], []).append((area.low, area.high))
    for rest in sorted(by_rest, key=len):
        narrowed = rows.filter(_inside(by_rest[rest]))
        if found := _match(narrowed, rest, limit) or _peel(narrowed, rest, limit):
            return found
    return []
