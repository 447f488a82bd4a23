"""When and where a photograph was taken, as far as it says so itself."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from zhiben.core.files.traces import Trace, read_trace

TAKEN = {0x9003: "2026:11:20 10:00:00"}
PLACE = {1: "N", 2: (34.0, 45.0, 36.0), 3: "E", 4: (113.0, 37.0, 30.0)}


def test_time_and_place() -> None:
    assert read_trace(TAKEN, PLACE) == Trace(
        datetime(2026, 11, 20, 2, tzinfo=UTC), Decimal("34.76"), Decimal("113.625")
    )
    assert read_trace({**TAKEN, 0x9011: "+00:00"}, {}).taken_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert read_trace({}, {**PLACE, 1: "S", 3: "W"}).latitude == Decimal("-34.76")


@pytest.mark.parametrize(
    "places",
    [
        {},
        {1: "N", 2: (34.0, 45.0)},
        {1: "N", 2: (34.0, 45.0, 36.0)},
        {1: "N", 2: (float("nan"), 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "Q", 2: (1.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: "here", 3: "E", 4: None},
    ],
)
def test_nonsense_is_left_out(places: dict[int, object]) -> None:
    assert read_trace({0x9003: "0000:00:00 00:00:00"}, places) == Trace()
