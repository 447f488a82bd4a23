"""What is asked of every address: which things its parameters name, and the least body that is valid."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import world as w
from tests.architecture.scene import DAY, ELEMENTS
from zhiben.config.api import api
from zhiben.core.edges import is_public
from zhiben.domains.hazards.views.cases import STEPS
from zhiben.domains.hazards.views.suspension import STEPS as SUSPENSION_STEPS
from zhiben.domains.hazards.views.treatment import ITEM_STEPS
from zhiben.domains.plans.views import cases as shares

Thing = Callable[[str], Any]
"""From a kind of thing to its id, for the role that asks and the object (own or foreign) it asks for."""

DAY_TEXT = DAY.isoformat()
DRAWN = "data:image/png;base64," + b64encode(w.PNG).decode()
HAZARD_OF = {
    "confirm": "hazard_reported",
    "decline": "hazard_reported",
    "accept": "hazard_rectified",
    "acceptance": "hazard_rectified",
    "review": "hazard_rectified",
    "send_back": "hazard_rectified",
    "send-back": "hazard_rectified",
}
"""The hazard in whose state a step makes sense; the one whose letter is served for all others."""

SHARE_OF = {"name_lead": "share_unnamed", "lead": "share_unnamed"}
SHARE_OF |= {"confirm_done": "share_old", "confirm_running": "share_old"}
"""The same for shares; the one that runs for all others."""

STEPPED: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "hazards:step": (tuple(STEPS), lambda name: HAZARD_OF.get(name, "hazard_served")),
    "hazards:suspension_step": (tuple(SUSPENSION_STEPS), lambda name: "suspension"),
    "hazards:item_step": (tuple(ITEM_STEPS), lambda name: "item"),
    "plans:step": (
        (*shares.STEPS, "confirm_done", "confirm_running"),
        lambda name: SHARE_OF.get(name, "share"),
    ),
    "plans:progress_step": (("review", "return"), lambda name: "progress"),
}
"""Addresses whose last part is a step: each step is a line of its own, with the thing it is done on."""

PARTS_OF = {"signatures": "signature", "suspensions": "suspension", "items": "item"}
"""Folders of the API of hazards whose number is not that of a hazard."""

PUBLIC_THINGS = {"code", "year", "secret", "variant", "offset", "name", "key", "uidb36", "month", "tag", "occasion"}
"""Parameters that name nothing of anybody's."""

FIXED = {"code": w.TOWNS[0], "year": 2026, "secret": "nonsense", "offset": 0, "key": "x", "uidb36": "x"}
FIXED |= {"variant": "view", "month": "2026-11-01", "tag": "jobs", "occasion": "suspend"}
FEW = ("/account/", "/healthz", "/readyz", "/metrics", "/language/", "/help/")
"""Addresses that ask for no role: tried signed out and by one officer."""


@dataclass(frozen=True)
class Address:
    """One method at one address. `kinds`: parameter → kind of thing."""

    method: str
    route: str
    kinds: tuple[tuple[str, str], ...] = ()
    json: bool = False

    @property
    def objects(self) -> tuple[str, ...]:
        """Whose things are asked for."""
        return ("own", "foreign") if any(name not in PUBLIC_THINGS for name, _ in self.kinds) else ("none",)

    def path(self, thing: Thing) -> str:
        """The address with the ids of these things."""
        values = {name: FIXED[name] if name in FIXED else thing(kind) for name, kind in self.kinds}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found.group(1)]), self.route)


