"""What is asked of every address: which things its parameters name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import world as w
from zhiben.config.api import api
from zhiben.core.edges import is_public
from zhiben.domains.hazards.views.cases import STEPS
from zhiben.domains.hazards.views.suspension import STEPS as SUSPENSION_STEPS
from zhiben.domains.hazards.views.treatment import ITEM_STEPS
from zhiben.domains.plans.views import cases as shares
from zhiben.domains.plans.views import dues

Thing = Callable[[str], Any]
"""From a kind of thing to its id, for the role that asks and the object (own or foreign) it asks for."""

HAZARD_OF = {
    "confirm": "hazard_reported",
    "decline": "hazard_reported",
    "accept": "hazard_rectified",
    "acceptance": "hazard_rectified",
    "review": "hazard_rectified",
    "send_back": "hazard_rectified",
    "send-back": "hazard_rectified",
    **dict.fromkeys(("fix_own", "close_own", "raise_own", "fixed", "close", "raise"), "hazard_inside"),
    **dict.fromkeys(("look_again_well", "look-again"), "hazard_dissuaded"),
    "unmerge": "hazard_merged",
}
"""The hazard in whose state a step makes sense; the one whose letter is served for all others."""

SHARE_OF = {"name_lead": "share_unnamed", "lead": "share_unnamed"}
SHARE_OF |= {"confirm_done": "share_old", "confirm_running": "share_old"}
"""The same for shares; the one that runs for all others."""

DUE_OF = {"send_back": "report_delivered", "return": "report_delivered"}
"""The same for reports due; the one that is owed for all others."""

STEPPED: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "hazards:step": (tuple(STEPS), lambda name: HAZARD_OF.get(name, "hazard_served")),
    "hazards:suspension_step": (tuple(SUSPENSION_STEPS), lambda name: "suspension"),
    "hazards:item_step": (tuple(ITEM_STEPS), lambda name: "sub_item"),
    "plans:step": (
        (*shares.STEPS, "confirm_done", "confirm_running"),
        lambda name: SHARE_OF.get(name, "share"),
    ),
    "plans:progress_step": (("review", "return"), lambda name: "progress"),
    "plans:due_step": (tuple(dues.STEPS), lambda name: DUE_OF.get(name, "report")),
    "plans:report_rule_step": (("add", "remove", "end"), lambda name: "report_rule"),
}
"""Addresses whose last part is a step: each step is a line of its own, with the thing it is done on."""

PARTS_OF = {"signatures": "signature", "suspensions": "suspension", "items": "sub_item", "pairs": "pair"}
PARTS_OF |= {"registers": "register", "layouts": "layout"}
"""Folders of the API of hazards whose number is not that of a hazard."""

DUTIES_OF = {"periods": "duty_period", "activities": "activity", "files": "activity_file"}
DUTIES_OF |= {"events": "duty_event", "received": "delivery", "seats": "scheme", "schemes": "scheme"}
DUTIES_OF |= {"holders": "holder", "hand-overs": "hand_over", "persons": "person", "board": "unit"}
DUTIES_OF |= {"roll-calls": "roll_call", "lines": "roll_line"}
"""Things of duties by the folder before their number; a number right under duties is that of a duty."""

RULES = {"duty", "scheme"}
"""Rules are everybody's: there is no foreign one. What is done under them names its subject in the body."""

PUBLIC_THINGS = {"code", "year", "secret", "variant", "offset", "name", "key", "uidb36", "month", "tag"}
PUBLIC_THINGS |= {"occasion", "period", "kind"}
"""Parameters that name nothing of anybody's."""

FIXED = {"code": w.TOWNS[0], "year": 2026, "secret": "nonsense", "offset": 0, "key": "x", "uidb36": "x"}
FIXED |= {"variant": "view", "month": "2026-11-01", "tag": "jobs", "occasion": "suspend", "period": "2026-Q3"}
FIXED |= {"kind": "unit"}
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

    @property
    def is_of_rules(self) -> bool:
        """Whether it names rules and nothing else."""
        named = {kind for name, kind in self.kinds if name not in PUBLIC_THINGS}
        return bool(named) and named <= RULES

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
    "hazards:sheet.pk": "sheet",
    "hazards:sheet_photo.pk": "sheet_photo",
    **{f"hazards:same_{name}.pk": "pair" for name in ("pair", "merge", "refuse")},
    "hazards:same_propose.pk": "hazard_reported",
    "hazards:same_unmerge.pk": "hazard_merged",
    "hazards:register.pk": "register",
    **{f"hazards:register_{name}.pk": "register" for name in ("layout", "head", "unit", "new_unit")},
    **{f"hazards:register_{name}.pk": "register" for name in ("confirm", "rest")},
    "hazards:register_export.pk": "layout",
    "hazards.pk": "hazard",
    "notices:photo.pk": "service_photo",
    "notices.pk": "service",
    "plans.pk": "plan",
    "plans:share.pk": "share",
    "plans:evidence.pk": "evidence",
    "plans:due.pk": "report",
    "plans:due_file.pk": "report_file",
    "plans:report_rule.pk": "report_rule",
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


def duty_kinds(route: str) -> tuple[tuple[str, str], ...]:
    """Which things an address of duties names: each is told by the folder it stands in."""
    kinds, folder = [], ""
    for part in route.split("/"):
        if name := re.fullmatch(r"<(?:\w+:)?(\w+)>(?:\.\w+)?", part):
            is_public = name[1] in PUBLIC_THINGS
            kinds.append((name[1], name[1] if is_public else DUTIES_OF.get(folder, "duty")))
        else:
            folder = part
    return tuple(kinds)


def plan_kinds(route: str, last: str) -> tuple[tuple[str, str], ...]:
    """Which things the API of plans names beside the plan itself."""
    for folder, kind in (
        ("/plans/shares/<", SHARE_OF.get(last, "share")),
        ("/plans/progress/<", "progress"),
        ("/plans/dues/<", DUE_OF.get(last, "report")),
        ("/plans/report-rules/<", "report_rule"),
    ):
        if folder in route:
            return (("pk", kind),)
    return ()


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
        kinds = duty_kinds(route) if namespace == "duties" else kinds
        made += [Address(method, route, kinds) for method in _methods(found)]
    made.append(Address("POST", "/language/"))
    return made


def operations() -> list[Address]:
    """Every operation of the API."""
    made = []
    for prefix, router in api._routers:
        label = prefix.strip("/")
        for path, view in router.path_operations.items():
            tail = re.sub(r"\{(?:int:)?(\w+)\}", r"<\1>", path)
            route = "/api/v1/" + f"{label}/{tail.lstrip('/')}".lstrip("/")
            kinds = tuple((p, kind_of(label, "", p)) for p in _parameters(route))
            last = route.rstrip("/").rsplit("/", 1)[-1]
            if label == "hazards" and kinds:
                named = (one for part, one in PARTS_OF.items() if f"/{part}/<" in route)
                kinds = (("pk", next(named, HAZARD_OF.get(last, "hazard_served"))),)
            kinds = plan_kinds(route, last) or kinds
            if label == "duties":
                kinds = duty_kinds(route)
            made += [Address(method, route, kinds, True) for one in view.operations for method in one.methods]
    return made


def public_pages() -> set[str]:
    """Pages that need nobody signed in."""
    return {route for route, _, found in _patterns(get_resolver()) if is_public(found.callback)}
