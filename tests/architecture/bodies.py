"""The least body that is valid for every address that writes."""

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from typing import Any

from tests import world as w
from tests.architecture.asked import Address, Thing
from tests.architecture.scene import DAY
from tests.architecture.scene_hazards import COLUMNS, ELEMENTS
from zhiben.config.api import api

DAY_TEXT = DAY.isoformat()
DRAWN = "data:image/png;base64," + b64encode(w.PNG).decode()
_WORDS = {"text": "说明"}
_UNIT = {"name": "新单位", "kind": "enterprise", "sector": "commerce", "address": "一号街1号"}
_NAMED_UNIT = {
    "called": "某单位", "name": "某单位", "kind": "enterprise", "sector": "commerce", "address": "路3号"
}  # fmt: skip
_BODY = {"name": "新机关", "short_name": "新机关", "kind": "department", "level": "county"}
_HAZARD = {"title": "通道堵塞", "description": "安全通道堵塞", "place": "一层", "matter": "general"}
_HAZARD |= {"found_day": DAY_TEXT}
_OWN = {"title": "灭火器欠压", "place": "仓库", "matter": "general", "limit_day": "2026-11-25"}
_DRAW = {"first": "2026-01-01", "last": DAY_TEXT, "percent": 10, "seed": "甲"}
_LAST = {"last_day": DAY_TEXT}
_SINCE = "2026-11-20T09:00:00+08:00"
_STOP = {
    "kind": "stop_of_use",
    "extent": "车间",
    "basis": "第六十五条",
    "decided_as": "局长",
    "since": _SINCE,
}
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


