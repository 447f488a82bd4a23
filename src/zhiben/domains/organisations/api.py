"""Organisations over the API: every operation, and the lists."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Limit
from zhiben.core.wording import words
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.schemas import (
    BodyIn,
    BodyOut,
    BuildingIn,
    CloseIn,
    CountOut,
    FactIn,
    GapOut,
    HolderOut,
    IdOut,
    ImportIn,
    LastDayIn,
    MandateIn,
    MandateOut,
    OccupancyIn,
    SiteIn,
    StretchOut,
    TableOut,
    TagsIn,
    TerritoryIn,
    UnitIn,
    UnitLine,
    UnitOut,
    UnitPatch,
    VersionOut,
)
from zhiben.domains.places import queries as places

router = Router(tags=["organisations"])


def _made(key: int) -> Any:
    return Status(201, {"id": key})


def _demand(request: HttpRequest, permission: str) -> None:
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def _page(rows: Any, after: str | None, limit: int) -> dict[str, Any]:
    """A page of a list, the newest first."""
    cursor = after_cursor(after, int)
    if cursor is not None:
        rows = rows.filter(pk__lt=cursor[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/units", response=Page[UnitLine], summary="Units within reach")
def list_units(
    request: HttpRequest,
    q: str = "",
    kind: str | None = None,
    sector: str | None = None,
    area: Id | None = None,
    tag: str = "",
    high_hazard: bool = False,
    closed: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The newest first; open ones unless the closed are asked for."""
    rows = queries.list_units(
        request.actor,
        q=q[:100],
        kind=kind,
        sector=sector,
        area=places.range_of(area) if area else None,
        tag=tag,
        high_hazard=high_hazard,
        closed=closed,
    )
    return _page(rows, after, limit)


@router.post("/units", response={201: IdOut}, summary="Register a unit")
def register_unit(request: HttpRequest, body: UnitIn) -> Any:
    """The area must be known."""
    places.area(body.area)
    return _made(operations.register_unit(actor=request.actor, at=clock.now(), **body.model_dump()))


@router.post("/units/check-table", response=TableOut, summary="Look through an uploaded table of units")
def check_table(request: HttpRequest, body: ImportIn) -> dict[str, Any]:
    """Nothing is written."""
    _demand(request, "organisations.import_units")
    table = queries.check_unit_table(request.actor, body.file)
    problems = [
        {"row": p.row, "column": p.column, "code": p.finding.code, "text": words(p.finding)}
        for p in table.problems
    ]
    warnings = [words(finding) for finding in table.warnings]
    return {"rows": len(table.rows), "problems": problems, "warnings": warnings}


@router.post("/units/import", response={201: CountOut}, summary="Register every unit of an uploaded table")
def import_units(request: HttpRequest, body: ImportIn) -> Any:
    """All or nothing."""
    count = operations.import_units(actor=request.actor, at=clock.now(), file_id=body.file)
    return Status(201, {"count": count})


@router.get("/units/unsupervised", response=list[GapOut], summary="Units nobody supervises, by matter")
def unsupervised(request: HttpRequest) -> Any:
    """At most a thousand for each matter."""
    _demand(request, "organisations.read_mandates")
    return queries.unsupervised(request.actor, clock.today())


@router.get("/units/{unit_id}", response=UnitOut, summary="One unit")
def get_unit(request: HttpRequest, unit_id: Id) -> Any:
    """With sites, buildings and tags."""
    return queries.get_unit(request.actor, unit_id)


@router.patch("/units/{unit_id}", response=VersionOut, summary="Amend a unit")
def amend_unit(request: HttpRequest, unit_id: Id, body: UnitPatch) -> dict[str, int]:
    """Only the fields sent are changed."""
    sent = body.model_dump(exclude_unset=True)
    seen = sent.pop("version")
    changes = cast(operations.UnitChanges, sent)
    if body.area is not None:
        places.area(body.area)
    version = operations.amend_unit(
        actor=request.actor, at=clock.now(), unit_id=unit_id, seen_version=seen, changes=changes
    )
    return {"id": unit_id, "version": version}


@router.post("/units/{unit_id}/close", response=VersionOut, summary="Close a unit")
def close_unit(request: HttpRequest, unit_id: Id, body: CloseIn) -> dict[str, int]:
    """Its history stays."""
    version = operations.close_unit(
        actor=request.actor, at=clock.now(), unit_id=unit_id, seen_version=body.version, day=body.last_day
    )
    return {"id": unit_id, "version": version}


@router.put("/units/{unit_id}/tags", response={204: None}, summary="Set the tags of a unit")
def tag_unit(request: HttpRequest, unit_id: Id, body: TagsIn) -> Any:
    """Exactly these."""
    operations.tag_unit(actor=request.actor, at=clock.now(), unit_id=unit_id, names=body.names)
    return Status(204, None)


@router.post("/units/{unit_id}/sites", response={201: IdOut}, summary="Add a site to a unit")
def add_site(request: HttpRequest, unit_id: Id, body: SiteIn) -> Any:
    """Without an area it lies where the unit lies."""
    values = body.model_dump()
    return _made(operations.add_site(actor=request.actor, at=clock.now(), unit_id=unit_id, **values))