KINDS = {
    "core:upload": "upload",
    "jobs": "job",
    "hazards:picture.pk": "attachment",
    "hazards:suspension.pk": "suspension",
    "hazards:suspension_paper.pk": "suspension",
    "hazards:suspension_notice.pk": "suspension",
    "hazards:letter.pk": "letter",
    "hazards:signature.pk": "signature",
    "hazards.pk": "hazard",
    "notices:photo.pk": "service_photo",
    "notices.pk": "service",
    "plans.pk": "plan",
    "plans:share.pk": "share",
    "plans:evidence.pk": "evidence",
    "instruments.pk": "document",
    "instruments.proposal": "proposal",
    "organisations:mandate.pk": "mandate",
    "organisations:mandate_end.pk": "mandate",
    "organisations:body.pk": "body",
    "organisations:territory_add.pk": "body",
    "organisations:territory_end.pk": "body",
    "organisations.pk": "unit",
    "people:revoke_token.pk": "token",
    "people.pk": "member",
    "territory_id": "territory",
    "membership_id": "member",
}


def kind_of(namespace: str, name: str, parameter: str) -> str:
    """Which kind of thing a parameter of an address names."""
    keys = (f"{namespace}:{name}.{parameter}", f"{namespace}.{parameter}", parameter)
    return next((KINDS[key] for key in keys if key in KINDS), parameter.removesuffix("_id"))


def _parameters(route: str) -> list[str]:
    return re.findall(r"<(?:\w+:)?(\w+)>", route)


def _plain(route: str) -> str:
    """A route without the marks of a regular expression."""
    route = re.sub(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()\[\]])*\)", r"<\1>", route)
    return "/" + route.replace("^", "").replace("$", "")


def _patterns(
    resolver: URLResolver, before: str = "", spaces: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLPattern):
            yield _plain(route), spaces, found
        else:
            yield from _patterns(found, route, found.namespace or spaces)


def _methods(found: URLPattern) -> tuple[str, ...]:
    """What a page takes: what its decorator says, or GET and POST."""
    request = HttpRequest()
    request.method = "TRACE"
    view, module = found.callback, getattr(found.callback, "__module__", "")
    if not module.startswith("zhiben.") or not hasattr(view, "__wrapped__"):
        return ("GET", "POST") if module.startswith(("allauth", "zhiben.domains")) else ("GET",)
    answer = view(request, **{name: 1 for name in _parameters(_plain(str(found.pattern)))})
    allowed = answer["Allow"].split(", ") if answer.status_code == 405 else ["GET", "POST"]
    return tuple(one for one in allowed if one != "HEAD")


def pages() -> list[Address]:
    """Every page, as the resolver knows it."""
    made = []
    for route, namespace, found in _patterns(get_resolver()):
        if getattr(found.callback, "__module__", "").startswith("ninja.") or route == "/api/":
            continue
        name = found.name or ""
        if steps := STEPPED.get(f"{namespace}:{name}"):
            made += [
                Address("POST", route.replace("<str:name>", one), (("pk", steps[1](one)),))
                for one in steps[0]
            ]
            continue
        kinds = tuple((p, kind_of(namespace, name, p)) for p in _parameters(route))
        made += [Address(method, route, kinds) for method in _methods(found)]
    made.append(Address("POST", "/language/"))
    return made


def operations() -> list[Address]:
    """Every operation of the API."""
    made = []
    for prefix, router in api._routers:
        label = prefix.strip("/")
        for path, view in router.path_operations.items():
            tail = path.replace("{", "<").replace("}", ">")
            route = "/api/v1/" + f"{label}/{tail.lstrip('/')}".lstrip("/")
            kinds = tuple((p, kind_of(label, "", p)) for p in _parameters(route))
            last = route.rstrip("/").rsplit("/", 1)[-1]
            if label == "hazards" and kinds:
                named = (one for part, one in PARTS_OF.items() if f"/{part}/<" in route)
                kinds = (("pk", next(named, HAZARD_OF.get(last, "hazard_served"))),)
            if "/plans/shares/" in route and kinds:
                kinds = (("pk", SHARE_OF.get(last, "share")),)
            if "/plans/progress/" in route:
                kinds = (("pk", "progress"),)
            made += [Address(method, route, kinds, True) for one in view.operations for method in one.methods]
    return made


def public_pages() -> set[str]:
    """Pages that need nobody signed in."""
    return {route for route, _, found in _patterns(get_resolver()) if is_public(found.callback)}


