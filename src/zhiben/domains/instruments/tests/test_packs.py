"""Packs: what is refused and where, one shape of the list for every kind, and loading again."""

from pathlib import Path
from typing import get_args

import jsonschema_rs
import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from tests import world as w
from zhiben.core.errors import Invalid
from zhiben.core.periods import PeriodKind
from zhiben.domains.instruments.methods.packs import Period, line_of, list_schema
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.instruments.queries import read_packs
from zhiben.domains.instruments.vocabulary import PERIOD_LABELS

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


def findings(folder: Path, items: str) -> list[tuple[str, int, str, str]]:
    """File, line, place and problem of each finding."""
    (folder / "sample.yaml").write_text(HEAD + items)
    with pytest.raises(Invalid) as refused:
        read_packs(folder, folder)
    names = ("file", "line", "place", "problem")
    return [tuple(one.params[name] for name in names) for one in refused.value.findings]


def line_of_text(items: str, text: str) -> int:
    """The line of a text in the file, counted from 1."""
    return (HEAD + items).split(text)[0].count("\n") + 1


def test_a_good_pack_is_read(folder: Path) -> None:
    (folder / "sample.yaml").write_text(HEAD + GOOD)
    [(_, pack)] = read_packs(folder, folder)
    assert [item.id for item in pack.items] == ["drill", "meeting"]


@pytest.mark.parametrize(
    ("find", "put", "place", "problem"),
    [
        ("sectors: [coal]", "sectors: [moon]", "drill.who.sectors", "unit: moon is none of the sectors"),
        ("kinds: [department]", "kinds: [school]", "meeting.who.kinds", "body: school is none of the kinds"),
        ("activity: drill", "activity: dance", "drill.activity", "no word dance among activities"),
        ("event: accident", "event: eclipse", "meeting.event", "no word eclipse among events"),
        ('cite: "二(二)"', 'cite: "九(二)"', "meeting.cite", "no clause 九(二)"),
        ("within: 7", "within: 7\n    uses: magic", "meeting.uses", "no feature magic"),
        ("within: 7", "within: soon", "meeting.within", "Input should be a valid integer"),
        ("per: half_year", "per: fortnight", "drill.per", "Input should be 'day'"),
        ("per: month", "per: moon", "drill.variants.0.per", "Input should be 'day'"),
        (
            "within: 7",
            "within: 7\n    superseded_by: law",
            "meeting.superseded_by",
            "no instrument or item law",
        ),
        ("id: meeting", "id: drill", "drill.id", "the id occurs twice"),
        ("activity: meeting", "activty: meeting", "meeting.activty", "Extra inputs are not permitted"),
    ],
)
def test_an_error_is_named_with_file_line_and_item(
    folder: Path, find: str, put: str, place: str, problem: str
) -> None:
    assert GOOD.count(find) == 1
    wrong = GOOD.replace(find, put)
    found = findings(folder, wrong)
    [(file, line, _, said)] = [one for one in found if one[2] == place]
    assert file == f"{folder.name}/sample.yaml" and said.startswith(problem)
    place_of = GOOD.index(find) + put.rindex(put.split("\n")[-1].strip())
    assert line == (HEAD + wrong[:place_of]).count("\n") + 1


def test_a_successor_is_an_instrument_or_one_of_its_items(folder: Path) -> None:
    for successor in ("sample/main", "sample/main:drill"):
        (folder / "sample.yaml").write_text(f"{HEAD}{GOOD}    superseded_by: {successor}\n")
        assert len(read_packs(folder)) == 1


def test_a_file_that_cannot_be_parsed_says_where(folder: Path) -> None:
    [(file, line, place, said)] = findings(folder, GOOD.replace("sectors: [coal]}", "sectors: [coal}"))
    assert (file, line, place) == (f"{folder.name}/sample.yaml", line_of_text(GOOD, "sectors:"), "-")
    assert "expected" in said


