"""Packs: what is refused and where, and that the list has one shape for every kind."""

from pathlib import Path

import jsonschema_rs
import pytest
from django.conf import settings

from zhiben.core.errors import Invalid
from zhiben.domains.instruments.methods.packs import line_of, list_schema
from zhiben.domains.instruments.operations.packs import read_packs

HEAD = """instrument:
  id: sample/main
  title: {zh: 示例, en: Sample}
  period: [2024-01-01, 2026-12-31]
  source: sample.txt
items:
"""
GOOD = """  - id: drill
    kind: duty
    cite: ["二(一)"]
    title: {zh: 逃生演练, en: Escape drill}
    who: {subject: unit, kinds: [enterprise], sectors: [coal]}
    activity: drill
    times: 1
    per: half_year
    variants:
      - {when: {subject: unit, high_hazard: true}, times: 1, per: month}
  - id: meeting
    kind: duty
    cite: "二(二)"
    title: {zh: 事故后会议, en: Meeting after an accident}
    who: {subject: body, kinds: [department], levels: [county]}
    activity: meeting
    event: accident
    within: 7
"""
WORDS = """activities: {drill: {zh: 演练, en: Drill}, meeting: {zh: 会议, en: Meeting}}
events: {accident: {zh: 事故, en: Accident}}
"""
DOCUMENT = (
    "示例方案\n\n一、目标\n减少事故。\n二、任务\n（一）演练\n每半年演练1次。\n（二）会议\n事故后7日内开会。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Packs with words, a feature and the document."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "words.yaml").write_text(WORDS)
    (tmp_path / "features.yaml").write_text(
        "features: {duty-completeness: {domain: duties, title: {zh: 甲, en: A}, works: {zh: 可用。, en: It works.}}}\n"
    )
    (tmp_path / "sample.txt").write_text(DOCUMENT)
    return tmp_path


def problems(folder: Path, items: str) -> set[tuple[str, str]]:
    """Place and problem of each finding."""
    (folder / "sample.yaml").write_text(HEAD + items)
    with pytest.raises(Invalid) as refused:
        read_packs(folder, folder)
    return {(one.params["place"], one.params["problem"]) for one in refused.value.findings}


def test_a_good_pack_is_read(folder: Path) -> None:
    (folder / "sample.yaml").write_text(HEAD + GOOD)
    [(_, pack)] = read_packs(folder, folder)
    assert [item.id for item in pack.items] == ["drill", "meeting"]


@pytest.mark.parametrize(
    ("find", "put", "place", "problem"),
    [
        ("sectors: [coal]", "sectors: [moon]", "drill", "unit: moon is none of the sectors"),
        ("kinds: [department]", "kinds: [school]", "meeting", "body: school is none of the kinds"),
        ("activity: drill", "activity: dance", "drill", "no word dance among activities"),
        ("event: accident", "event: eclipse", "meeting", "no word eclipse among events"),
        ('cite: "二(二)"', 'cite: "九(二)"', "meeting", "no clause 九(二)"),
        ("    within: 7", "    within: 7\n    uses: magic", "meeting", "no feature magic"),
    ],
)
def test_a_word_nobody_knows_is_named_with_its_item(
    folder: Path, find: str, put: str, place: str, problem: str
) -> None:
    assert find in GOOD
    assert problems(folder, GOOD.replace(find, put)) == {(place, problem)}


def test_variants_for_the_same_subjects_are_refused(folder: Path) -> None:
    line = "      - {when: {subject: unit, high_hazard: true}, times: 1, per: month}\n"
    said = problems(folder, GOOD.replace(line, line + line.replace("month", "week")))
    assert any("two variants hold for the same subjects" in problem for _, problem in said)


def test_a_period_that_is_none_is_refused(folder: Path) -> None:
    said = problems(folder, GOOD.replace("per: half_year", "per: fortnight"))
    assert any(place == "items.0.duty.per" for place, _ in said)


def test_an_id_twice_is_refused(folder: Path) -> None:
    said = problems(folder, GOOD.replace("id: meeting", "id: drill"))
    assert any("item ids occur twice: drill" in problem for _, problem in said)


def test_every_item_of_the_packs_is_listed_in_one_shape() -> None:
    lines = [
        line_of(pack.instrument, item) for _, pack in read_packs(settings.PACKS_DIR) for item in pack.items
    ]
    assert len(lines) > 50
    assert not list(jsonschema_rs.validator_for(list_schema()).iter_errors(lines))
    assert len({(line["instrument"], line["id"]) for line in lines}) == len(lines)