@router.post("/units/{unit_id}/occupancies", response={201: IdOut}, summary="Put a unit into a building")
def occupy(request: HttpRequest, unit_id: Id, body: OccupancyIn) -> Any:
    """From a day on."""
    values = body.model_dump()
    return _made(operations.occupy(actor=request.actor, at=clock.now(), unit_id=unit_id, **values))


@router.get("/units/{unit_id}/holders", response=list[HolderOut], summary="Who has which power over a unit")
def list_holders(request: HttpRequest, unit_id: Id) -> Any:
    """Today, in every matter."""
    unit = queries.get_unit(request.actor, unit_id)
    return queries.holders_by_matter(unit_id, unit.area, unit.sector, clock.today())


@router.post("/occupancies/{occupancy_id}/end", response={204: None}, summary="A unit leaves a building")
def vacate(request: HttpRequest, occupancy_id: Id, body: LastDayIn) -> Any:
    """On its last day there."""
    operations.vacate(actor=request.actor, at=clock.now(), occupancy_id=occupancy_id, last_day=body.last_day)
    return Status(204, None)


@router.post("/buildings", response={201: IdOut}, summary="Register a building")
def add_building(request: HttpRequest, body: BuildingIn) -> Any:
    """With owner and manager, if they are known units."""
    places.area(body.area)
    return _made(operations.add_building(actor=request.actor, at=clock.now(), **body.model_dump()))


@router.get("/bodies", response=Page[BodyOut], summary="Bodies")
def list_bodies(
    request: HttpRequest,
    q: str = "",
    kind: str | None = None,
    level: str | None = None,
    area: Id | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Bodies are public to everybody signed in."""
    within = places.range_of(area) if area else None
    return _page(queries.list_bodies(q=q[:100], kind=kind, level=level, area=within), after, limit)


@router.post("/bodies", response={201: IdOut}, summary="Register a body")
def register_body(request: HttpRequest, body: BodyIn) -> Any:
    """It reaches nothing until it is given a territory."""
    return _made(operations.register_body(actor=request.actor, at=clock.now(), **body.model_dump()))


@router.get("/bodies/{body_id}", response=BodyOut, summary="One body")
def get_body(request: HttpRequest, body_id: Id) -> Any:
    """Kind, level, area and superior."""
    found = queries.body_brief(body_id)
    if found is None:
        raise NotFound(Finding("not-found"))
    return found


@router.get("/bodies/{body_id}/territories", response=list[StretchOut], summary="What a body reaches")
def list_territories(request: HttpRequest, body_id: Id) -> Any:
    """Past stretches too."""
    get_body(request, body_id)
    return queries.stretches_of_body(body_id)


@router.post(
    "/bodies/{body_id}/territories", response={201: IdOut}, summary="Let a body reach a range of areas"
)
def add_territory(request: HttpRequest, body_id: Id, body: TerritoryIn) -> Any:
    """In one sector or matter, or in all."""
    values = body.model_dump()
    return _made(operations.add_territory(actor=request.actor, at=clock.now(), body_id=body_id, **values))


@router.post(
    "/territories/{territory_id}/end", response={204: None}, summary="End a stretch of a body's reach"
)
def end_territory(request: HttpRequest, territory_id: Id, body: LastDayIn) -> Any:
    """On its last day."""
    operations.end_territory(
        actor=request.actor, at=clock.now(), territory_id=territory_id, last_day=body.last_day
    )
    return Status(204, None)


@router.get("/mandates", response=Page[MandateOut], summary="Mandates within reach")
def list_mandates(
    request: HttpRequest,
    matter: str | None = None,
    power: str | None = None,
    body: Id | None = None,
    unit: Id | None = None,
    ended: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Those without a last day unless the ended are asked for."""
    _demand(request, "organisations.read_mandates")
    rows = queries.list_mandates(request.actor, matter=matter, power=power, body=body, unit=unit, ended=ended)
    return _page(rows, after, limit)


@router.post("/mandates", response={201: IdOut}, summary="Grant a mandate")
def grant_mandate(request: HttpRequest, body: MandateIn) -> Any:
    """Over a unit, over a site, or by default over a range of areas."""
    return _made(operations.grant_mandate(actor=request.actor, at=clock.now(), **body.model_dump()))


@router.post("/mandates/{mandate_id}/end", response={204: None}, summary="End a mandate")
def end_mandate(request: HttpRequest, mandate_id: Id, body: LastDayIn) -> Any:
    """On its last day."""
    operations.end_mandate(actor=request.actor, at=clock.now(), mandate_id=mandate_id, last_day=body.last_day)
    return Status(204, None)


@router.post("/facts", response={201: IdOut}, summary="Set a fact about a unit, a site or a body")
def set_fact(request: HttpRequest, body: FactIn) -> Any:
    """The former value ends the day before."""
    return _made(operations.set_subject_fact(actor=request.actor, at=clock.now(), **body.model_dump()))
