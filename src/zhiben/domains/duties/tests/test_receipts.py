"""One record is delivered to all who are owed it, each with a receipt of its own."""

from datetime import date
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import AT, TODAY, World
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.methods.receivers import How, receiver_of
from zhiben.domains.duties.models import DutyDelivery
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.rules import du054_own_receipt, du055_not_confirmed
from zhiben.domains.duties.tests.scene import catch_up, duty, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def record(world: World, by: str = "safety", unit: str = "mill", post: str = "principal") -> int:
    new = NewActivity(kind="inspection.led", done_day=TODAY, unit_id=world.units[unit], led_post=post)
    return operations.record_activity(actor=world.actor(by), at=AT, activity=new)


def deliveries() -> list[DutyDelivery]:
    return list(DutyDelivery.objects.unscoped(reason="test").order_by("pk"))


def prepare(tmp_path: Path, *named: str, **more) -> None:
    load(
        tmp_path,
        duty("check", per="quarter", activity="inspection.led", led_by=["principal"], report_to=list(named)),
        duty("other", per="month", activity="inspection.led", **more),
    )
    catch_up(TODAY)


def test_words_of_the_documents_are_relations_or_names() -> None:
    assert (receiver_of("辖区消防部门").how, receiver_of("辖区消防部门").matter) == (How.POWER, "fire")
    assert (receiver_of("主管部门").how, receiver_of("主管部门").matter) == (How.POWER, "general")
    assert receiver_of("行业管理部门").power == "manage"
    assert receiver_of("职工代表大会").how == How.OUTSIDE
    assert receiver_of("属地街道").how == How.TOWN
    assert receiver_of("武汉铁路监督管理局").how == How.NAME


def test_one_record_goes_to_the_brigade_and_the_supervisor(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "辖区消防部门", "主管部门", "职工代表大会")
    activity = record(world)
    fire, emergency = world.bodies["fire"], world.bodies["emergency"]
    assert [(one.receiver_id, one.receipt) for one in deliveries()] == [
        (fire, "DR-2026-000001"),
        (emergency, "DR-2026-000002"),
        (None, ""),
    ]
    shown = queries.receipts_of(world.actor("safety"), activity)
    assert [(one.receiver, one.named) for one in shown] == [
        ("消防救援大队", "辖区消防部门"),
        ("应急管理局", "主管部门"),
        ("", "职工代表大会"),
    ]


def test_several_duties_deliver_to_one_receiver_once(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "主管部门", report_to=["应急管理局", "属地乡镇"])
    record(world)
    assert [one.receiver_id for one in deliveries()] == [world.bodies["emergency"], world.bodies["town1"]]


def test_what_does_not_count_is_not_delivered(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "主管部门")
    record(world, post="safety_officer")
    assert deliveries() == []


def test_a_name_nobody_bears_is_shown_as_outside(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "武汉铁路监督管理局")
    record(world)
    assert [(one.receiver_id, one.named) for one in deliveries()] == [(None, "武汉铁路监督管理局")]


def test_du_054_du_055_the_receiver_confirms_once(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "辖区消防部门")
    record(world)
    [row] = deliveries()
    [waiting] = queries.received(world.actor("fireman"))
    assert (waiting.id, waiting.receipt, waiting.unit_id) == (row.pk, row.receipt, world.units["mill"])
    with pytest.raises(RuleBroken) as refused:
        operations.confirm_receipt(actor=world.actor("office"), at=AT, delivery_id=row.pk)
    assert refused.value.findings[0].code == "DU-054"
    with pytest.raises(Forbidden):
        operations.confirm_receipt(actor=world.actor("safety"), at=AT, delivery_id=row.pk)
    with pytest.raises(NotFound):
        operations.confirm_receipt(actor=world.actor("town2"), at=AT, delivery_id=row.pk)
    operations.confirm_receipt(actor=world.actor("fireman"), at=AT, delivery_id=row.pk)
    assert queries.received(world.actor("fireman"), waiting=True) == []
    with pytest.raises(RuleBroken) as refused:
        operations.confirm_receipt(actor=world.actor("fireman"), at=AT, delivery_id=row.pk)
    assert refused.value.findings[0].code == "DU-055"
    assert (du054_own_receipt(True), du055_not_confirmed(False)) == ([], [])


def test_a_batch_is_delivered_like_one(world: World, tmp_path: Path) -> None:
    prepare(tmp_path, "主管部门")
    rows = [
        NewActivity(
            kind="inspection.led",
            done_day=date(2026, 11, day),
            unit_id=world.units[unit],
            led_post="principal",
        )
        for unit in ("mill", "shop")
        for day in (2, 3)
    ]
    operations.record_activities(actor=world.actor("office"), at=AT, rows=rows)
    assert len(deliveries()) == 4
    assert len({one.receipt for one in deliveries()}) == 4