def _to_town(thing: Thing) -> dict[str, Any]:
    body = thing("town_body")
    return {**_WORDS, "to_body_id": body, "matter": "fire", "to": f"{body}:fire"}


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
    "end": lambda thing: {**_WORDS, "interim_id": thing("interim")},
    "end_interim": lambda thing: {**_WORDS, "interim_id": thing("interim")},
    **dict.fromkeys(("transfer", "ask_transfer", "assign"), _to_town),
    **dict.fromkeys(
        ("joint", "join"), lambda thing: {"body_ids": [thing("town_body")], "bodies": thing("town_body")}
    ),
    **dict.fromkeys(("discussion", "discuss"), lambda thing: {**_WORDS, "kind": "discussion"}),
    **dict.fromkeys(("grade", "regrade"), lambda thing: {**_WORDS, "grade": "general"}),
    **dict.fromkeys(("hand-over", "hand_over"), lambda thing: {**_WORDS, "destination": "邻市应急管理局"}),
    **dict.fromkeys(("look-again", "look_again_well"), lambda thing: {**_WORDS, "corrected": True}),
    **dict.fromkeys(("reinspection", "reinspect"), lambda thing: {**_WORDS, "signature": DRAWN}),
    "double_report": lambda thing: {**_WORDS, "which": "found:supervisor", "day": DAY_TEXT},
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
    "/hazards/own/": lambda thing: _OWN,
    "/hazards/dissuade/": lambda thing: {**_OWN, **_WORDS, "unit": thing("unit")},
    "/hazards/inside/": lambda thing: {"seed": "甲"},
    "/hazards/look-back/": lambda thing: _DRAW,
    "/hazards/sheets/": lambda thing: {"title": "签收表"},
    "/hazards/sheets/<int:pk>/": lambda thing: {"photos": thing("photo")},
    "/hazards/same/<int:pk>/merge/": lambda thing: {
        "kept": thing("hazard_reported"), "kept_version": thing("version:hazard_reported"),
        "ended_version": thing("version:hazard_twin"),
    },
    "/hazards/same/<int:pk>/refuse/": lambda thing: {"version": thing("version:pair")},
    "/hazards/same/propose/<int:pk>/": lambda thing: {"number": thing("number")},
    "/hazards/same/unmerge/<int:pk>/": lambda thing: {**_WORDS, "version": thing("version:hazard_merged")},
    "/hazards/visited/": lambda thing: {"unit": thing("unit"), "matter": "general", "day": DAY_TEXT},
    "/hazards/registers/": lambda thing: {"file": thing("register_file")},
    "/hazards/registers/<int:pk>/layout/": lambda thing: {
        "matter": "general", "split": "none", "day_order": "ymd",
        **{f"column_{place}": name for place, name in enumerate(COLUMNS)},
    },
    "/hazards/registers/<int:pk>/head/": lambda thing: {
        "head-sheet": "Sheet1", "head-first": 1, "head-last": 1
    },
    "/hazards/registers/<int:pk>/unit/": lambda thing: {"name": "某单位", "unit": thing("unit")},
    "/hazards/registers/<int:pk>/new-unit/": lambda thing: {**_NAMED_UNIT, "area": thing("area")},
    "/plans/<int:pk>/targets/<int:target>/": lambda thing: {
        "day": DAY_TEXT, "value": "91", "source": "台账"
    },
    "/plans/<int:pk>/older/": lambda thing: {"ids": thing("share_old"), "outcome": "done"},
    "/plans/<int:pk>/close/": lambda thing: {"reason": "行动已结束"},
    "/api/v1/plans/<pk>/close/": lambda thing: {"reason": "行动已结束"},
    "/plans/report-rules/new/": lambda thing: {
        "title": "月报", "bodies": thing("town_body"), "per": "month", "starts": DAY_TEXT, "steps": 0,
        "cutoff_days": 0, "remind_before": 3,
    },
    "/plans/report-rules/<int:pk>/add/": lambda thing: {"bodies": thing("town_body")},
    "/plans/report-rules/<int:pk>/remove/": lambda thing: {"bodies": thing("body")},
    "/duties/record/": lambda thing: {"kind": "drill.evacuation", "done_day": DAY_TEXT, "files": thing("photo")},
    "/duties/record/today/": lambda thing: {"kind": "drill.evacuation"},
    "/duties/activities/<int:pk>/withdraw/": lambda thing: {"reason": "填错"},
    "/duties/import/": lambda thing: {"file": thing("table")},
    "/duties/import/confirm/": lambda thing: {"file": thing("table"), "partial": "true"},
    "/api/v1/duties/activities/": lambda thing: {
        "kind": "drill.evacuation", "done_day": DAY_TEXT, "unit_id": thing("unit"), "file_ids": [thing("photo")]
    },
    "/api/v1/duties/activities/batch/": lambda thing: {
        "rows": [{"kind": "drill.evacuation", "done_day": DAY_TEXT, "unit_id": thing("unit")}]
    },
    "/api/v1/duties/activities/<pk>/withdrawal/": lambda thing: {"reason": "填错"},
    "/duties/events/new/": lambda thing: {
        "kind": "criticism.named", "day": "2026-11-20", "unit_id": thing("unit")
    },
    "/duties/events/<int:pk>/withdraw/": lambda thing: {"reason": "录入有误"},
    "/duties/seats/<int:pk>/copy/": lambda thing: {"from_scheme": thing("scheme")},
    "/duties/seats/holders/<int:pk>/end/": lambda thing: {"day": "2026-11-20", "why": "moved"},
    "/duties/seats/holders/<int:pk>/hand-over/": lambda thing: {
        "name": "新人", "office": "站长", "day": DAY_TEXT
    },
    "/duties/seats/<int:pk>/roll-call/": lambda thing: {
        "reason": "暴雨预警", "minutes": "60", "area": thing("area")
    },
    "/api/v1/duties/seats/schemes/<pk>/roll-calls/": lambda thing: {
        "reason": "暴雨预警", "area": thing("area")
    },
    "/api/v1/duties/events/": lambda thing: {
        "kind": "criticism.named", "day": "2026-11-20", "unit_id": thing("unit")
    },
    "/api/v1/duties/events/<pk>/withdrawal/": lambda thing: {"reason": "录入有误"},
    "/api/v1/duties/seats/schemes/<pk>/holders/": lambda thing: {
        "unit_id": thing("unit"), "holders": [{"seat": "firefighter", "name": "新人", "office": "站长"}]
    },
    "/api/v1/duties/seats/schemes/<pk>/copies/": lambda thing: {
        "unit_id": thing("unit"), "from_scheme_id": thing("scheme")
    },
    "/api/v1/duties/seats/holders/<pk>/end/": lambda thing: {"day": "2026-11-20", "why": "moved"},
    "/api/v1/duties/seats/holders/<pk>/hand-over/": lambda thing: {
        "successor": {"name": "新人", "office": "站长"}, "day": DAY_TEXT
    },
    "/duties/periods/<int:pk>/excuse/": lambda thing: {"reason": "停产"},
    "/api/v1/duties/periods/<pk>/excuse/": lambda thing: {"reason": "停产"},
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
    "/api/v1/plans/report-rules/": lambda thing: {
        "title": "月报", "bodies": [thing("town_body")], "term": {"per": "month"}, "starts": DAY_TEXT
    },
    "/api/v1/plans/report-rules/<pk>/senders/": lambda thing: {"add": [thing("town_body")]},
    "/api/v1/notices/consent/": lambda thing: {},
    "/api/v1/notices/services/<pk>/answer/": lambda thing: {"accepts": True},
    "/api/v1/notices/services/<pk>/reply/": lambda thing: _WORDS,
    "/api/v1/notices/services/<pk>/delivered/": lambda thing: {"day": DAY_TEXT},
    "/api/v1/notices/services/<pk>/returned/": lambda thing: {**_WORDS, "day": DAY_TEXT},
    "/api/v1/hazards/": lambda thing: {**_HAZARD, "unit_id": thing("unit")},
    "/api/v1/hazards/own/": lambda thing: _OWN,
    "/api/v1/hazards/dissuaded/": lambda thing: {**_OWN, **_WORDS, "unit_id": thing("unit")},
    "/api/v1/hazards/inside/samples/": lambda thing: {"seed": "甲"},
    "/api/v1/hazards/look-back/": lambda thing: _DRAW,
    "/api/v1/hazards/same/pairs/<pk>/refuse/": lambda thing: {"version": thing("version:pair")},
    "/api/v1/hazards/same/merge/": lambda thing: {
        "kept_id": thing("hazard_reported"), "kept_version": thing("version:hazard_reported"),
        "ended_id": thing("hazard_twin"), "ended_version": thing("version:hazard_twin"),
    },
    "/api/v1/hazards/visits/clean/": lambda thing: {"unit_id": thing("unit"), "day": DAY_TEXT},
    "/api/v1/hazards/registers/": lambda thing: {"file": thing("register_file")},
    "/api/v1/hazards/registers/<pk>/head/": lambda thing: {"sheet": "Sheet1", "first": 1, "last": 1},
    "/api/v1/hazards/registers/<pk>/layout/": lambda thing: {"columns": list(COLUMNS)},
    "/api/v1/hazards/registers/<pk>/units/": lambda thing: {"name": "某单位", "unit": thing("unit")},
    "/api/v1/hazards/registers/<pk>/units/new/": lambda thing: {**_NAMED_UNIT, "area": thing("area")},
    "/api/v1/hazards/registers/<pk>/confirm/": lambda thing: {},
    "/api/v1/hazards/registers/<pk>/rest/": lambda thing: {},
    "/api/v1/hazards/<pk>/transfer/accept/": lambda thing: {},
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


