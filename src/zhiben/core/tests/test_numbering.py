"""Numbers are given once, whoever asks at the same moment."""

from collections.abc import Iterator
from threading import Thread

import pytest
from django.db import connection, transaction

from zhiben.core import numbering
from zhiben.core.numbering import NumberForm, declare_series, next_number, next_numbers, series_forms


@pytest.fixture(autouse=True)
def series() -> Iterator[None]:
    declare_series("test.case", "TC")
    declare_series("test.paper", "TP", width=4)
    yield
    for name in ("test.case", "test.paper"):
        del series_forms._parts[name]


def test_numbers_run_by_series_and_year(db: None) -> None:
    assert next_number("test.case", 2026) == "TC-2026-000001"
    assert next_number("test.case", 2026) == "TC-2026-000002"
    assert next_number("test.case", 2027) == "TC-2027-000001"
    assert next_number("test.paper", 2026) == "TP-2026-0001"


def test_many_numbers_cost_one_statement(db: None, django_assert_num_queries: object) -> None:
    next_number("test.case", 2026)
    with django_assert_num_queries(1):
        numbers = next_numbers("test.case", 2026, 3)
    assert numbers == ["TC-2026-000002", "TC-2026-000003", "TC-2026-000004"]
    assert next_numbers("test.case", 2026, 0) == []


def test_a_rolled_back_number_is_given_again(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number("test.case", 2026)
        raise RuntimeError("undone")
    assert next_number("test.case", 2026) == "TC-2026-000001"


def test_numbers_longer_than_the_width_stay_whole() -> None:
    assert NumberForm("TC", 3).format(2026, 12345) == "TC-2026-12345"


def test_a_series_must_be_declared_with_a_prefix_of_its_own() -> None:
    with pytest.raises(KeyError):
        next_number("test.unheard", 2026)
    with pytest.raises(ValueError, match="taken"):
        declare_series("test.other", "TC")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_get_the_same_number() -> None:
    given: list[str] = []

    def take() -> None:
        try:
            given.extend(numbering.next_number("test.case", 2026) for _ in range(25))
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(given) == [f"TC-2026-{n:06d}" for n in range(1, 101)]
