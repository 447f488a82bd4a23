from datetime import UTC, date, datetime, timedelta

import pytest

from zhiben.domains.people import rules
from zhiben.domains.people.vocabulary import Role

AT = datetime(2026, 5, 6, tzinfo=UTC)


def codes(findings):
    return [finding.code for finding in findings]


def grant(role, giver="administrator", in_unit=False, by_system=False):
    return rules.GrantFacts(giver=giver, by_system=by_system, role=role, in_unit=in_unit)


def test_m001_role_fits_place():
    assert codes(rules.m001_role_fits_place(grant("principal"))) == ["m001"]
    assert codes(rules.m001_role_fits_place(grant("officer", in_unit=True))) == ["m001"]
    assert rules.m001_role_fits_place(grant("principal", in_unit=True)) == []
    assert rules.m001_role_fits_place(grant("officer")) == []


def test_m002_role_may_be_given():
    assert codes(rules.m002_role_may_be_given(grant("administrator", giver="office"))) == ["m002"]
    assert codes(rules.m002_role_may_be_given(grant("office", giver="town_officer"))) == ["m002"]
    assert codes(rules.m002_role_may_be_given(grant("worker", giver="worker"))) == ["m002"]
    assert rules.m002_role_may_be_given(grant("grid_member", giver="town_officer")) == []
    assert rules.m002_role_may_be_given(grant("administrator", giver="x", by_system=True)) == []


def test_nobody_gives_a_role_that_could_give_more():
    for giver, roles in rules.GRANTABLE.items():
        for role in roles:
            assert rules.GRANTABLE.get(role, frozenset()) <= roles | {Role(giver)}


def test_m003_link_works():
    later, earlier = AT + timedelta(days=1), AT - timedelta(days=1)
    assert rules.m003_link_works(rules.LinkFacts(True, None, later, AT)) == []
    for facts in [(False, None, None), (True, earlier, later), (True, None, earlier), (True, None, AT)]:
        assert codes(rules.m003_link_works(rules.LinkFacts(*facts, AT))) == ["m003"]


@pytest.mark.parametrize("name", ["ab", "1abc", "a b c", "名字", "a" * 61, "a\x00bc", "a@b.c"])
def test_m004_username_form(name):
    assert codes(rules.m004_username_form(name)) == ["m004"]
    assert rules.m004_username_form("Ann.Example_1") == []


def test_m005_username_free():
    assert codes(rules.m005_username_free(True)) == ["m005"]
    assert rules.m005_username_free(False) == []


def test_m006_password():
    assert codes(rules.m006_password(["too short"])) == ["m006"]
    assert rules.m006_password([]) == []


def test_m007_token_term():
    assert rules.m007_token_term(rules.TermFacts(AT, AT + timedelta(days=365))) == []
    assert codes(rules.m007_token_term(rules.TermFacts(AT, AT + timedelta(days=366)))) == ["m007"]
    assert codes(rules.m007_token_term(rules.TermFacts(AT, AT))) == ["m007"]


def test_m008_days_in_order():
    assert codes(rules.m008_days_in_order(date(2026, 2, 2), date(2026, 2, 1))) == ["m008"]
    assert rules.m008_days_in_order(date(2026, 2, 2), None) == []


def test_m009_has_account():
    assert codes(rules.m009_has_account(False)) == ["m009"]
    assert rules.m009_has_account(True) == []


def test_m010_has_no_account():
    assert codes(rules.m010_has_no_account(True)) == ["m010"]
    assert rules.m010_has_no_account(False) == []


def test_m011_known_words():
    assert codes(rules.m011_known_words(role="king", scope="all")) == ["m011", "m011"]
    assert rules.m011_known_words(role="officer", scope="read") == []


def test_m012_reach_within_own():
    assert codes(rules.m012_reach_within_own(False)) == ["m012"]
    assert rules.m012_reach_within_own(True) == []


def test_m013_not_the_present_one():
    assert codes(rules.m013_not_the_present_one(True)) == ["m013"]
    assert rules.m013_not_the_present_one(False) == []


def test_m014_whole_person():
    assert codes(rules.m014_whole_person(False)) == ["m014"]
    assert rules.m014_whole_person(True) == []