@cache
def _fields() -> dict[tuple[str, str], frozenset[str]]:
    """Method and route of the API → the fields its body knows."""
    described, found = api.get_openapi_schema(), {}
    for path, methods in described["paths"].items():
        route = path.replace("{", "<").replace("}", ">")
        for method, one in methods.items():
            given = one.get("requestBody", {}).get("content", {}).get("application/json")
            if given is not None:
                name = given["schema"].get("$ref", "").rsplit("/", 1)[-1]
                known = described["components"]["schemas"].get(name, given["schema"])
                found[method.upper(), route] = frozenset(known.get("properties", {}))
    return found


def body_of(address: Address, thing: Thing) -> dict[str, Any]:
    """The least that is valid for this address."""
    found = _given(address, thing)
    if address.json:
        known = _fields().get((address.method, address.route), frozenset())
        return {name: value for name, value in found.items() if name in known}
    return found


def _given(address: Address, thing: Thing) -> dict[str, Any]:
    """The same with fields of the page and of the API."""
    last = address.route.rstrip("/").rsplit("/", 1)[-1]
    is_hazards = any(f"/hazards/{one}<" in address.route for one in ("", "suspensions/", "items/"))
    if address.route in BODIES:
        found = BODIES[address.route](thing)
    elif any(one in address.route for one in ("/plans/shares/<", "/plans/progress/<")):
        found = _SHARE_STEPS.get(last, lambda _: {})(thing)
        return {**found, "version": thing(f"version:{address.kinds[0][1]}")}
    elif "/plans/dues/<" in address.route:
        found = {"text": "总结"} if last in ("deliver", "delivery") else {"reason": "不符"}
        return {**found, "version": thing(f"version:{address.kinds[0][1]}")}
    elif is_hazards:
        found = _BY_STEP.get(last, lambda _: _WORDS)(thing)
    else:
        return {}
    if is_hazards:
        return {"version": thing(f"version:{address.kinds[0][1]}"), **found}
    return found


QUERIES: dict[str, str] = {
    "/hazards/board/rows/": "?figure=open",
    "/api/v1/places/areas": "?q=竹溪",
    "/instruments/<int:pk>/add/": "?clause=一&part=0",
}
"""What an address needs behind the question mark."""
