import pytest

from zhiben.core.actors import Territory
from zhiben.domains.organisations.methods import credit_code
from zhiben.domains.organisations.methods.mandates import Claim, holding
from zhiben.domains.organisations.methods.territories import joined


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_both_check_characters_of_valid_codes(code):
    assert credit_code.organisation_check(code) == code[16]
    assert credit_code.final_check(code) == code[17]
    assert credit_code.completed(code[:16]) == code


def test_wrong_last_character_is_computed():
    assert credit_code.final_check("91410100MA3X123456") == "3"


def test_normalised_takes_full_width_and_spaces():
    assert credit_code.normalised(" ９1350100 m000100y43 ") == "91350100M000100Y43"


def test_foreign_characters_are_named_once():
    assert credit_code.foreign_characters("9I35O100MOII") == "IO"


def claim(number, **values):
    return Claim(**{"id": number, "body_id": number, "site_id": None, "unit_id": None, "low": None, "high": None,
                    "sector": None, **values})  # fmt: skip


def test_the_most_particular_mandate_holds():
    wide, narrow = claim(1, low=100, high=900), claim(2, low=200, high=300)
    sector = claim(3, low=200, high=300, sector="coal")
    over_unit, over_site = claim(4, unit_id=5), claim(5, unit_id=5, site_id=6)
    assert holding([wide, narrow, sector, over_unit, over_site]) == [over_site]
    assert holding([wide, narrow, sector, over_unit]) == [over_unit]
    assert holding([wide, narrow, sector]) == [sector]
    assert holding([wide, narrow]) == [narrow]
    assert holding([]) == []


def test_equally_particular_mandates_hold_together_oldest_first():
    assert [c.id for c in holding([claim(9, unit_id=5), claim(2, unit_id=5)])] == [2, 9]


def test_stretches_are_joined_without_adding_anything():
    stretches = [
        (1, 9, "coal", None),
        (1, 9, "chemicals", None),
        (20, 29, "coal", None),
        (20, 29, "chemicals", None),
    ]
    assert joined(stretches) == (
        Territory(ranges=((1, 9), (20, 29)), sectors=frozenset({"coal", "chemicals"}), matters=None),
    )
    assert joined([(1, 9, None, None), (1, 9, "coal", None)]) == (Territory(ranges=((1, 9),)),)


def test_joined_never_covers_what_no_stretch_covers():
    territories = joined([(1, 9, "coal", "fire"), (20, 29, "chemicals", "gas")])
    assert not any(t.covers(5, "chemicals", "fire") or t.covers(25, "coal", "gas") for t in territories)
    assert any(t.covers(5, "coal", "fire") for t in territories)
