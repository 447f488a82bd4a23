from datetime import UTC, date, datetime, timedelta

import pytest

from zhiben.domains.people import rules
from zhiben.domains.people.vocabulary import Role

AT = datetime(2026, 5, 6, tzinfo=UTC)


def codes(findings):
    return [finding.code for finding in findings]


def grant(role, giver="administrator", in_unit=False, by_system=False):
    return rules.GrantFacts(giver=giver, by_system=by_system, role=role, in_unit=in_unit)


def test_pe_001_role_fits_place():
    assert codes(rules.pe001_role_fits_place(grant("principal"))) == ["PE-001"]
    assert codes(rules.pe001_role_fits_place(grant("officer", in_unit=True))) == ["PE-001"]
    assert rules.pe001_role_fits_place(grant("principal", in_unit=True)) == []
    assert rules.pe001_role_fits_place(grant("officer")) == []


def test_pe_002_role_may_be_given():
    assert codes(rules.pe002_role_may_be_given(grant("administrator", giver="office"))) == ["PE-002"]
    assert codes(rules.pe002_role_may_be_given(grant("office", giver="town_officer"))) == ["PE-002"]
    assert codes(rules.pe002_role_may_be_given(grant("worker", giver="worker"))) == ["PE-002"]
    assert rules.pe002_role_may_be_given(grant("grid_member", giver="town_officer")) == []
    assert rules.pe002_role_may_be_given(grant("administrator", giver="x", by_system=True)) == []


def test_nobody_gives_a_role_that_could_give_more():
    for giver, roles in rules.GRANTABLE.items():
        for role in roles:
            assert rules.GRANTABLE.get(role, frozenset()) <= roles | {Role(giver)}


def test_pe_003_link_works():
    later, earlier = AT + timedelta(days=1), AT - timedelta(days=1)
    assert rules.pe003_link_works(rules.LinkFacts(True, None, later, AT)) == []
    for facts in [(False, None, None), (True, earlier, later), (True, None, earlier), (True, None, AT)]:
        assert codes(rules.pe003_link_works(rules.LinkFacts(*facts, AT))) == ["PE-003"]


@pytest.mark.parametrize("name", ["ab", "1abc", "a b c", "名字", "a" * 61, "a\x00bc", "a@b.c"])
def test_pe_004_username_form(name):
    assert codes(rules.pe004_username_form(name)) == ["PE-004"]
    assert rules.pe004_username_form("Ann.Example_1") == []


def test_pe_005_username_free():
    assert codes(rules.pe005_username_free(True)) == ["PE-005"]
    assert rules.pe005_username_free(False) == []


def test_pe_006_password():
    assert codes(rules.pe006_password(["too short"])) == ["PE-006"]
    assert rules.pe006_password([]) == []


def test_pe_007_token_term():
    assert rules.pe007_token_term(rules.TermFacts(AT, AT + timedelta(days=365))) == []
    assert codes(rules.pe007_token_term(rules.TermFacts(AT, AT + timedelta(days=366)))) == ["PE-007"]
    assert codes(rules.pe007_token_term(rules.TermFacts(AT, AT))) == ["PE-007"]


def test_pe_008_days_in_order():
    assert codes(rules.pe008_days_in_order(date(2026, 2, 2), date(2026, 2, 1))) == ["PE-008"]
    assert rules.pe008_days_in_order(date(2026, 2, 2), None) == []


def test_pe_009_has_account():
    assert codes(rules.pe009_has_account(False)) == ["PE-009"]
    assert rules.pe009_has_account(True) == []


def test_pe_010_has_no_account():
    assert codes(rules.pe010_has_no_account(True)) == ["PE-010"]
    assert rules.pe010_has_no_account(False) == []


def test_pe_011_known_words():
    assert codes(rules.pe011_known_words(role="king", scope="all")) == ["PE-011", "PE-011"]
    assert rules.pe011_known_words(role="officer", scope="read") == []


def test_pe_012_reach_within_own():
    assert codes(rules.pe012_reach_within_own(False)) == ["PE-012"]
    assert rules.pe012_reach_within_own(True) == []


def test_pe_013_not_the_present_one():
    assert codes(rules.pe013_not_the_present_one(True)) == ["PE-013"]
    assert rules.pe013_not_the_present_one(False) == []


def test_pe_014_whole_person():
    assert codes(rules.pe014_whole_person(False)) == ["PE-014"]
    assert rules.pe014_whole_person(True) == []


def test_pe_015_not_oneself():
    assert codes(rules.pe015_not_oneself(True)) == ["PE-015"]
    assert rules.pe015_not_oneself(False) == []
