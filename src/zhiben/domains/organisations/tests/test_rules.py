from datetime import date

import pytest

from zhiben.domains.organisations import rules
from zhiben.domains.organisations.methods.reach import PlaceFacts


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize("code", ["", "123", "91350100M000100Y4I", "91350100M000100Y430"])
def test_or_001_credit_code_form(code):
    assert codes(rules.or001_credit_code_form(code)) == ["OR-001"]
    assert rules.or001_credit_code_form("91350100M000100Y43") == []


def test_or_002_credit_code_organisation():
    [finding] = rules.or002_credit_code_organisation("91350100M000100Y53")
    assert (finding.code, finding.params["expected"], finding.field) == ("OR-002", "4", "credit_code")
    assert rules.or002_credit_code_organisation("91350100M000100Y43") == []
    assert rules.or002_credit_code_organisation("short") == []


def test_or_003_credit_code_check():
    [finding] = rules.or003_credit_code_check("91410100MA3X123456")
    assert (finding.code, finding.params["expected"], finding.params["found"]) == ("OR-003", "3", "6")
    assert rules.or003_credit_code_check("91110000600037341L") == []
    assert rules.or003_credit_code_check("short") == []


def test_or_004_known_words():
    assert rules.or004_known_words({"kind": "enterprise", "sector": "coal", "matter": None}) == []
    [finding] = rules.or004_known_words({"kind": "enterprise", "sector": "magic"})
    assert (finding.code, finding.field, finding.params["value"]) == ("OR-004", "sector", "magic")


def test_or_005_own_fields():
    assert rules.or005_own_fields(rules.AmendFacts(True, frozenset({"address", "headcount"}))) == []
    assert rules.or005_own_fields(rules.AmendFacts(False, frozenset({"sector"}))) == []
    assert codes(rules.or005_own_fields(rules.AmendFacts(True, frozenset({"sector", "address"})))) == [
        "OR-005"
    ]


def test_or_006_within_reach():
    assert codes(rules.or006_within_reach(PlaceFacts(419901101201, False))) == ["OR-006"]
    assert rules.or006_within_reach(PlaceFacts(419901101201, True)) == []


def test_or_007_still_open():
    assert codes(rules.or007_still_open(date(2026, 1, 1))) == ["OR-007"]
    assert rules.or007_still_open(None) == []


def test_or_008_days_in_order():
    day, before = date(2026, 2, 2), date(2026, 2, 1)
    assert codes(rules.or008_days_in_order(rules.DayFacts(day, before, day))) == ["OR-008"]
    assert rules.or008_days_in_order(rules.DayFacts(day, day, day)) == []
    assert rules.or008_days_in_order(rules.DayFacts(day, None, day)) == []


@pytest.mark.parametrize(
    ("over", "fits"),
    [
        ((1, None, None, None, None), True),
        ((None, 2, None, None, None), True),
        ((None, None, 10, 20, "coal"), True),
        ((None, None, 20, 10, None), False),
        ((None, None, 10, None, None), False),
        ((1, None, 10, 20, None), False),
        ((1, None, None, None, "coal"), False),
        ((None, None, None, None, None), False),
    ],
)
def test_or_009_over_one_thing(over, fits):
    assert codes(rules.or009_over_one_thing(rules.MandateFacts(*over))) == ([] if fits else ["OR-009"])


def test_or_010_sector_within_reach():
    facts = PlaceFacts(419901101201, True, "coal", False)
    assert codes(rules.or010_sector_within_reach(facts)) == ["OR-010"]
    assert rules.or010_sector_within_reach(PlaceFacts(419901101201, True, "coal", True)) == []


@pytest.mark.parametrize("area", [0, -1, 410100, 10**12, 2**62])
def test_or_011_area_code(area):
    assert codes(rules.or011_area_code(PlaceFacts(area, True))) == ["OR-011"]
    assert rules.or011_area_code(PlaceFacts(419901101201, True)) == []


def test_or_012_not_in_future():
    today, tomorrow = date(2026, 2, 2), date(2026, 2, 3)
    assert codes(rules.or012_not_in_future(rules.DayFacts(today, tomorrow, today))) == ["OR-012"]
    assert rules.or012_not_in_future(rules.DayFacts(today, today, today)) == []


def test_or_013_not_twice():
    assert codes(rules.or013_not_twice(True)) == ["OR-013"]
    assert rules.or013_not_twice(False) == []