_WORDS = {"text": "说明"}
_UNIT = {"name": "新单位", "kind": "enterprise", "sector": "commerce", "address": "一号街1号"}
_BODY = {"name": "新机关", "short_name": "新机关", "kind": "department", "level": "county"}
_HAZARD = {"title": "通道堵塞", "description": "安全通道堵塞", "place": "一层", "matter": "general"}
_HAZARD |= {"found_day": DAY_TEXT}
_LAST = {"last_day": DAY_TEXT}
_SINCE = "2026-11-20T09:00:00+08:00"
_STOP = {"kind": "stop_of_use", "extent": "车间", "basis": "第六十五条", "decided_as": "局长", "since": _SINCE}
_APPLICATION = {"plan": "分步通电", "evaluation": "已更换"}
_POSTED = {"occasion": "suspend", "text": "公告", "place": "公告栏", "day": DAY_TEXT}
_ITEM = {"title": "更换电缆", "limit_day": "2026-11-23"}
_PLAN = {**ELEMENTS, "aim": "不再过热", "funds_yuan": "1.00", "done_by": "2026-11-25"}
_LIMIT = {"count": 3, "unit": "working_days", "guidance": "整改"}
_DAY = {"day": "2026-12-05", "kind": "make_up_work", "name": "调休"}
_PASSWORDS = {"password": w.PASSWORD, "again": w.PASSWORD}
_MORE_TIME = {"until": "2026-12-20", "reason": "备件未到", "interim": "专人监护"}

Body = Callable[[Thing], dict[str, Any]]


def _serve(thing: Thing) -> dict[str, Any]:
    return {"recipient": thing("person"), "method": "in_person", "signature": DRAWN}


_SHARE_STEPS: dict[str, Body] = {
    "sign_for": lambda thing: {
        "leader_id": thing("self"), "handler_id": thing("self"), "deliverable": "报告"
    },
    "report_progress": lambda thing: {"month": "2026-11-01", "nil": "on", "percent": 50},
    "name_lead": lambda thing: {"body_id": thing("body")},
    "uphold": lambda thing: {"answer": "维持"},
    "reassign": lambda thing: {"answer": "改派", "body_id": thing("body")},
    "release": lambda thing: {"answer": "免除"},
    "break_down": lambda thing: {"bodies": thing("town_body"), "title": "分解", "due_day": "2026-12-01"},
    "complete": lambda thing: {"result": "完成"},
    "object": lambda thing: {"reason": "不属本部门"},
    "return": lambda thing: {"remark": "请补充"},
    "sign": lambda thing: {"leader_id": thing("self"), "handler_id": thing("self"), "deliverable": "报告"},
    "objection": lambda thing: {"reason": "不属本部门"},
    "decision": lambda thing: {"answer": "维持"},
    "lead": lambda thing: {"body_id": thing("body")},
    "pieces": lambda thing: {
        "pieces": [{"body_id": thing("town_body"), "title": "分解", "due_day": "2026-12-01"}]
    },
    "completion": lambda thing: {"result": "完成"},
}  # fmt: skip

