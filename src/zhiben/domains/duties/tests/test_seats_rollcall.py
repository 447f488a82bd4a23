"""Roll-calls: only where a clause asks, answered in time or late, by oneself or noted by the caller."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import world as worlds
from tests.world import PASSWORD, SYSTEM, World
from zhiben.core import clock
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Scheme
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.duties.tests.seats_scene import AT, load, scheme
from zhiben.domains.notices import queries as notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return worlds.build(lifelike=True)


@pytest.fixture
def dams(world: World, tmp_path: Path) -> Scheme:
    made = load(tmp_path, scheme("dams", roll_call=True), scheme("others"))
    for one in made.values():
        operations.fill_seats(
            actor=SYSTEM,
            at=AT,
            scheme_id=one.pk,
            holders=[
                NewHolder("town", person_id=world.persons["town1"]),
                NewHolder("principal", person_id=world.persons["town1"]),
                NewHolder("police", name="甲", office="所长"),
            ],
            unit_id=world.units["mill"],
        )
    return made["dams"]


def call(world: World, one: Scheme, who: str = "office", **values: Any) -> int:
    given = {"reason": "暴雨橙色预警", "minutes": 60, **values}
    return operations.call_roll(actor=world.actor(who), at=AT, scheme_id=one.pk, **given)


def test_du_116_du_117_du_119_no_roll_call_for_its_own_sake(world: World, dams: Scheme) -> None:
    others = Scheme.objects.get(name="others")
    with pytest.raises(RuleBroken, match="DU-116"):
        call(world, others)
    with pytest.raises(RuleBroken, match="DU-117"):
        call(world, dams, area=worlds.TOWNS[1])
    with pytest.raises(RuleBroken, match="DU-119"):
        call(world, dams, reason=" ")
    with pytest.raises(Forbidden):
        call(world, dams, who="town1")
    with pytest.raises(NotFound):
        call(world, dams, area=410000000000)


def test_du_118_each_answers_once_for_all_his_seats(world: World, dams: Scheme) -> None:
    made = call(world, dams)
    office, town = world.actor("office"), world.actor("town1")
    (todo,) = [line for line in notices.todos(town) if line.kind == "todo.answer_roll"]
    assert todo.url == f"/duties/seats/roll-calls/{made}/"
    head, calls = queries.get_roll_call(office, made)
    assert (head.called, head.in_time, head.late, head.open, head.without, calls) == (3, 0, 0, 3, 1, True)
    assert len(queries.roll_call_seats(town, made)) == 2
    late = AT + timedelta(minutes=61)
    assert operations.answer_roll(actor=town, at=late, roll_call_id=made, note="已到岗") == 2
    assert not [line for line in notices.todos(town) if line.kind == "todo.answer_roll"]
    with pytest.raises(RuleBroken, match="DU-118"):
        operations.answer_roll(actor=town, at=late, roll_call_id=made)
    (open_one,) = queries.roll_call_seats(office, made, open_only=True)
    assert (open_one.name, open_one.has_account) == ("甲", False)
    operations.note_reached(actor=office, at=AT, line_id=open_one.id, note="电话已通")
    with pytest.raises(RuleBroken, match="DU-118"):
        operations.note_reached(actor=office, at=AT, line_id=open_one.id)
    head, _ = queries.get_roll_call(office, made)
    assert (head.called, head.in_time, head.late, head.open) == (3, 1, 2, 0)
    for stranger in ("town2", "shopkeeper"):
        with pytest.raises(NotFound):
            queries.get_roll_call(world.actor(stranger), made)
        with pytest.raises(NotFound):
            operations.answer_roll(actor=world.actor(stranger), at=AT, roll_call_id=made)
    assert verify().problems == []


def browser(name: str) -> Client:
    made = Client()
    assert made.login(username=name, password=PASSWORD)
    return made


def test_pages_and_api_of_a_roll_call(world: World, dams: Scheme) -> None:
    office, town = browser("office"), browser("town1")
    root = f"/duties/seats/{dams.pk}/roll-call/"
    assert "点名" in office.get(f"/duties/seats/{dams.pk}/").content.decode()
    assert "点名" in office.get(root).content.decode()
    sent = office.post(root, {"reason": "暴雨橙色预警", "minutes": "60"})
    assert sent.status_code == 302
    page = town.get(sent.url).content.decode()
    assert "暴雨橙色预警" in page
    assert "甲" not in page
    assert town.post(sent.url + "answer/", {"note": ""}).status_code == 302
    shown = office.get(sent.url).content.decode()
    assert "苗竹生" in shown
    assert "甲" in shown
    assert browser("town2").get(sent.url).status_code == 404
    api = "/api/v1/duties/seats"
    (listed,) = office.get(f"{api}/schemes/{dams.pk}/roll-calls/").json()
    assert (listed["called"], listed["in_time"], listed["open"]) == (3, 2, 1)
    (line,) = office.get(f"{api}/roll-calls/{listed['id']}/seats/?open_only=true").json()
    reached = office.post(
        f"{api}/roll-calls/lines/{line['id']}/reached/", {"note": "电话"}, content_type="application/json"
    )
    assert reached.status_code == 204
    assert office.get(f"{api}/roll-calls/{listed['id']}/").json()["open"] == 0
    body = {"reason": "再次点名", "minutes": 30}
    again = office.post(f"{api}/schemes/{dams.pk}/roll-calls/", body, content_type="application/json")
    assert again.status_code == 201
    answered = town.post(
        f"{api}/roll-calls/{again.json()['id']}/answer/", {}, content_type="application/json"
    )
    assert answered.json()["in_time"] == 2
