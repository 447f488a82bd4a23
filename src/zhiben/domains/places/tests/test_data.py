"""What is loaded: counts, ranges that nest, invented areas apart."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from zhiben.core.actors import Actor, system_actor
from zhiben.core.errors import Forbidden, Invalid, NotFound
from zhiben.domains.places import operations, queries
from zhiben.domains.places.models import Area, DataSource, Outline
from zhiben.domains.places.tests.conftest import AT
from zhiben.domains.places.vocabulary import MANAGE, PLACEHOLDERS, Level

pytestmark = pytest.mark.usefixtures("henan", "db")
HENAN = Area.objects.filter(code__range=(410000000000, 419999999999), invented=False)


def test_henan_is_complete() -> None:
    counties = HENAN.filter(level="county")
    assert HENAN.filter(level="city").count() == 18
    assert counties.filter(functional_zone=False).count() == 157
    assert counties.filter(functional_zone=True).count() == 24
    assert HENAN.filter(level="town").count() == 2586
    assert HENAN.filter(level="village").count() == 52378


def test_other_provinces_go_to_counties() -> None:
    others = Area.objects.exclude(code__range=(410000000000, 419999999999))
    assert Area.objects.filter(level="province").count() == 31
    assert others.filter(level="city").count() == 324
    assert others.filter(level="county").count() == 2978 - 181 - 3
    assert not others.filter(level__in=["town", "village"]).exists()


def test_every_area_lies_in_the_range_of_its_parent() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM places_area a JOIN places_area p ON p.code = a.parent_id"
            " WHERE a.low <= p.low OR a.high > p.high"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM (SELECT low, lag(high) OVER (PARTITION BY level ORDER BY low) AS before"
            " FROM places_area) x WHERE low <= before"
        )
        assert cursor.fetchone() == (0,)
    assert Area.objects.filter(parent=None).exclude(level="province").count() == 0


def test_a_full_name_has_no_placeholder_and_no_repetition() -> None:
    assert queries.full_name(410411000000) == "河南省平顶山市湛河区"
    assert queries.full_name(419001000000) == "河南省济源市"
    assert queries.full_name(110101000000) == "北京市东城区"
    assert queries.full_name(410472000000) == "河南省平顶山市城乡一体化示范区"
    below = Area.objects.exclude(name__in=PLACEHOLDERS)
    assert not below.filter(full_name__contains="直辖县级行政区划").exists()


def test_outlines_cover_henan_and_are_schematic() -> None:
    real = Outline.objects.filter(area__invented=False)
    assert real.filter(area__level="province").count() == 1
    assert real.filter(area__level="city").count() == 18
    assert real.filter(area__level="county").count() == 157
    assert not Outline.objects.filter(schematic=False).exists()


def test_outlines_are_closed_rings_inside_henan() -> None:
    for geometry in Outline.objects.values_list("geometry", flat=True):
        for polygon in geometry["coordinates"]:
            for ring in polygon:
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert all(110 < x < 117 and 31 < y < 37 for x, y in ring)


def test_a_second_load_does_nothing(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        again = operations.load_areas(actor=system_actor("test"), at=AT)
    assert again == operations.Loaded(0, 0)
    assert operations.load_invented(actor=system_actor("test"), at=AT) == operations.Loaded(0, 0)


def test_a_forced_load_repairs_and_ends_what_the_edition_has_not() -> None:
    Area.objects.filter(code=410411000000).update(name="别的名字")
    Area.objects.create(
        code=410499000000, name="旧区", short="旧区", full_name="旧区", level="county", parent_id=410400000000,
        low=410499000000, high=410499999999, pinyin="jiuqu", initials="jq", functional_zone=False, invented=False,
    )  # fmt: skip
    done = operations.load_areas(actor=system_actor("test"), at=AT, force=True)
    assert done == operations.Loaded(58312, 176)
    assert queries.area(410411000000).name == "湛河区"
    assert str(queries.area(410499000000).valid_to) == "2023-06-30"
    assert 410499000000 not in [area.code for area in queries.children(410400000000)]
    assert queries.area(419901000000).valid_to is None


def test_invented_areas_are_marked_and_stay_off_the_real_map() -> None:
    city, district = queries.area(419900000000), queries.area(419901000000)
    assert city.invented
    assert district.full_name == "河南省云川市云溪区"
    assert len(queries.children(district.code)) == 8
    assert len(queries.children(district.code, Level.VILLAGE)) == 48
    on_map = [f["properties"]["code"] for f in queries.outlines(410000000000)["features"]]
    assert len(on_map) == 18
    assert city.code not in on_map
    assert len(queries.outlines(district.code)["features"]) == 8
    assert len(queries.outlines(city.code)["features"]) == 1


def test_a_map_names_the_member_of_a_group() -> None:
    labels = {f["id"]: f["properties"]["name"] for f in queries.outlines(410000000000)["features"]}
    assert labels[419000000000] == "济源市"
    assert labels[410400000000] == "平顶山市"


def test_a_county_without_outlines_below_shows_its_own() -> None:
    found = queries.outlines(410411000000)
    assert found["schematic"] is True
    assert [f["id"] for f in found["features"]] == [410411000000]


def test_sources_and_licences_are_recorded() -> None:
    sources = {source.name: source for source in queries.sources()}
    assert set(sources) == {"areas", "outlines", "invented"}
    assert "MIT" in sources["areas"].licence
    assert sources["areas"].rows == 58312
    assert DataSource.objects.get(name="outlines").rows == 176


ADMINISTRATOR = Actor(1, 1, "administrator", permissions=frozenset({MANAGE}))


def test_a_succession_ends_the_old_area_and_deletes_nothing() -> None:
    day = date(2026, 1, 1)
    operations.record_succession(actor=ADMINISTRATOR, at=AT, old=419901001000, new=419901002000, day=day)
    assert queries.area(419901001000).valid_to == day
    assert queries.successors(419901001000) == [(419901002000, day)]
    assert 419901001000 not in [area.code for area in queries.children(419901000000)]
    assert queries.find("云溪街道") == []


@pytest.mark.parametrize("new", [419901001000, 419901000000])
def test_a_succession_needs_another_area_of_the_same_level(new: int) -> None:
    with pytest.raises(Invalid):
        operations.record_succession(
            actor=ADMINISTRATOR, at=AT, old=419901001000, new=new, day=date(2026, 1, 1)
        )


def test_a_succession_needs_the_permission_and_known_areas() -> None:
    worker = Actor(2, 2, "worker")
    with pytest.raises(Forbidden):
        operations.record_succession(actor=worker, at=AT, old=419901001000, new=419901002000, day=AT.date())
    with pytest.raises(NotFound):
        operations.record_succession(actor=ADMINISTRATOR, at=AT, old=1, new=419901002000, day=AT.date())


def test_the_command_loads_and_finds(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("areas", "load")
    call_command("areas", "find", "pds zhq")
    assert "410411000000  河南省平顶山市湛河区" in capsys.readouterr().out
    with pytest.raises(CommandError, match="12 digits"):
        call_command("areas", "find", "9" * 30)
