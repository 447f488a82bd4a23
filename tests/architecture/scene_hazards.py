"""Hazards in every state, and what hangs on them, for the scene of two districts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

import xlsxwriter

from tests import world as w
from zhiben.core import files
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import (
    Attachment,
    Hazard,
    InterimMeasure,
    Letter,
    RegisterLayout,
    SheetFile,
    Signature,
)
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices.models import ServiceFile

ELEMENTS = {"responsibility": "负责", "measures": "更换", "funds": "自筹", "time_limit": "十日"}
ELEMENTS |= {"contingency": "监护"}
COLUMNS = ("unit", "description", "found_day")
"""How the register of the scene is read."""


@dataclass(frozen=True)
class Owner:
    """A unit, its principal, the officer who supervises it and who dissuades in it."""

    world: w.World
    unit: int
    principal: str
    officer: str
    grid: str


def table(rows: Iterable[list[Any]]) -> bytes:
    """An .xlsx with these rows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def _row(hazard: int) -> Hazard:
    return Hazard.objects.unscoped(reason="test").get(pk=hazard)


def step(scene: Any, hazard: int, name: str, verb: Any, **values: Any) -> Any:
    """Let somebody of a scene or a world do something on a hazard as it is now."""
    seen = _row(hazard).version
    return verb(actor=scene.actor(name), at=w.AT, hazard_id=hazard, seen_version=seen, **values)


def _report(owner: Owner, photo: bytes) -> int:
    name, actor = owner.principal, owner.world.actor(owner.principal)
    file = files.store(actor=actor, at=w.AT, data=photo, name="a.jpg", purpose="photo")
    return hazards.report_hazard(
        actor=actor,
        at=w.AT,
        unit_id=owner.unit,
        matter="general",
        title=f"〈{name}〉的隐患",
        description=f"〈{name}〉的配电箱外壳过热",
        place=f"〈{name}〉的车间",
        found_day=w.TODAY,
        photos=[hazards.Photo(file_id=file)],
    )


def _served(owner: Owner, hazard: int) -> None:
    """Confirm and order to put right."""
    basis, guidance = f"〈{owner.officer}〉的标准", f"〈{owner.principal}〉先停电"
    step(owner.world, hazard, owner.officer, hazards.confirm_hazard, grade="major", basis=basis)
    limit = hazards.Limit(day=w.TODAY + timedelta(days=9))
    step(owner.world, hazard, owner.officer, hazards.issue_letter, limit=limit, guidance=guidance)


def _rectified(owner: Owner, hazard: int) -> None:
    """Put right and offered for acceptance."""
    world, name = owner.world, owner.principal
    parts, done_by = {"aim": "不再过热"}, w.TODAY + timedelta(days=5)
    plan = hazards.FiveElements(**ELEMENTS, funds_yuan=1, done_by=done_by, parts=parts)
    step(world, hazard, name, hazards.file_treatment, plan=plan)
    step(world, hazard, name, hazards.record_rectification, text=f"〈{name}〉已更换")
    accepter = {"principal": "controller"}.get(name, name)
    step(world, hazard, accepter, hazards.own_acceptance, text=f"〈{name}〉合格")
    step(world, hazard, name, hazards.report_rectified)


def hazard_things(owner: Owner, photo: bytes) -> dict[str, Any]:
    """One hazard just reported, one whose letter is served, one that waits for acceptance; what hangs on them."""
    world, officer = owner.world, owner.officer
    found: dict[str, Any] = {
        f"hazard_{name}": _report(owner, photo) for name in ("reported", "served", "rectified")
    }
    served, last = found["hazard_served"], found["hazard_rectified"]
    _served(owner, served)
    _served(owner, last)
    person = {"recipient_id": world.persons[owner.principal], "method": "electronic"}
    found["service"] = step(world, served, officer, hazards.serve_letter, **person)
    found["service_photo"] = _left_with_a_witness(owner, last, photo)
    _rectified(owner, last)
    found["hazard"] = served
    found |= _hanging_on(owner, served) | _general(owner) | _twins(owner, found["hazard_reported"], photo)
    found |= _papers(owner, served, photo)
    found["attachment"] = Attachment.objects.unscoped(reason="test").filter(hazard=served).get().pk
    found["signature"] = Signature.objects.unscoped(reason="test").filter(hazard=last).order_by("id")[0].pk
    found["letter"] = Letter.objects.unscoped(reason="test").get(hazard=served).pk
    return found