VARIANT = "      - {when: {subject: unit, high_hazard: true}, times: 1, per: month}\n"


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ("high_hazard: true", "high_hazard: true", True),
        ("high_hazard: true", "headcount_from: 300", True),
        ("high_hazard: true", "high_hazard: false", False),
        ("headcount_from: 300", "headcount_to: 299", False),
        ("headcount_from: 300", "headcount_to: 300", True),
        ("sectors: [coal]", "sectors: [fire]", False),
        ("kinds: [enterprise]", "kinds: [school]", False),
        ("kinds: [enterprise]", "sectors: [fire]", True),
        ("tags: [deep]", "no_tags: [deep]", False),
        ("any_tags: [deep]", "no_tags: [deep, wide]", False),
        ("any_tags: [deep, wide]", "no_tags: [deep]", True),
        ("tags: [deep]", "tags: [wide]", True),
    ],
)
def test_variants_that_overlap_and_ask_different_things_are_refused(
    folder: Path, first: str, second: str, overlaps: bool
) -> None:
    (folder / "vocabulary" / "tags.yaml").write_text("tags: {deep: {zh: 深, en: D}, wide: {zh: 宽, en: W}}\n")
    lines = [VARIANT.replace("high_hazard: true", one) for one in (first, second)]
    wrong = GOOD.replace(VARIANT, lines[0] + lines[1].replace("month", "week"))
    if not overlaps:
        (folder / "sample.yaml").write_text(HEAD + wrong)
        assert len(read_packs(folder)) == 1
        return
    said = "overlaps variant 1: a subject may be of both, asked 1 per month and 1 per week"
    line = line_of_text(wrong, "      - {when") + 1
    assert findings(folder, wrong) == [(f"{folder.name}/sample.yaml", line, "drill.variants.1", said)]
    same = GOOD.replace(VARIANT, lines[0] + lines[1])
    (folder / "sample.yaml").write_text(HEAD + same)
    assert len(read_packs(folder)) == 1


def test_packs_forms_and_calendar_know_the_same_periods() -> None:
    assert set(get_args(Period)) == set(PeriodKind) == set(PERIOD_LABELS)


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
    said = findings(folder, limit.replace("    says: norm\n", ""))
    assert [one[1:] for one in said] == [(HEAD.count("\n") + 1, "people.says", "Field required")]


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


def test_a_pack_with_an_error_is_not_loaded_and_what_is_in_force_stays(db: None, folder: Path) -> None:
    """Nothing of any file comes in: neither the good changes of the same file nor another file."""
    load(folder, GOOD)
    before = list(Item.objects.order_by("id").values("id", "name", "edition", "is_current", "digest"))
    wrong = GOOD.replace("within: 7", "within: 5").replace("per: half_year", "per: fortnight")
    (folder / "other.yaml").write_text(HEAD.replace("sample/main", "sample/other") + GOOD)
    with pytest.raises(Invalid):
        load(folder, wrong)
    assert list(Item.objects.order_by("id").values("id", "name", "edition", "is_current", "digest")) == before
    assert not Instrument.objects.filter(slug="sample/other").exists()
    assert load(folder, GOOD) == 2


def test_the_command_prints_every_error_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sample.yaml").write_text(HEAD + GOOD.replace("sectors: [coal]", "sectors: [moon]"))
    with pytest.raises(SystemExit) as ended:
        call_command("packs", "check", folder=folder)
    assert ended.value.code == 1
    said = f"{folder.name}/sample.yaml, line 11, drill.who.sectors: unit: moon is none of the sectors"
    assert said in capsys.readouterr().err


def test_loading_costs_the_same_statements_for_one_pack_and_for_all(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30):
        load_packs(actor=w.SYSTEM, at=w.AT, folder=settings.PACKS_DIR)
    with django_assert_max_num_queries(20):
        assert load_packs(actor=w.SYSTEM, at=w.AT, folder=settings.PACKS_DIR) == 0
