"""The same figures by program: completeness, the lists behind it, matrix, period, excuse."""

import json
from datetime import date
from typing import Any

import pytest

from tests.world import DISTRICT, TODAY, TOWNS
from zhiben.domains.duties.tests.test_figures_pages import Case, case, signed_in

__all__ = ["case"]
pytestmark = pytest.mark.django_db
QUARTER = "stretch=2026-Q4&slug=test/duties"


def get(name: str, path: str, status: int = 200) -> Any:
    answer = signed_in(name).get(f"/api/v1/duties{path}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def post(name: str, path: str, body: dict[str, Any], status: int) -> Any:
    answer = signed_in(name).post(f"/api/v1/duties{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_duties_are_listed_by_pages_and_read(case: Case) -> None:
    first = get("office", "/?slug=test/duties&limit=1")
    rest = get("office", f"/?slug=test/duties&limit=1&after={first['next']}")
    assert [one["title_en"] for one in (*first["items"], *rest["items"])] == ["Test half", "Test check"]
    assert rest["next"] is None
    one = get("office", f"/{case.half.pk}/")
    assert (one["who"]["subject"], one["times"], one["per"], one["mark"]) == ("unit", 1, "half_year", "P")
    get("office", "/999999999/", 404)
    assert get("office", "/?on=2020-01-01&slug=test/duties")["items"] == []


def test_completeness_adds_up(case: Case) -> None:
    whole = get("office", f"/completeness/?{QUARTER}&q=half")
    assert (whole["first"], whole["last"], whole["items"]) == ("2026-10-01", "2026-12-31", [])
    total = whole["total"]
    assert [total[name] for name in ("expected", "done", "missing", "running", "excused")] == [8, 1, 6, 6, 1]
    assert total["share"] == pytest.approx(1 / 7)
    for by in ("area", "sector", "duty"):
        found = get("office", f"/completeness/?{QUARTER}&q=half&by={by}")
        assert sum(one["missing"] for one in found["items"]) == found["total"]["missing"] == 6
    town = get("office", f"/completeness/?{QUARTER}&area={TOWNS[1]}")["total"]
    assert (town["expected"], town["done"]) == (3, 0)
    own = get("office", f"/completeness/?{QUARTER}&area={DISTRICT}&own=true")["total"]
    assert (own["expected"], own["share"]) == (0, None)
    days = get("office", "/completeness/?first=2026-10-01&last=2026-10-31&slug=test/duties")["total"]
    assert (days["expected"], days["missing"], days["running"]) == (8, 8, 0)
    get("office", "/completeness/?first=2026-10-02&last=2026-10-01", 422)
    get("office", "/completeness/?stretch=2026-Q7", 422)
    get("office", "/completeness/?by=colour", 422)
    get("office", "/completeness/?area=5", 422)


def test_the_list_behind_a_figure_by_pages(case: Case) -> None:
    path = f"/who/?{QUARTER}&duty={case.half.pk}&has=missing&limit=4"
    first = get("office", path)
    rest = get("office", f"{path}&after={first['next']}")
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 2, None)
    assert sum(one["missing"] for one in (*first["items"], *rest["items"])) == 6
    assert {one["standing"] for one in first["items"]} == {"missing"}
    assert get("town2", f"/who/?{QUARTER}&has=done")["items"] == []
    assert get("shopkeeper", f"/who/?{QUARTER}&duty={case.half.pk}")["items"][0]["name"] == "柳桥示范商店"


def test_the_matrix_and_the_periods_of_a_duty(case: Case) -> None:
    found = get("office", f"/{case.month.pk}/matrix/?limit=3&last=2026-12-31")
    assert found["columns"] == [["2026-10-01", "2026-10-31"], ["2026-11-01", "2026-11-30"]]
    assert [len(one["periods"]) for one in found["items"]] == [2, 2, 2]
    rest = get("office", f"/{case.month.pk}/matrix/?after={found['next']}")
    assert (len(rest["items"]), rest["next"]) == (5, None)
    periods = get("office", f"/{case.month.pk}/periods/")
    assert [(one["last_day"], one["figure"]["missing"]) for one in periods] == [
        ("2026-11-30", 8),
        ("2026-10-31", 8),
    ]
    get("office", "/999999999/matrix/", 404)
    get("office", f"/{case.month.pk}/matrix/?after=nonsense", 422)


def test_a_late_entry_stays_late(case: Case) -> None:
    unit = case.units[1]
    case.record(unit, date(2026, 10, 20), kind="inspection.self")
    rows = get("office", f"/who/?stretch=2026-10&duty={case.month.pk}&has=done")["items"]
    assert [(row["unit_id"], row["done"], row["late"]) for row in rows] == [(unit, 1, 1)]
    one = get("office", f"/periods/{rows[0]['id']}/")
    assert (one["standing"], one["late"]) == ("done", 1)
    assert [(act["counts"], act["late"]) for act in one["activities"]] == [(True, True)]
    case.record(unit, TODAY, kind="inspection.self")
    rows = get("office", f"/who/?stretch=2026-11&duty={case.month.pk}&has=done")["items"]
    assert [(row["done"], row["late"]) for row in rows] == [(1, 0)]


def test_a_subject_is_excused_once_by_whom_it_is_allowed(case: Case) -> None:
    key = case.period(case.units[2])
    post("officer1", f"/periods/{key}/excuse/", {"reason": " "}, 409)
    post("leader", f"/periods/{key}/excuse/", {"reason": "x"}, 403)
    done = post("officer1", f"/periods/{key}/excuse/", {"reason": "停产检修"}, 201)
    assert (done["standing"], done["excuses"][0]["reason"]) == ("excused", "停产检修")
    assert done["excuses"][0]["approver_id"] == case.world.persons["officer1"]
    post("officer1", f"/periods/{key}/excuse/", {"reason": "x"}, 409)
    get("town2", f"/periods/{key}/", 404)
    get("shopkeeper", f"/periods/{key}/", 404)
