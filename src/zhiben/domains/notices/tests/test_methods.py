"""Service by each method: what it needs, when it counts, what gives way to what."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import world as w
from zhiben.core import clock
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.models import VaultAccess
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.tests.conftest import browser_of
from zhiben.domains.notices.tests.serving import photo, serve
from zhiben.domains.notices.vocabulary import Standing

pytestmark = pytest.mark.django_db
NAME = "荀示范"


def line_of(world: w.World, service: int) -> queries.ServiceLine:
    return queries.service(world.actor("officer1"), service)


def left(world: w.World, **values: object) -> int:
    details = {
        "witness_name": "卞见证",
        "witness_capacity": "竹溪居委会工作人员",
        "refusal": "称需请示后再签",
        "place": "厂区门卫室",
        "files": [photo(world)],
    }
    return serve(world, "left", recipient_name=NAME, **{**details, **values})


def test_left_with_a_witness_counts_from_the_day_it_was_left(world: w.World) -> None:
    line = line_of(world, left(world))
    assert (line.standing, line.counts_day, line.received_at) == (Standing.LEFT, w.TODAY, None)
    proof = operations.show_proof(actor=world.actor("head"), at=w.AT, service_id=line.id)
    assert (proof.recipient, proof.witness, proof.service.text) == (NAME, "卞见证", "称需请示后再签")
    assert [one.name for one in proof.files] == ["门口.jpg"]


@pytest.mark.parametrize("missing", ["witness_name", "witness_capacity", "refusal", "place", "files"])
def test_nt_006_each_method_needs_what_proves_it(world: w.World, missing: str) -> None:
    with pytest.raises(RuleBroken, match="NT-006") as refused:
        left(world, **{missing: [] if missing == "files" else " "})
    assert [one.field for one in refused.value.findings] == [missing]


def test_names_without_account_lie_in_the_vault_and_every_look_is_logged(world: w.World) -> None:
    service = left(world)
    row = Service.objects.unscoped(reason="test").filter(pk=service).values().get()
    assert NAME not in str(row) and "卞见证" not in str(row)
    before = VaultAccess.objects.filter(deed="get").count()
    operations.show_proof(actor=world.actor("officer1"), at=w.AT, service_id=service)
    assert VaultAccess.objects.filter(deed="get").count() == before + 2


def test_nt_007_somebody_must_be_named(world: w.World) -> None:
    with pytest.raises(RuleBroken, match="NT-007"):
        serve(world, "link")
    with pytest.raises(RuleBroken, match="NT-007"):
        serve(world, "electronic", recipient_name=NAME, capacity="principal")


def test_nt_008_who_may_be_served_by_a_method_is_data(world: w.World) -> None:
    with pytest.raises(RuleBroken, match="NT-008"):
        serve(world, "link", capacity="unit", recipient_name=NAME)
    assert serve(world, "post", capacity="unit", tracking="EX2026")


def test_nt_009_nothing_is_proved_before_it_happened(world: w.World) -> None:
    with pytest.raises(RuleBroken, match="NT-009"):
        left(world, day=w.TODAY + timedelta(days=1))


def test_by_post_received_when_the_receipt_says_so(world: w.World) -> None:
    service = serve(world, "post", capacity="unit", tracking="EX20261120", day=date(2026, 11, 19))
    officer, later = world.actor("officer1"), w.AT + timedelta(days=4)
    assert line_of(world, service).standing == Standing.MAILED
    with pytest.raises(RuleBroken, match="NT-006"):
        operations.record_delivery(actor=officer, at=later, service_id=service, day=date(2026, 11, 23))
    with pytest.raises(Forbidden):
        operations.record_delivery(
            actor=world.actor("town1"), at=later, service_id=service, day=date(2026, 11, 23), files=[1]
        )
    operations.record_delivery(
        actor=officer, at=later, service_id=service, day=date(2026, 11, 23), files=[photo(world)]
    )
    line = line_of(world, service)
    assert (line.standing, line.opened_at) == (Standing.RECEIVED, None)
    assert clock.day_of(line.received_at) == line.counts_day == date(2026, 11, 23)


def test_nt_015_a_paper_that_came_back_asks_for_another_way(world: w.World) -> None:
    service = serve(world, "post", capacity="unit", tracking="EX1")
    officer = world.actor("officer1")
    operations.record_return(
        actor=officer, at=w.AT + timedelta(days=2), service_id=service, day=w.TODAY, text="迁址不明"
    )
    assert line_of(world, service).standing == Standing.RETURNED
    assert [one.kind for one in queries.todos(officer)] == ["todo.returned"]
    with pytest.raises(RuleBroken, match="NT-015"):
        operations.record_delivery(
            actor=officer, at=w.AT, service_id=service, day=w.TODAY, files=[photo(world)]
        )
    serve(world, "public", capacity="unit", place="镇政府公告栏", text="公告送达", files=[photo(world)])
    assert line_of(world, service).standing == Standing.REPLACED
    assert queries.todos(officer) == []


def test_public_notice_counts_after_the_days_of_the_packs(world: w.World) -> None:
    service = serve(
        world, "public", capacity="unit", place="镇政府公告栏", text="公告送达", files=[photo(world)]
    )
    line = line_of(world, service)
    assert line.standing == Standing.PUBLISHED
    assert line.counts_day == w.TODAY + timedelta(days=30)


def test_what_was_not_received_gives_way_and_what_was_does_not(world: w.World) -> None:
    controller = world.actor("controller")
    operations.consent(actor=controller, at=w.AT)
    first = serve(world, "electronic", recipient_id=controller.person_id, capacity="controller")
    served = {"recipient_id": controller.person_id, "capacity": "controller", "signature_png": w.PNG}
    second = serve(world, "in_person", **served)
    assert line_of(world, first).standing == Standing.REPLACED
    assert line_of(world, second).standing == Standing.RECEIVED
    assert queries.todos(controller) == []
    with pytest.raises(RuleBroken, match="NT-015"):
        operations.receive(actor=controller, at=w.AT, service_id=first)
    with pytest.raises(RuleBroken, match="NT-003"):
        serve(world, "in_person", **served)


def test_other_units_see_nothing_of_it(world: w.World) -> None:
    service = left(world)
    with pytest.raises(NotFound):
        queries.service(world.actor("shopkeeper"), service)
    with pytest.raises(NotFound):
        operations.show_proof(actor=world.actor("shopkeeper"), at=w.AT, service_id=service)
    with pytest.raises(Forbidden):
        operations.show_proof(actor=world.actor("safety"), at=w.AT, service_id=service)


def test_the_officer_records_the_receipt_of_the_post_on_its_page(world: w.World, officer: Client) -> None:
    service = serve(world, "post", capacity="unit", tracking="EX20261120")
    page = f"/notices/services/{service}/"
    assert "EX20261120" in officer.get(page).content.decode()
    given = {"day": "2026-11-20", "photos": [photo(world)]}
    assert officer.post(f"{page}delivered/", {"day": "2026-11-20"}).status_code == 422
    assert officer.post(f"{page}delivered/", given).status_code == 302
    (proof,) = queries.files_of(world.actor("officer1"), service)
    assert officer.get(f"/notices/photos/{proof.id}/thumb/").status_code == 200
    assert browser_of("shopkeeper").get(f"/notices/photos/{proof.id}/thumb/").status_code == 404
