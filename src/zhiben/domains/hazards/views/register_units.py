"""Units a register names that nobody here has, and the rows that stayed out of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms.register import MatchForm, UnitOfRegisterForm
from zhiben.domains.hazards.queries import OpenRegister, RegisterPreview
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.queries import UnitBrief
from zhiben.domains.organisations.vocabulary import UnitKind
from zhiben.domains.places import queries as places
from zhiben.ui.answers import done, refuse_form

NAMES = 30
_KINDS = {
    UnitKind.SCHOOL: ("学校", "中学", "小学", "幼儿园", "学院"),
    UnitKind.HOSPITAL: ("医院", "诊所", "卫生院", "卫生室"),
    UnitKind.HOME: ("养老院", "敬老院", "福利院", "养老中心"),
    UnitKind.RELIGIOUS: ("寺", "教堂", "清真寺", "道观"),
    UnitKind.SOLE_TRADER: ("店", "铺", "经营部", "餐馆", "小吃", "理发"),
}


def unknown_units(actor: Actor, preview: RegisterPreview, found: OpenRegister) -> list[dict[str, Any]]:
    """For each name nobody has: the units of like names, a form to choose another, one to put it on the books."""
    asked = preview.unknown_units[:NAMES]
    own = own_unit(actor)
    near = {} if own else organisations.units_like(actor, [name for name, _count in asked])
    areas = places.full_names({unit.area for units in near.values() for unit in units})
    may_add = own is None and actor.may("organisations.register_unit")
    beginnings = _beginnings(actor, preview, found) if may_add else {}
    return [
        {
            "name": name,
            "count": count,
            "near": [(unit, areas.get(unit.area, "")) for unit in near.get(name, [])],
            "form": _match_form(place, name, own),
            "new": _new_form(place, name, beginnings.get(name, {})) if may_add and name else None,
        }
        for place, (name, count) in enumerate(asked)
    ]


def own_unit(actor: Actor) -> UnitBrief | None:
    """The unit of a person of a unit."""
    return organisations.unit_brief(actor.unit_id) if actor.unit_id else None


def _match_form(place: int, name: str, own: UnitBrief | None) -> MatchForm:
    choice = (own.id, own.name) if own else None
    return MatchForm(initial={"name": name}, own=choice, auto_id=f"match_{place}_%s")


def _new_form(place: int, name: str, known: dict[str, Any]) -> UnitOfRegisterForm:
    initial = {"called": name, "name": name[:160], "kind": _kind(name), **known}
    return UnitOfRegisterForm(initial=initial, auto_id=f"new_{place}_%s")


def _kind(name: str) -> str:
    return next((kind for kind, ends in _KINDS.items() if name.endswith(ends)), UnitKind.ENTERPRISE)


def _beginnings(actor: Actor, preview: RegisterPreview, found: OpenRegister) -> dict[str, dict[str, Any]]:
    """By name what the register says of the address; the area of those who work in one only."""
    ranges = actor.ranges
    area = {"area": ranges[0][0]} if len(ranges) == 1 and ranges[0][1] - ranges[0][0] < 1_000 else {}
    columns = [place for place in range(len(found.head.paths)) if "地址" in found.head.label(place)]
    said: dict[str, dict[str, Any]] = {}
    for line in preview.lines:
        texts = [line.entry.cells[place] for place in columns if line.entry.cells[place]]
        address = {"address": texts[0][:240]} if texts else {}
        said.setdefault(line.entry.unit, {**area, **address})
    return said


@require_POST
def register_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A name in the register means this unit; remembered."""
    queries.get_register(request.actor, pk)
    own = own_unit(request.actor)
    form = MatchForm(request.POST, own=(own.id, own.name) if own else None)
    if not form.is_valid():
        raise refuse_form(form)
    units = {form.cleaned_data["name"]: form.cleaned_data["unit"]}
    do.match_units(actor=request.actor, at=clock.now(), register_id=pk, units=units)
    return done(request, "hazards:register", pk)


@require_POST
def register_new_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a unit the register names on the books; the name means it from now on."""
    queries.get_register(request.actor, pk)
    form = UnitOfRegisterForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    do.add_unit(actor=request.actor, at=clock.now(), register_id=pk, **form.cleaned_data)
    return done(request, "hazards:register", pk)


@require_POST
def register_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in rows that stayed out and can come in now."""
    decisions = decided(request)
    do.bring_rest(actor=request.actor, at=clock.now(), register_id=pk, decisions=decisions)
    return done(request, "hazards:register", pk)


def decided(request: HttpRequest) -> dict[str, str]:
    """What a person decided about rows: by row and part."""
    return {
        key.removeprefix("row-"): str(value)[:20]
        for key, value in request.POST.items()
        if key.startswith("row-")
    }
