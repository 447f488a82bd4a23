"""Words, pictures and the decision, on invented pairs. No database."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from zhiben.core.tests.samples import jpeg
from zhiben.domains.hazards.methods.sameness import (
    Print,
    Settings,
    Subject,
    apart,
    compare,
    likeness,
    picture_print,
)
from zhiben.domains.hazards.methods.sameness.words import elsewhere, number_of, other_places, spots

DAY = date(2026, 11, 1)
SETTINGS = Settings(threshold=55, picture_bits=10, days=90)
PAIRS = list(csv.DictReader((Path(__file__).parent / "pairs.tsv").open(encoding="utf-8"), delimiter="\t"))


def subject(pair: dict[str, str], which: str, unit: int, day: date) -> Subject:
    return Subject(
        unit=unit,
        site=5 if pair["link"] == "site" else None,
        area=419901001001,
        title=pair[f"title_{which}"],
        description=pair[f"description_{which}"],
        place=pair[f"place_{which}"],
        found_day=day,
        pictures=(Print(3, 5),) if pair["link"] == "picture" else (),
    )


def judged(pair: dict[str, str]):
    other = 1 if pair["link"] == "unit" else 2
    later = DAY + timedelta(days=int(pair["days"]))
    return compare(subject(pair, "a", 1, DAY), subject(pair, "b", other, later), SETTINGS)


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_pairs_are_told_apart(part: str) -> None:
    pairs = [pair for pair in PAIRS if pair["part"] == part]
    offered = [pair["same"] == "1" for pair in pairs if judged(pair).is_offered]
    same = sum(pair["same"] == "1" for pair in pairs)
    precision, recall = sum(offered) / len(offered), sum(offered) / same
    assert len(PAIRS) >= 100
    assert precision >= 0.85
    assert recall >= 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三楼走廊", "五层走廊"),
        ("地下一层车库", "地下二层车库"),
        ("一层车库", "负一层车库"),
        ("2号楼", "5号楼"),
        ("3#冲床", "7号冲床"),
        ("201室", "305室"),
        ("东侧楼梯", "西侧楼梯"),
        ("二车间", "3号车间"),
    ],
)
def test_the_same_defect_in_another_spot_is_another_hazard(one: str, other: str) -> None:
    assert elsewhere(one, other)
    words = {"unit": 1, "site": None, "area": 1, "title": "灭火器过期", "description": "灭火器过期2具"}
    a, b = (Subject(place=place, found_day=DAY, **words) for place in (one, other))
    result = compare(a, b, SETTINGS)
    assert not result.is_offered
    assert "same.elsewhere" in {reason.code for reason in result.reasons}


def test_numbers_and_spots_are_read() -> None:
    assert [number_of(text) for text in ("12", "十", "二十三", "两", "一百零五", "x")] == [
        12,
        10,
        23,
        2,
        105,
        0,
    ]
    assert spots("B1车库")["floor"] == spots("负一层")["floor"] == frozenset({"-1"})
    assert spots("通道堆东西，门口都堵了") == {}
    assert other_places("宿舍三层", "办公楼三层") and not other_places("食堂", "后厨")


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("配电箱过热", "配电箱过热", 1.0, 1.0),
        ("配电箱过热", "电柜烫手", 0.9, 1.0),
        ("灭火器过期2具", "8具灭火器过期", 0.9, 1.0),
        ("消火栓无水", "冲床无防护罩", 0.0, 0.3),
        ("", "配电箱过热", 0.0, 0.0),
        ("！！！", "……", 0.0, 0.0),
    ],
)
def test_likeness_knows_synonyms_and_ignores_numbers(a: str, b: str, low: float, high: float) -> None:
    assert low <= likeness(a, b) <= high
    assert likeness(a, b) == likeness(b, a)


def drawn(seed: int) -> Image.Image:
    """An invented scene: wall, cabinet, shadows, by the seed."""
    picture = Image.new("RGB", (640, 480), (90 + 20 * seed % 100, 120, 140))
    pen = ImageDraw.Draw(picture)
    for step in range(14):
        x, y = (step * 97 + seed * 211) % 560, (step * 53 + seed * 137) % 400
        size = 40 + (step * 31 + seed * 17) % 160
        shade = (step * 47 + seed * 71) % 255
        pen.rectangle((x, y, x + size, y + size * 0.7), fill=(shade, 255 - shade, (shade * 3) % 255))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def test_the_same_picture_is_found_after_the_way_through_a_chat() -> None:
    original = picture_print(encoded(drawn(1), quality=92))
    assert original is not None
    sent = [
        encoded(drawn(1).resize((320, 240)), quality=40),
        encoded(ImageEnhance.Brightness(drawn(1)).enhance(1.25)),
        encoded(drawn(1).crop((8, 6, 632, 474))),
        encoded(drawn(1), "PNG"),
    ]
    for data in sent:
        other = picture_print(data)
        assert other is not None and apart(original, other) <= SETTINGS.picture_bits


def test_other_pictures_differ() -> None:
    prints = [picture_print(encoded(drawn(seed))) for seed in range(12)]
    pairs = [(a, b) for place, a in enumerate(prints) for b in prints[place + 1 :] if a and b]
    assert len(pairs) == 66
    assert min(apart(a, b) for a, b in pairs) > SETTINGS.picture_bits
    assert all(-(2**63) <= value < 2**63 for one in prints if one for value in (one.structure, one.slope))


def test_what_shows_nothing_has_no_print() -> None:
    assert picture_print(encoded(Image.new("RGB", (200, 200), "black"))) is None
    assert picture_print(b"no picture") is None
    assert picture_print(jpeg()[:40]) is None