def _hanging_on(owner: Owner, hazard: int) -> dict[str, int]:
    """A suspension, a sub-item and an interim measure on the hazard whose letter is served."""
    name, world = owner.officer, owner.world
    stop = hazards.Stop(
        kind="suspension_for_rectification",
        extent=f"〈{name}〉停用的车间",
        basis="安全生产法第六十五条",
        decided_as="局长办公会",
        since=w.AT,
    )
    day = w.TODAY + timedelta(days=3)
    guard = {"text": f"〈{owner.principal}〉专人看护", "until": day}
    step(world, hazard, owner.principal, hazards.set_interim, **guard)
    return {
        "suspension": step(world, hazard, name, hazards.suspend, stop=stop),
        "sub_item": step(world, hazard, name, hazards.add_item, title=f"〈{name}〉的分项", limit_day=day),
        "interim": InterimMeasure.objects.unscoped(reason="test").get(hazard=hazard).pk,
    }


def _left_with_a_witness(owner: Owner, hazard: int, photo: bytes) -> int:
    """A letter left with a witness; the id of the photograph that proves it."""
    actor = owner.world.actor(owner.officer)
    file = files.store(actor=actor, at=w.AT, data=photo, name="f.jpg", purpose="photo")
    details = notices.ServiceDetails(
        witness_name="卞见证", witness_capacity="居委会", refusal="拒签", place="门卫室", files=[file]
    )
    named = {"recipient_name": "荀示范", "capacity": "duty_manager"}
    left = {"method": "left", "details": details, **named}
    service = step(owner.world, hazard, owner.officer, hazards.serve_letter, **left)
    return ServiceFile.objects.unscoped(reason="test").get(service_id=service).pk


def _general(owner: Owner) -> dict[str, int]:
    """One the unit keeps inside, one dissuaded on the spot."""
    unit, grid = owner.world.actor(owner.principal), owner.world.actor(owner.grid)
    own = {"title": f"〈{owner.principal}〉灭火器欠压", "place": f"〈{owner.principal}〉仓库"}
    seen = {"title": f"〈{owner.grid}〉通道堆物", "place": f"〈{owner.grid}〉后门", "text": "当场清理"}
    limit = w.TODAY + timedelta(days=5)
    return {
        "hazard_inside": hazards.record_own(actor=unit, at=w.AT, limit_day=limit, **own),
        "hazard_dissuaded": hazards.dissuade(actor=grid, at=w.AT, unit_id=owner.unit, **seen),
    }


def _twins(owner: Owner, hazard: int, photo: bytes) -> dict[str, Any]:
    """One offered as the same as another, one merged into that other."""
    world, officer = owner.world, owner.officer
    twin, merged = _report(owner, photo), _report(owner, photo)
    found = {"hazard_twin": twin, "hazard_merged": merged, "number": _row(twin).number}
    values = {"actor": world.actor(officer), "at": w.AT}
    kept = {"kept_id": hazard, "kept_version": _row(hazard).version}
    hazards.merge_hazards(**values, **kept, ended_id=merged, ended_version=_row(merged).version)
    found["pair"], _body = hazards.propose_same(**values, hazard_id=hazard, number=found["number"])
    return found


def _papers(owner: Owner, hazard: int, photo: bytes) -> dict[str, int]:
    """A list for signature with its photograph, and a register somebody kept before."""
    actor = owner.world.actor(owner.officer)
    values: dict[str, Any] = {"actor": actor, "at": w.AT}
    title = f"〈{owner.officer}〉签收表〈{owner.principal}〉"
    sheet = hazards.print_sheet(**values, title=title, hazard_ids=[hazard])
    file = files.store(**values, data=photo, name="s.jpg", purpose="photo")
    hazards.attach_signed(**values, sheet_id=sheet, file_ids=[file])
    rows = [["单位名称", "隐患描述", "检查日期"], ["某单位", f"〈{owner.principal}〉旧账", "2026.3.5"]]
    kept = files.store(**values, data=table(rows), name=f"〈{owner.principal}〉台账.xlsx", purpose="register")
    register = hazards.take_register(**values, file_id=kept)
    read = queries.get_register(actor, register).layout
    names = ("states", "grades", "split", "day_order", "carry", "year", "day", "wan")
    settled = {name: getattr(read, name) for name in names}
    hazards.settle_register(**values, register_id=register, matter="general", columns=COLUMNS, **settled)
    return {
        "sheet": sheet,
        "sheet_photo": SheetFile.objects.unscoped(reason="test").get(sheet_id=sheet).pk,
        "register": register,
        "layout": RegisterLayout.objects.unscoped(reason="test").latest("id").pk,
    }
