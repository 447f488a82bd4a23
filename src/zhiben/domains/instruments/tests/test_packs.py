"""Packs: what is refused and where, one shape of the list for every kind, and loading again."""

from pathlib import Path

import jsonschema_rs
import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from tests import world as w
from zhiben.core.errors import Invalid
from zhiben.domains.instruments.methods.packs import line_of, list_schema
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.instruments.queries import read_packs

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
posts: {main_leader: {zh: 主要领导, en: Chief, of: body}}
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
        (
            "{subject: body, kinds: [department], levels: [county]}",
            "{subject: post, posts: [main_leader]}",
            "meeting",
            "post: a post in a body needs the kinds or levels of the bodies",
        ),
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


def test_a_limit_says_whether_it_is_a_norm(folder: Path) -> None:
    limit = """  - id: people
    kind: limit
    cite: "二(二)"
    title: {zh: 作业人数, en: People at work}
    measure: 作业人数
    op: "<="
    value: 25
    says: norm
    then: warn
    uses: duty-completeness
    mark: D
"""
    (folder / "sample.yaml").write_text(HEAD + limit)
    [(_, pack)] = read_packs(folder, folder)
    assert line_of(pack.instrument, pack.items[0])["says"] == "norm"
    said = problems(folder, limit.replace("    says: norm\n", ""))
    assert said == {("items.0.limit.says", "Field required")}


def load(folder: Path, text: str) -> int:
    (folder / "sample.yaml").write_text(HEAD + text)
    return load_packs(actor=w.SYSTEM, at=w.AT, folder=folder)


def test_loading_again_makes_editions_of_what_changed(db: None, folder: Path) -> None:
    def editions() -> set[tuple[str, int, bool]]:
        rows = Item.objects.filter(instrument__slug="sample/main")
        return set(rows.values_list("name", "edition", "is_current"))

    drill, meeting = GOOD.split("  - id: meeting")
    assert load(folder, GOOD) == 2 and load(folder, GOOD) == 0
    assert load(folder, GOOD.replace("within: 7", "within: 5")) == 1
    assert load(folder, drill) == 0
    assert editions() == {("drill", 1, True), ("meeting", 1, False), ("meeting", 2, False)}
    assert load(folder, drill + "  - id: meeting" + meeting) == 1
    assert editions() == {
        ("drill", 1, True),
        ("meeting", 1, False),
        ("meeting", 2, False),
        ("meeting", 3, True),
    }
    (folder / "sample.yaml").write_text(HEAD.replace("示例", "另一示例") + GOOD)
    assert load_packs(actor=w.SYSTEM, at=w.AT, folder=folder) == 0
    assert Instrument.objects.get(slug="sample/main").title_zh == "另一示例"


def test_loading_costs_the_same_statements_for_one_pack_and_for_all(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30):
        load_packs(actor=w.SYSTEM, at=w.AT, folder=settings.PACKS_DIR)
    with django_assert_max_num_queries(8):
        assert load_packs(actor=w.SYSTEM, at=w.AT, folder=settings.PACKS_DIR) == 0
