"""Finding areas: by name, pinyin, initials and code; bad input is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhiben.core.errors import Invalid, NotFound
from zhiben.domains.places import queries
from zhiben.domains.places.vocabulary import Level

pytestmark = pytest.mark.usefixtures("henan", "db")
ZHANHE = 410411000000


@pytest.mark.parametrize(
    "text",
    ["湛河区", "湛河", "zhanhe", "ZhanHeQu", "ｚｈａｎｈｅ", "410411", "410411000000", "平顶山湛河",
     "河南省平顶山市湛河区", "平顶山 湛河", "pds zhq", " 湛河 "],
)  # fmt: skip
def test_the_first_answer_is_the_county(text: str) -> None:
    assert queries.find(text)[0].code == ZHANHE


def test_initials_find_all_that_share_them_counties_first() -> None:
    found = queries.find("zhq")
    assert ZHANHE in [area.code for area in found]
    assert found[0].level is Level.COUNTY


@pytest.mark.parametrize(
    ("text", "name"),
    [("xunxian", "浚县"), ("changyuan", "长垣市"), ("luohe", "漯河市"), ("weishi", "尉氏县"), ("nanle", "南乐县"),
     ("biyang", "泌阳县"), ("weiduqu", "魏都区")],
)  # fmt: skip
def test_names_are_read_as_their_people_read_them(text: str, name: str) -> None:
    assert name in [area.name for area in queries.find(text, within=410000000000)]


def test_villages_are_found_by_part_and_within_an_area() -> None:
    found = queries.find("桥头", within=419901000000)
    assert [area.full_name for area in found] == ["河南省云川市云溪区石桥口镇桥头村村委会"]
    assert all(
        area.low >= 410400000000 and area.high <= 410499999999
        for area in queries.find("李庄", within=4104 * 10**8)
    )
    assert queries.find("李庄", within=[]) == []


def test_levels_and_limit_are_kept() -> None:
    found = queries.find("李", levels=[Level.TOWN], limit=7)
    assert len(found) == 7
    assert {area.level for area in found} == {Level.TOWN}


def test_nothing_typed_or_nothing_known_finds_nothing() -> None:
    assert queries.find("   ") == []
    assert queries.find("不存在的地方") == []
    assert queries.find("%") == []
    assert queries.find("_ _") == []


@pytest.mark.parametrize("text", [str(10**30), "湛河\x00区", "x" * 61, "区" * 100_000, "9" * 13])
def test_bad_searches_are_refused_with_a_finding(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        queries.find(text)
    assert caught.value.findings[0].field == "q"


@pytest.mark.parametrize("text", ["", "4", "abc", "41\x00", "9" * 13, str(10**30), "-41", "00", "４１"])
def test_bad_codes_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        queries.parse_code(text)


@pytest.mark.parametrize("code", [0, -1, 10**30, 410499999999, 999999999999])
def test_unknown_codes_are_not_found(code: int) -> None:
    assert queries.find_area(code) is None
    with pytest.raises(NotFound):
        queries.area(code)
    with pytest.raises(NotFound):
        queries.outlines(code)


def test_ranges_and_ancestors() -> None:
    assert queries.parse_code("410411") == ZHANHE
    assert queries.range_of(ZHANHE) == (410411000000, 410411999999)
    assert queries.range_of(410000000000) == (410000000000, 419999999999)
    assert [area.name for area in queries.ancestors(ZHANHE)] == ["河南省", "平顶山市"]
    assert queries.ancestors(10**30) == []
    with pytest.raises(Invalid):
        queries.range_of(10**30)


def test_names_come_in_one_query_and_leave_out_the_unknown(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.names([ZHANHE, 410400000000, 5, 10**30])
    assert found == {ZHANHE: "湛河区", 410400000000: "平顶山市"}


def test_names_of_an_import_are_matched_within_an_area() -> None:
    found = queries.codes_by_name(["青屏镇", "柳泉", "没有的镇", "a\x00b"], within=419901000000)
    assert found == {"青屏镇": 419901100000, "柳泉": 419901200000}


@pytest.mark.parametrize("text", ["湛河", "zhq", "李庄", "李", "4104", "平顶山湛河", "河南 李庄"])
def test_a_search_reads_indexes_only(text: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        queries.find(text)
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute("EXPLAIN " + query["sql"])
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan" not in plan
