from datetime import date

import pytest

from zhiben.domains.organisations import rules


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize("code", ["", "123", "91350100M000100Y4I", "91350100M000100Y430"])
def test_o001_credit_code_form(code):
    assert codes(rules.o001_credit_code_form(code)) == ["o001"]
    assert rules.o001_credit_code_form("91350100M000100Y43") == []


def test_o002_credit_code_organisation():
    [finding] = rules.o002_credit_code_organisation("91350100M000100Y53")
    assert (finding.code, finding.params["expected"], finding.field) == ("o002", "4", "credit_code")
    assert rules.o002_credit_code_organisation("91350100M000100Y43") == []
    assert rules.o002_credit_code_organisation("short") == []


def test_o003_credit_code_check():
    [finding] = rules.o003_credit_code_check("91410100MA3X123456")
    assert (finding.code, finding.params["expected"], finding.params["found"]) == ("o003", "3", "6")
    assert rules.o003_credit_code_check("91110000600037341L") == []
    assert rules.o003_credit_code_check("short") == []


def test_o004_known_words():
    assert rules.o004_known_words({"kind": "enterprise", "sector": "coal", "matter": None}) == []
    [finding] = rules.o004_known_words({"kind": "enterprise", "sector": "magic"})
    assert (finding.code, finding.field, finding.params["value"]) == ("o004", "sector", "magic")


def test_o005_own_fields():
    assert rules.o005_own_fields(rules.AmendFacts(True, frozenset({"address", "headcount"}))) == []
    assert rules.o005_own_fields(rules.AmendFacts(False, frozenset({"sector"}))) == []
    assert codes(rules.o005_own_fields(rules.AmendFacts(True, frozenset({"sector", "address"})))) == ["o005"]


def test_o006_within_reach():
    assert codes(rules.o006_within_reach(rules.PlaceFacts(419901101201, False))) == ["o006"]
    assert rules.o006_within_reach(rules.PlaceFacts(419901101201, True)) == []


def test_o007_still_open():
    assert codes(rules.o007_still_open(date(2026, 1, 1))) == ["o007"]
    assert rules.o007_still_open(None) == []


def test_o008_days_in_order():
    day, before = date(2026, 2, 2), date(2026, 2, 1)
    assert codes(rules.o008_days_in_order(rules.DayFacts(day, before, day))) == ["o008"]
    assert rules.o008_days_in_order(rules.DayFacts(day, day, day)) == []
    assert rules.o008_days_in_order(rules.DayFacts(day, None, day)) == []


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
def test_o009_over_one_thing(over, fits):
    assert codes(rules.o009_over_one_thing(rules.MandateFacts(*over))) == ([] if fits else ["o009"])


def test_o010_sector_within_reach():
    facts = rules.PlaceFacts(419901101201, True, "coal", False)
    assert codes(rules.o010_sector_within_reach(facts)) == ["o010"]
    assert rules.o010_sector_within_reach(rules.PlaceFacts(419901101201, True, "coal", True)) == []


@pytest.mark.parametrize("area", [0, -1, 410100, 10**12, 2**62])
def test_o011_area_code(area):
    assert codes(rules.o011_area_code(rules.PlaceFacts(area, True))) == ["o011"]
    assert rules.o011_area_code(rules.PlaceFacts(419901101201, True)) == []


def test_o012_not_in_future():
    today, tomorrow = date(2026, 2, 2), date(2026, 2, 3)
    assert codes(rules.o012_not_in_future(rules.DayFacts(today, tomorrow, today))) == ["o012"]
    assert rules.o012_not_in_future(rules.DayFacts(today, today, today)) == []


def test_o013_not_twice():
    assert codes(rules.o013_not_twice(True)) == ["o013"]
    assert rules.o013_not_twice(False) == []