_BY_STEP: dict[str, Body] = {
    "confirm": lambda thing: {"grade": "general"},
    "serve": lambda thing: _LIMIT,
    "letter": lambda thing: _LIMIT,
    "serve_on": _serve,
    "file_plan": lambda thing: _PLAN,
    "plan": lambda thing: _PLAN,
    "accept": lambda thing: {**_WORDS, "signature": DRAWN},
    "acceptance": lambda thing: {**_WORDS, "signature": DRAWN},
    "ask_extension": lambda thing: _MORE_TIME,
    "extension": lambda thing: _MORE_TIME,
    "decision": lambda thing: {**_WORDS, "granted": True},
    "suspend": lambda thing: _STOP,
    "suspension": lambda thing: _STOP,
    "stop": lambda thing: {"extent": "车间", "since": _SINCE},
    "self-suspension": lambda thing: {"extent": "车间", "since": _SINCE},
    "ask_resumption": lambda thing: _APPLICATION,
    "application": lambda thing: _APPLICATION,
    "accept_resumption": lambda thing: {**_WORDS, "signature": DRAWN},
    "serve_suspension": _serve,
    "post_notice": lambda thing: _POSTED,
    "notice": lambda thing: _POSTED,
    "add_item": lambda thing: _ITEM,
    "items": lambda thing: _ITEM,
    "follow_up": lambda thing: {**_WORDS, "percent": 40},
    "follow-up": lambda thing: {**_WORDS, "percent": 40},
    "interim": lambda thing: {**_WORDS, "until": "2026-11-25"},
    "end": lambda thing: {**_WORDS, "interim_id": 1},
    "spend": lambda thing: {**_WORDS, "day": DAY_TEXT, "yuan": "1.00"},
    "spending": lambda thing: {**_WORDS, "day": DAY_TEXT, "yuan": "1.00"},
}

