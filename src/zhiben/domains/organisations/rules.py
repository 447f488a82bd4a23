"""What must hold of units, bodies and mandates. Pure: an empty list means yes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.organisations.methods import credit_code
from zhiben.domains.organisations.methods.reach import PlaceFacts
from zhiben.domains.organisations.vocabulary import (
    MATTERS,
    SECTORS,
    BodyKind,
    Level,
    Power,
    UnitKind,
)

sentence(
    "OR-001",
    N_(
        "A unified social credit code has 18 characters, digits and capital letters without I, O, S, V and Z."
    ),
)
sentence(
    "OR-002", N_("Character 17 of the credit code does not fit: it should be %(expected)s, not %(found)s.")
)
sentence(
    "OR-003",
    N_("The last character of the credit code does not fit: it should be %(expected)s, not %(found)s."),
)
sentence("OR-004", N_("“%(value)s” is not one of the words for “%(field)s”."))
sentence(
    "OR-005",
    N_("People of a unit may change its address and headcount; other facts are kept by its supervisor."),
)
sentence("OR-006", N_("This place lies outside the area you work for."))
sentence("OR-007", N_("This unit closed on %(day)s."))
sentence("OR-008", N_("The last day comes before the first."))
sentence(
    "OR-009",
    N_("A mandate is over one unit (or one of its sites), or by default over a range of areas; not both."),
)
sentence("OR-010", N_("The sector “%(sector)s” lies outside the sectors you work for."))
sentence("OR-011", N_("The area code must have twelve digits."))
sentence("OR-012", N_("The last day must not lie in the future."))
sentence("OR-013", N_("A unit with this credit code is registered already."))

_LOWEST, _HIGHEST = 10**11, 10**12 - 1


def or001_credit_code_form(code: str) -> list[Finding]:
    """OR-001: 18 characters of the code's own alphabet. Source: GB 32100-2015."""
    if len(code) == credit_code.LENGTH and not credit_code.foreign_characters(code):
        return []
    return [
        Finding(
            "OR-001", {"length": len(code), "foreign": credit_code.foreign_characters(code)}, "credit_code"
        )
    ]


def or002_credit_code_organisation(code: str) -> list[Finding]:
    """OR-002: the organisation code within carries its own check character. Source: GB 11714."""
    if or001_credit_code_form(code):
        return []
    expected = credit_code.organisation_check(code)
    return [] if code[16] == expected else [_check_digit("OR-002", expected, code[16])]


def or003_credit_code_check(code: str) -> list[Finding]:
    """OR-003: the last character checks the other seventeen. Source: GB 32100-2015."""
    if or001_credit_code_form(code):
        return []
    expected = credit_code.final_check(code)
    return [] if code[17] == expected else [_check_digit("OR-003", expected, code[17])]


def _check_digit(code: str, expected: str, found: str) -> Finding:
    return Finding(code, {"expected": expected, "found": found}, "credit_code")


CREDIT_CODE = (or001_credit_code_form, or002_credit_code_organisation, or003_credit_code_check)

_WORDS: dict[str, Iterable[str]] = {
    "kind": frozenset(UnitKind),
    "sector": SECTORS,
    "matter": MATTERS,
    "power": frozenset(Power),
    "body_kind": frozenset(BodyKind),
    "level": frozenset(Level),
}


def or004_known_words(values: dict[str, str | None]) -> list[Finding]:
    """OR-004: kinds, sectors, matters and powers are closed lists. Source: the platform's own word table."""
    return [
        Finding("OR-004", {"field": field, "value": value}, field)
        for field, value in values.items()
        if value is not None and value not in _WORDS[field]
    ]


@dataclass(frozen=True, slots=True)
class AmendFacts:
    """Who wants to change which fields of a unit."""

    of_the_unit: bool
    fields: frozenset[str]


UNITS_OWN_FIELDS = frozenset({"address", "headcount"})


def or005_own_fields(facts: AmendFacts) -> list[Finding]:
    """OR-005: a unit keeps its address and headcount itself, nothing else. Source: the platform's own rule."""
    if not facts.of_the_unit or facts.fields <= UNITS_OWN_FIELDS:
        return []
    return [Finding("OR-005", field=field) for field in sorted(facts.fields - UNITS_OWN_FIELDS)]


def or006_within_reach(facts: PlaceFacts) -> list[Finding]:
    """OR-006: one writes only for the area one works for. Source: the platform's own rule."""
    return [] if facts.reached else [Finding("OR-006", {"area": facts.area}, "area")]


def or010_sector_within_reach(facts: PlaceFacts) -> list[Finding]:
    """OR-010: one writes only for the sectors one works for. Source: the platform's own rule."""
    if not facts.reached or facts.sector_reached:
        return []
    return [Finding("OR-010", {"sector": facts.sector}, "sector")]


def or011_area_code(facts: PlaceFacts) -> list[Finding]:
    """OR-011: an area is a statistical code of twelve digits. Source: GB/T 2260 and the statistical codes."""
    return [] if _LOWEST <= facts.area <= _HIGHEST else [Finding("OR-011", field="area")]


PLACE: tuple[Callable[[PlaceFacts], list[Finding]], ...] = (
    or011_area_code,
    or006_within_reach,
    or010_sector_within_reach,
)


def or007_still_open(closed: date | None) -> list[Finding]:
    """OR-007: nothing is added to a unit that has closed. Source: the platform's own rule."""
    return [] if closed is None else [Finding("OR-007", {"day": closed.isoformat()})]


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A first and a last day, and the day of the act."""

    since: date
    until: date | None
    today: date


def or008_days_in_order(facts: DayFacts) -> list[Finding]:
    """OR-008: the last day does not come before the first. Source: the platform's own rule."""
    return [Finding("OR-008", field="until")] if facts.until is not None and facts.until < facts.since else []


def or012_not_in_future(facts: DayFacts) -> list[Finding]:
    """OR-012: a closing is recorded when it has come. Source: the platform's own rule."""
    return [Finding("OR-012", field="day")] if facts.until is not None and facts.until > facts.today else []


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What a mandate is to be over."""

    unit_id: int | None
    site_id: int | None
    low: int | None
    high: int | None
    sector: str | None


def or009_over_one_thing(facts: MandateFacts) -> list[Finding]:
    """OR-009: a mandate is over a unit, its site, or by default over areas. Source: the platform's own rule."""
    by_default = facts.low is not None or facts.high is not None
    if by_default and facts.unit_id is None and facts.site_id is None:
        ordered = facts.low is not None and facts.high is not None and facts.low <= facts.high
        return [] if ordered else [Finding("OR-009", field="low")]
    if by_default or (facts.unit_id is None and facts.site_id is None) or facts.sector is not None:
        return [Finding("OR-009", field="unit")]
    return []


def or013_not_twice(is_known: bool) -> list[Finding]:
    """OR-013: one code belongs to one unit. Source: GB 32100-2015."""
    return [Finding("OR-013", field="credit_code")] if is_known else []
