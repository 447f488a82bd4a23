"""Search: what is stored by SQL equals what Python expects, and words of two characters are found."""

from collections.abc import Iterator

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiben.core.ledger.shapes import columns_of
from zhiben.core.search import ensure_function, matching, query, search_field, search_vector_sql, tokens

TEXTS = [
    "客用电梯故障",
    "三楼配电箱无盖板",
    "电焊机箱体带电，配电室",
    "HZ-2026-000123 3号楼A座",
    None,
    "ＧＢ３０８７１ 受限空间",
]
CHARACTERS = st.text(st.sampled_from(list("电梯配箱楼〇𠮷座aZ9é×，。 -'\\:&|!()*ＡＢ①\n")), max_size=40)


@pytest.fixture
def function(db: None) -> None:
    ensure_function()


@pytest.fixture
def found_by(function: None) -> Iterator[object]:
    """A table with a search column over two columns, and a function that searches it."""
    with isolate_apps("zhiben.core"):

        class Probe(models.Model):
            number = models.CharField(max_length=20)
            place = models.TextField(null=True)
            search = search_field("number", "place")
            ledger_omits = ("search",)

            class Meta:
                app_label = "core"
                db_table = "test_search_probe"
                indexes = [GinIndex(fields=["search"], name="test_search_probe_search")]

        with connection.schema_editor() as editor:
            editor.create_model(Probe)
        Probe.objects.bulk_create([Probe(number=f"N{n}", place=text) for n, text in enumerate(TEXTS)])

        def search(q: str) -> list[int]:
            numbers = Probe.objects.filter(matching(q)).order_by("pk").values_list("number", flat=True)
            return [int(number[1:]) for number in numbers]

        search.model = Probe
        yield search


@pytest.mark.parametrize(
    ("q", "rows"),
    [
        ("电梯", [0]),
        ("配电箱", [1]),
        ("配电", [1, 2]),
        ("箱", [1, 2]),
        ("电", [0, 1, 2]),
        ("盖板 三楼", [1]),
        ("hz-2026", [3]),
        ("HZ-2026-0001", [3]),
        ("3号楼a", [3]),
        ("A座", [3]),
        ("gb30871受限", [5]),
        ("N4", [4]),
        ("电梯 配电箱", []),
        ("梯电", []),
        ("，。", []),
        ("'; DROP", []),
        ("a:*&|!(", [3]),
        ("\x00电梯", [0]),
        ("  ", [0, 1, 2, 3, 4, 5]),
    ],
)
def test_found(found_by: object, q: str, rows: list[int]) -> None:
    assert found_by(q) == rows


def test_a_changed_row_is_found_by_its_new_words(found_by: object) -> None:
    found_by.model.objects.filter(number="N0").update(place="消防通道堵塞")
    assert found_by("电梯") == []
    assert found_by("消防通道") == [0]


def test_the_ledger_leaves_the_search_column_out(found_by: object) -> None:
    assert columns_of(found_by.model) == ["id", "number", "place"]


def test_the_index_serves_the_search(found_by: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "test_search_probe_search" in found_by.model.objects.filter(matching("电梯")).explain()


def test_search_vector_sql_joins_columns_without_making_words_across_them(function: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {search_vector_sql(['a', 'b'])} @@ %s::tsquery FROM (VALUES ('客用电', '梯')) AS t (a, b)",
            [query("电梯")],
        )
        assert cursor.fetchone() == (False,)


def test_tokens() -> None:
    assert tokens("三楼配电箱 HZ-2026，Ａ座") == "三楼 楼配 配电 电箱 箱 hz 2026 a 座"
    assert tokens("") == "" == query("—")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(CHARACTERS)
def test_sql_makes_the_same_tokens(function: None, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(lexeme, ' ' ORDER BY place), '')"
            " FROM unnest(core_search_vector(%s)) AS v (lexeme, positions, weights), unnest(positions) AS place",
            [text],
        )
        assert cursor.fetchone()[0] == tokens(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(CHARACTERS, CHARACTERS)
def test_any_query_is_valid_and_finds_the_text_it_is(function: None, text: str, other: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT core_search_vector(%s) @@ %s::tsquery, %s::tsquery",
            [f"{other} {text}", query(text), query(other)],
        )
        found = cursor.fetchone()[0]
    assert found or not query(text)
