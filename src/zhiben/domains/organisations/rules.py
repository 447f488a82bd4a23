"""What must hold of units, bodies and mandates. Pure: an empty list means yes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhiben.core.actors import Actor
from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.organisations.methods import credit_code
from zhiben.domains.organisations.vocabulary import (
    MATTERS,
    SECTORS,
    BodyKind,
    Level,
    Power,
    UnitKind,
)

sentence(
    "o001",
    N_(
        "A unified social credit code has 18 characters, digits and capital letters without I, O, S, V and Z."
    ),
)
sentence(
    "o002", N_("Character 17 of the credit code does not fit: it should be %(expected)s, not %(found)s.")
)
sentence(
    "o003",
    N_("The last character of the credit code does not fit: it should be %(expected)s, not %(found)s."),
)
sentence("o004", N_("“%(value)s” is not one of the words for “%(field)s”."))
sentence(
    "o005",
    N_("People of a unit may change its address and headcount; other facts are kept by its supervisor."),
)
sentence("o006", N_("This place lies outside the area you work for."))
sentence("o007", N_("This unit closed on %(day)s."))
sentence("o008", N_("The last day comes before the first."))
sentence(
    "o009",
    N_("A mandate is over one unit (or one of its sites), or by default over a range of areas; not both."),
)
sentence("o010", N_("The sector “%(sector)s” lies outside the sectors you work for."))
sentence("o011", N_("The area code must have twelve digits."))
sentence("o012", N_("The last day must not lie in the future."))
sentence("o013", N_("A unit with this credit code is registered already."))

_LOWEST, _HIGHEST = 10**11, 10**12 - 1


def o001_credit_code_form(code: str) -> list[Finding]:
    """o001: 18 characters of the code's own alphabet. Source: GB 32100-2015."""
    if len(code) == credit_code.LENGTH and not credit_code.foreign_characters(code):
        return []
    return [
        Finding("o001", {"length": len(code), "foreign": credit_code.foreign_characters(code)}, "credit_code")
    ]


def o002_credit_code_organisation(code: str) -> list[Finding]:
    """o002: the organisation code within carries its own check character. Source: GB 11714."""
    if o001_credit_code_form(code):
        return []
    expected = credit_code.organisation_check(code)
    return [] if code[16] == expected else [_check_digit("o002", expected, code[16])]


def o003_credit_code_check(code: str) -> list[Finding]:
    """o003: the last character checks the other seventeen. Source: GB 32100-2015."""
    if o001_credit_code_form(code):
        return []
    expected = credit_code.final_check(code)
    return [] if code[17] == expected else [_check_digit("o003", expected, code[17])]


def _check_digit(code: str, expected: str, found: str) -> Finding:
    return Finding(code, {"expected": expected, "found": found}, "credit_code")


CREDIT_CODE = (o001_credit_code_form, o002_credit_code_organisation, o003_credit_code_check)

_WORDS: dict[str, Iterable[str]] = {
    "kind": frozenset(UnitKind),
    "sector": SECTORS,
    "matter": MATTERS,
    "power": frozenset(Power),
    "body_kind": frozenset(BodyKind),
    "level": frozenset(Level),
}


def o004_known_words(values: dict[str, str | None]) -> list[Finding]:
    """o004: kinds, sectors, matters and powers are closed lists. Source: the platform's own word table."""
    return [
        Finding("o004", {"field": field, "value": value}, field)
        for field, value in values.items()
        if value is not None and value not in _WORDS[field]
    ]


@dataclass(frozen=True, slots=True)
class AmendFacts:
    """Who wants to change which fields of a unit."""

    of_the_unit: bool
    fields: frozenset[str]


UNITS_OWN_FIELDS = frozenset({"address", "headcount"})


def o005_own_fields(facts: AmendFacts) -> list[Finding]:
    """o005: a unit keeps its address and headcount itself, nothing else. Source: the platform's own rule."""
    if not facts.of_the_unit or facts.fields <= UNITS_OWN_FIELDS:
        return []
    return [Finding("o005", field=field) for field in sorted(facts.fields - UNITS_OWN_FIELDS)]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where something is to stand, and whether the actor reaches that place, in any sector and in this one."""

    area: int
    reached: bool
    sector: str | None = None
    sector_reached: bool = True


def place_facts(actor: Actor, area: int, sector: str | None = None) -> PlaceFacts:
    """How a place, and a sector in it, stand to what the actor works for."""
    around = [part for part in actor.territories if any(low <= area <= high for low, high in part.ranges)]
    fits = sector is None or any(part.sectors is None or sector in part.sectors for part in around)
    return PlaceFacts(area, actor.system or bool(around), sector, actor.system or fits)


def o006_within_reach(facts: PlaceFacts) -> list[Finding]:
    """o006: one writes only for the area one works for. Source: the platform's own rule."""
    return [] if facts.reached else [Finding("o006", {"area": facts.area}, "area")]


def o010_sector_within_reach(facts: PlaceFacts) -> list[Finding]:
    """o010: one writes only for the sectors one works for. Source: the platform's own rule."""
    if not facts.reached or facts.sector_reached:
        return []
    return [Finding("o010", {"sector": facts.sector}, "sector")]


def o011_area_code(facts: PlaceFacts) -> list[Finding]:
    """o011: an area is a statistical code of twelve digits. Source: GB/T 2260 and the statistical codes."""
    return [] if _LOWEST <= facts.area <= _HIGHEST else [Finding("o011", field="area")]


PLACE: tuple[Callable[[PlaceFacts], list[Finding]], ...] = (
    o011_area_code,
    o006_within_reach,
    o010_sector_within_reach,
)


def o007_still_open(closed: date | None) -> list[Finding]:
    """o007: nothing is added to a unit that has closed. Source: the platform's own rule."""
    return [] if closed is None else [Finding("o007", {"day": closed.isoformat()})]


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A first and a last day, and the day of the act."""

    since: date
    until: date | None
    today: date


def o008_days_in_order(facts: DayFacts) -> list[Finding]:
    """o008: the last day does not come before the first. Source: the platform's own rule."""
    return [Finding("o008", field="until")] if facts.until is not None and facts.until < facts.since else []


def o012_not_in_future(facts: DayFacts) -> list[Finding]:
    """o012: a closing is recorded when it has come. Source: the platform's own rule."""
    return [Finding("o012", field="day")] if facts.until is not None and facts.until > facts.today else []


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """What a mandate is to be over."""

    unit_id: int | None
    site_id: int | None
    low: int | None
    high: int | None
    sector: str | None


def o009_over_one_thing(facts: MandateFacts) -> list[Finding]:
    """o009: a mandate is over a unit, its site, or by default over areas. Source: the platform's own rule."""
    by_default = facts.low is not None or facts.high is not None
    if by_default and facts.unit_id is None and facts.site_id is None:
        ordered = facts.low is not None and facts.high is not None and facts.low <= facts.high
        return [] if ordered else [Finding("o009", field="low")]
    if by_default or (facts.unit_id is None and facts.site_id is None) or facts.sector is not None:
        return [Finding("o009", field="unit")]
    return []


def o013_not_twice(is_known: bool) -> list[Finding]:
    """o013: one code belongs to one unit. Source: GB 32100-2015."""
    return [Finding("o013", field="credit_code")] if is_known else []
