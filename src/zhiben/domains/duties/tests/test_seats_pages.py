"""Pages and API of seats: what they show, who may, how much they ask the database."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import world as worlds
from tests.world import PASSWORD, SYSTEM, TODAY, World
from zhiben.core import clock
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Scheme, SeatHolder
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.duties.tests import scene
from zhiben.domains.duties.tests.seats_scene import AT, load, scheme, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return worlds.build(lifelike=True)


@pytest.fixture
def schemes(world: World, tmp_path: Path) -> dict[str, Scheme]:
    return load(
        tmp_path,
        scheme("five", public=True),
        scheme("other", seats=[seat("official", "监管干部", ["official"], tasks=("每季度检查",))]),
        scene.duty("led", led_by=["principal"]),
    )


@pytest.fixture
def filled(world: World, schemes: dict[str, Scheme]) -> int:
    scene.catch_up(TODAY)
    made = operations.fill_seats(
        actor=SYSTEM,
        at=AT,
        scheme_id=schemes["five"].pk,
        holders=[
            NewHolder("town", person_id=world.persons["town1"]),
            NewHolder("principal", person_id=world.persons["principal"]),
        ],
        unit_id=world.units["mill"],
    )
    return made[0]


def browser(name: str, language: str = "") -> Client:
    made = Client()
    if language:
        made.cookies["django_language"] = language
    assert made.login(username=name, password=PASSWORD)
    return made


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_the_overview_opens_the_list_behind_each_number(
    world: World, schemes: dict[str, Scheme], filled: int
) -> None:
    office = browser("office")
    page = text(office.get("/duties/seats/"))
    address = f"/duties/seats/{schemes['five'].pk}/"
    assert f'{address}?standing=vacant">4</a>' in page
    assert "试five责任制" in page
    listed = text(office.get(f"{address}?standing=vacant"))
    assert "云溪示范机械厂" in listed
    assert "苗竹生" in listed
    assert "柳桥示范商店" in listed
    assert "云溪示范机械厂" not in text(office.get(f"{address}?standing=expired"))
    assert "Responsibility seats" in text(browser("office", "en").get("/duties/seats/"))


def test_seats_are_filled_copied_ended_and_handed_over_by_hand(
    world: World, schemes: dict[str, Scheme], filled: int
) -> None:
    office, mill = browser("office"), world.units["mill"]
    of_it = f"/duties/seats/of/?unit={mill}"
    page = text(office.get(of_it))
    assert "Fill" not in page
    five, other = schemes["five"].pk, schemes["other"].pk
    copy = office.post(f"/duties/seats/{other}/copy/?unit={mill}", {"from_scheme": five})
    assert copy.status_code == 302
    assert copy.url == of_it
    fill = f"/duties/seats/{five}/fill/?unit={mill}"
    assert "消防人员" in text(office.get(fill))
    sent = {"s0-name": "甄有为", "s0-office": "站长", "since": "2026-11-20", "until": "2026-11-30"}
    wrong = office.post(fill, {**sent, "until": "2026-11-01"})
    assert wrong.status_code == 409
    assert "早于起始日" in wrong.content.decode()
    assert office.post(fill, {"since": "2026-11-20"}).status_code == 422
    assert office.post(fill, sent).status_code == 302
    page = text(office.get(of_it))
    assert "甄有为" in page
    assert "即将到期" in page
    ended = office.post(f"/duties/seats/holders/{filled}/end/", {"day": "2026-11-20", "why": "moved"})
    assert ended.status_code == 302
    (fire,) = SeatHolder.objects.unscoped(reason="test").filter(seat="firefighter")
    given = {"person": world.persons["fireman"], "day": "2026-11-21", "note": "两处隐患在改"}
    passed = office.post(f"/duties/seats/holders/{fire.pk}/hand-over/", given)
    assert passed.status_code == 302
    successor = browser("fireman")
    assert "两处隐患在改" in text(successor.get(passed.url))
    assert successor.post(passed.url + "confirm/").status_code == 302
    assert "试five责任制" in text(successor.get("/duties/seats/mine/"))
    assert "调离" in text(office.get(f"{fill}&seat=town"))


def test_mine_shows_what_falls_due_there(world: World, filled: int) -> None:
    page = text(browser("principal").get("/duties/seats/mine/"))
    assert "云溪示范机械厂" in page
    assert "试led" in page
    assert "试led" in text(browser("office").get(f"/duties/seats/persons/{world.persons['principal']}/"))


def test_the_board_is_public_and_shows_name_and_office_only(
    world: World, schemes: dict[str, Scheme], filled: int
) -> None:
    stranger = Client()
    page = text(stranger.get(f"/duties/seats/board/unit/{world.units['mill']}/"))
    assert "苗竹生" in page
    assert "<svg" in page
    assert "试other责任制" not in page
    for wrong in ("unit/999999", f"body/{world.bodies['town1']}", "person/1"):
        assert stranger.get(f"/duties/seats/board/{wrong}/").status_code == 404
    assert stranger.get(f"/duties/seats/of/?unit={world.units['mill']}").status_code == 401
    for _ in range(120):
        last = stranger.get(f"/duties/seats/board/unit/{world.units['mill']}/")
    assert last.status_code == 429


@pytest.mark.parametrize("name", ["shopkeeper", "town2"])
def test_who_does_not_reach_the_subject_finds_nothing(
    name: str, world: World, schemes: dict[str, Scheme], filled: int
) -> None:
    other, mill, five = browser(name), world.units["mill"], schemes["five"].pk
    for address in (
        f"/duties/seats/of/?unit={mill}",
        f"/duties/seats/{five}/fill/?unit={mill}",
        f"/duties/seats/holders/{filled}/end/",
        f"/duties/seats/holders/{filled}/hand-over/",
        f"/duties/seats/persons/{world.persons['town1']}/",
        f"/api/v1/duties/seats/of/?unit_id={mill}",
    ):
        assert other.get(address).status_code == 404, address
    assert "云溪示范机械厂" not in text(other.get(f"/duties/seats/{five}/"))


def test_pages_ask_few_questions_however_many_rows(
    world: World, schemes: dict[str, Scheme], filled: int
) -> None:
    office, five = browser("office"), schemes["five"].pk
    pages = ("/duties/seats/", f"/duties/seats/{five}/", f"/duties/seats/of/?unit={world.units['mill']}")
    few = [_asked(office, page) for page in pages]
    for unit in scene.more_units(world, 30):
        operations.fill_seats(
            actor=SYSTEM,
            at=AT,
            scheme_id=five,
            holders=[NewHolder("police", name=f"甲{unit}", office="所长")],
            unit_id=unit,
        )
    assert [_asked(office, page) for page in pages] == few
    assert max(few) <= 20


def _asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_api_does_the_same(world: World, schemes: dict[str, Scheme], filled: int) -> None:
    office, mill, five = browser("office"), world.units["mill"], schemes["five"].pk
    root = "/api/v1/duties/seats"
    listed = office.get(f"{root}/schemes/").json()["items"]
    assert {one["scheme"]["title_zh"]: one["vacant"] for one in listed} == {
        "试five责任制": 4,
        "试other责任制": 2,
    }
    first = office.get(f"{root}/schemes/?limit=1").json()
    assert len(first["items"]) == 1
    assert len(office.get(f"{root}/schemes/?limit=1&after={first['next']}").json()["items"]) == 1
    vacancies = office.get(f"{root}/schemes/{five}/subjects/?standing=vacant").json()
    assert [one["vacant"] for one in vacancies["items"]] == [1, 3]
    sent = {"unit_id": mill, "holders": [{"seat": "police", "name": "甲", "office": "所长"}]}
    made = _post(office, f"{root}/schemes/{five}/holders/", sent)
    assert made.status_code == 201
    left = {"unit_id": mill, "holders": [{"seat": "police", "person_id": 10**9}]}
    assert _post(office, f"{root}/schemes/{five}/holders/", left).status_code == 404
    assert (
        _post(
            office, f"{root}/schemes/{schemes['other'].pk}/copies/", {"unit_id": mill, "from_scheme_id": five}
        ).status_code
        == 201
    )
    (holder,) = made.json()["ids"]
    passed = _post(
        office,
        f"{root}/holders/{holder}/hand-over/",
        {"successor": {"name": "乙", "office": "所长"}, "day": "2026-11-20"},
    )
    assert passed.json()["confirmed_on"] == "2026-11-20"
    assert _post(office, f"{root}/hand-overs/{passed.json()['id']}/withdrawal/", {}).status_code == 409
    assert office.get(f"{root}/hand-overs/{passed.json()['id']}/").json()["successor"] == "乙"
    assert (
        _post(office, f"{root}/holders/{filled}/end/", {"day": "2026-11-20", "why": "moved"}).status_code
        == 204
    )
    history = office.get(f"{root}/schemes/{five}/history/?unit_id={mill}").json()
    assert {one["ended"] for one in history} == {"", "moved", "handed_over"}
    of_it = office.get(f"{root}/of/?unit_id={mill}").json()
    assert of_it["subject"]["name"] == "云溪示范机械厂"
    assert office.get(f"{root}/overloaded/").json() == []
    mine = browser("principal").get(f"{root}/mine/").json()
    assert [one["dues"][0]["title_zh"] for one in mine["seats"]] == ["试led"]
    assert office.get(f"{root}/persons/{world.persons['principal']}/").json()[0]["seat"] == "principal"
    board = office.get(f"{root}/board/unit/{mill}/").json()
    assert [one["name"] for one in board["schemes"][0]["holders"]] == ["乙", "鲁大成"]
    assert queries.seats_of(SYSTEM, TODAY, unit_id=mill)[0].name == "云溪示范机械厂"


def _post(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, body, content_type="application/json")
