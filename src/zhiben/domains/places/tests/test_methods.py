"""Pure parts: codes, names, readings, shared borders."""

import pytest

from zhiben.domains.places.methods import topology
from zhiben.domains.places.methods.codes import level_of, parent_of, prefix_range
from zhiben.domains.places.methods.names import Readings, short_name
from zhiben.domains.places.methods.rows import read_villages, write_villages
from zhiben.domains.places.vocabulary import Level


def test_levels_and_parents_follow_from_the_code() -> None:
    assert level_of(410000000000) is Level.PROVINCE
    assert level_of(410411001002) is Level.VILLAGE
    assert parent_of(410411001002) == 410411001000
    assert parent_of(410411000000) == 410400000000
    assert parent_of(410000000000) is None
    assert prefix_range("4104") == (410400000000, 410499999999)


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("湛河区", Level.COUNTY, "湛河"),
        ("郏县", Level.COUNTY, "郏县"),
        ("管城回族区", Level.COUNTY, "管城"),
        ("曙光街街道", Level.TOWN, "曙光街"),
        ("大庄村村民委员会", Level.VILLAGE, "大庄村"),
        ("大庄村委会", Level.VILLAGE, "大庄村"),
        ("碧沙岗社区居委会", Level.VILLAGE, "碧沙岗社区"),
        ("村委会", Level.VILLAGE, "村委会"),
    ],
)
def test_short_names(name: str, level: Level, short: str) -> None:
    assert short_name(name, level) == short


def test_readings_prefer_the_whole_name() -> None:
    readings = Readings.parse("长\tzhang\n垣\tyuan\n市\tshi\n长垣市\tchang yuan shi\n")
    assert readings.pinyin("长垣市") == "changyuanshi"
    assert readings.initials("长垣") == "zy"
    assert readings.initials("A垣") == "Ay"


def test_villages_survive_packing() -> None:
    villages = [(410411001001, "甲社区"), (410411001200, "乙村"), (410411002001, "丙社区")]
    assert list(read_villages(write_villages(villages))) == villages


def test_neighbours_keep_one_border_after_simplifying() -> None:
    west = [[[(0.0, 0.0), (1.0, 0.0), (1.001, 0.5), (1.0, 1.0), (0.0, 1.0)]]]
    east = [[[(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.001, 0.5)]]]
    packed = topology.pack({1: west, 2: east}, tolerance=0.01, scale=1000)
    shapes = topology.unpack(packed)
    assert (1.001, 0.5) not in shapes[1][0][0]
    assert (1.001, 0.5) not in shapes[2][0][0]
    assert len(packed["arcs"]) == 3


def test_an_island_keeps_at_least_three_corners() -> None:
    island = [[[(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001)]]]
    shape = topology.unpack(topology.pack({1: island}, tolerance=1.0, scale=1000))[1]
    assert len(shape[0][0]) >= 3
    geometry = topology.geometry_of(shape)
    assert geometry["coordinates"][0][0][0] == geometry["coordinates"][0][0][-1]