BODIES: dict[str, Body] = {
    "/files/uploads/": lambda thing: {"name": "a.txt", "size": 5},
    "/units/new/": lambda thing: {**_UNIT, "area": thing("area")},
    "/units/<int:pk>/amend/": lambda thing: {**_UNIT, "area": thing("area"), "version": 1},
    "/units/<int:pk>/close/": lambda thing: {**_LAST, "version": 1},
    "/units/<int:pk>/tags/": lambda thing: {"tags": "沿街"},
    "/units/<int:pk>/sites/": lambda thing: {"name": "库", "address": "路9号"},
    "/units/<int:pk>/buildings/": lambda thing: {"building_id": thing("building"), "since": DAY_TEXT},
    "/units/<int:pk>/buildings/<int:occupancy>/end/": lambda thing: _LAST,
    "/units/buildings/new/": lambda thing: {
        "name": "新楼", "address": "路2号", "area": thing("area"), "owner_id": thing("unit")
    },
    "/units/import/": lambda thing: {"file": thing("table")},
    "/units/import/confirm/": lambda thing: {"file": thing("table")},
    "/units/bodies/new/": lambda thing: {**_BODY, "area": thing("area")},
    "/units/bodies/<int:pk>/territories/": lambda thing: {"area": thing("area"), "since": DAY_TEXT},
    "/units/bodies/<int:pk>/territories/<int:territory>/end/": lambda thing: _LAST,
    "/units/mandates/new/": lambda thing: {
        "body_id": thing("body"), "matter": "fire", "power": "help", "unit_id": thing("unit"),
        "since": DAY_TEXT,
    },
    "/units/mandates/<int:pk>/end/": lambda thing: _LAST,
    "/people/invite/": lambda thing: {"name": "新人", "role": "worker", "unit_id": thing("unit")},
    "/people/<int:pk>/appoint/": lambda thing: {"role": "worker", "unit_id": thing("unit")},
    "/people/<int:pk>/end/": lambda thing: _LAST,
    "/people/acting/": lambda thing: {"membership": thing("membership")},
    "/people/me/tokens/": lambda thing: {"name": "手机", "scope": "read", "days": 5},
    "/people/join/<str:secret>/": lambda thing: {"username": "new.comer", **_PASSWORDS},
    "/people/new-password/<str:secret>/": lambda thing: _PASSWORDS,
    "/instruments/upload/": lambda thing: {"file": thing("plan_file")},
    "/instruments/<int:pk>/decide/": lambda thing: {"ids": thing("proposal"), "decision": "kept"},
    "/instruments/<int:pk>/add/": lambda thing: {"kind": "task", "title": "新增任务", "clause": "一", "part": 0},
    "/instruments/<int:pk>/proposals/<int:proposal>/": lambda thing: {"kind": "task", "title": "改正"},
    "/instruments/<int:pk>/publish/": lambda thing: {"counting_from": DAY_TEXT, "version": 1},
    "/instruments/<int:pk>/discard/": lambda thing: {"version": 1},
    "/hazards/report/": lambda thing: _HAZARD,
    "/hazards/found/": lambda thing: {**_HAZARD, "unit": thing("unit")},
    "/plans/<int:pk>/targets/<int:target>/": lambda thing: {
        "day": DAY_TEXT, "value": "91", "source": "台账"
    },
    "/plans/<int:pk>/older/": lambda thing: {"ids": thing("share_old"), "outcome": "done"},
    "/notices/services/<int:pk>/answer/": lambda thing: {"answer": "accepted"},
    "/notices/services/<int:pk>/reply/": lambda thing: _WORDS,
    "/notices/services/<int:pk>/delivered/": lambda thing: {"day": DAY_TEXT, "photos": thing("photo")},
    "/notices/services/<int:pk>/returned/": lambda thing: {**_WORDS, "day": DAY_TEXT},
    "/notices/l/<str:secret>/receive/": lambda thing: {"stated": "on"},
    "/notices/l/<str:secret>/answer/": lambda thing: {"answer": "accepted"},
    "/calendar/": lambda thing: _DAY,
    "/calendar/<int:year>/": lambda thing: _DAY,
    "/language/": lambda thing: {"language": "en"},
    "/api/v1/files/uploads/": lambda thing: {"name": "a.txt", "size": 5},
    "/api/v1/organisations/units": lambda thing: {**_UNIT, "area": thing("area")},
    "/api/v1/organisations/units/check-table": lambda thing: {"file": thing("table")},
    "/api/v1/organisations/units/import": lambda thing: {"file": thing("table")},
    "/api/v1/organisations/units/<unit_id>": lambda thing: {"version": 1, "headcount": 9},
    "/api/v1/organisations/units/<unit_id>/close": lambda thing: {**_LAST, "version": 1},
    "/api/v1/organisations/units/<unit_id>/tags": lambda thing: {"names": ["沿街"]},
    "/api/v1/organisations/units/<unit_id>/sites": lambda thing: {"name": "库", "address": "路9号"},
    "/api/v1/organisations/units/<unit_id>/occupancies": lambda thing: {
        "building_id": thing("building"), "since": DAY_TEXT
    },
    "/api/v1/organisations/occupancies/<occupancy_id>/end": lambda thing: _LAST,
    "/api/v1/organisations/buildings": lambda thing: {
        "name": "新楼", "address": "路2号", "area": thing("area"), "owner_id": thing("unit")
    },
    "/api/v1/organisations/bodies": lambda thing: {**_BODY, "area": thing("area")},
    "/api/v1/organisations/bodies/<body_id>/territories": lambda thing: {
        "low": thing("area"), "high": thing("area"), "since": DAY_TEXT
    },
    "/api/v1/organisations/territories/<territory_id>/end": lambda thing: _LAST,
    "/api/v1/organisations/mandates": lambda thing: {
        "body_id": thing("body"), "matter": "fire", "power": "help", "unit_id": thing("unit"),
        "since": DAY_TEXT,
    },
    "/api/v1/organisations/mandates/<mandate_id>/end": lambda thing: _LAST,
    "/api/v1/organisations/facts": lambda thing: {
        "subject_kind": "unit", "subject_id": thing("unit"), "key": "risk_grade", "value": "red",
        "since": DAY_TEXT,
    },
    "/api/v1/people/persons": lambda thing: {"name": "新人"},
    "/api/v1/people/invitations": lambda thing: {"name": "新人", "role": "worker", "unit_id": thing("unit")},
    "/api/v1/people/invitations/accept": lambda thing: {
        "secret": "nonsense", "username": "new.comer", "password": w.PASSWORD
    },
    "/api/v1/people/passwords": lambda thing: {"secret": "nonsense", "password": w.PASSWORD},
    "/api/v1/people/memberships": lambda thing: {
        "person_id": thing("person"), "role": "worker", "since": DAY_TEXT, "unit_id": thing("unit")
    },
    "/api/v1/people/memberships/<membership_id>/end": lambda thing: _LAST,
    "/api/v1/people/tokens": lambda thing: {
        "membership_id": thing("membership"), "name": "x", "scope": "read",
        "expires_at": "2026-12-20T00:00:00+08:00",
    },
    "/api/v1/instruments/documents/": lambda thing: {"file_id": thing("plan_file")},
    "/api/v1/instruments/documents/<pk>/decisions/": lambda thing: {
        "proposal_ids": [thing("proposal")], "decision": "kept"
    },
    "/api/v1/instruments/documents/<pk>/proposals/": lambda thing: {
        "kind": "task", "title": "新增任务", "clause": "一", "part": 0
    },
    "/api/v1/instruments/documents/<pk>/proposals/<proposal>/": lambda thing: {
        "kind": "task", "title": "改正"
    },
    "/api/v1/instruments/documents/<pk>/publish/": lambda thing: {"counting_from": DAY_TEXT, "version": 1},
    "/api/v1/instruments/documents/<pk>/discard/": lambda thing: {"version": 1},
    "/api/v1/plans/shares/confirmations/": lambda thing: {"share_ids": [thing("share_old")], "done": True},
    "/api/v1/plans/shares/<pk>/progress/": lambda thing: {"month": "2026-11-01", "nil": True, "percent": 5},
    "/api/v1/plans/<pk>/targets/<target>/readings/": lambda thing: {
        "day": DAY_TEXT, "value": "91", "source": "台账"
    },
    "/api/v1/notices/consent/": lambda thing: {},
    "/api/v1/notices/services/<pk>/answer/": lambda thing: {"accepts": True},
    "/api/v1/notices/services/<pk>/reply/": lambda thing: _WORDS,
    "/api/v1/notices/services/<pk>/delivered/": lambda thing: {"day": DAY_TEXT},
    "/api/v1/notices/services/<pk>/returned/": lambda thing: {**_WORDS, "day": DAY_TEXT},
    "/api/v1/hazards/": lambda thing: {**_HAZARD, "unit_id": thing("unit")},
    "/api/v1/hazards/<pk>/confirm/": lambda thing: {"grade": "general"},
    "/api/v1/hazards/<pk>/serve/": lambda thing: {
        "recipient_id": thing("person"), "method": "in_person", "signature": DRAWN
    },
    "/api/v1/hazards/suspensions/<pk>/serve/": lambda thing: {
        "recipient_id": thing("person"), "method": "in_person", "signature": DRAWN
    },
    "/api/v1/hazards/<pk>/rectified/": lambda thing: _WORDS,
    "/api/v1/reports/calendar/days/": lambda thing: _DAY,
}  # fmt: skip


def body_of(address: Address, thing: Thing) -> dict[str, Any]:
    """The least that is valid for this address."""
    last = address.route.rstrip("/").rsplit("/", 1)[-1]
    is_hazards = any(f"/hazards/{one}<" in address.route for one in ("", "suspensions/", "items/"))
    if address.route in BODIES:
        found = BODIES[address.route](thing)
    elif any(one in address.route for one in ("/plans/shares/<", "/plans/progress/<")):
        found = _SHARE_STEPS.get(last, lambda _: {})(thing)
        return {**found, "version": thing(f"version:{address.kinds[0][1]}")}
    elif is_hazards:
        found = _BY_STEP.get(last, lambda _: _WORDS)(thing)
    else:
        return {}
    if is_hazards:
        return {**found, "version": thing(f"version:{address.kinds[0][1]}")}
    return found


QUERIES: dict[str, str] = {
    "/hazards/board/rows/": "?figure=open",
    "/api/v1/places/areas": "?q=竹溪",
    "/instruments/<int:pk>/add/": "?clause=一&part=0",
}
"""What an address needs behind the question mark."""
