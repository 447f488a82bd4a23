"""The areas over the API: search, one area, what lies under it, outlines, sources."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from zhiben.core.input import Id, Limit
from zhiben.domains.places import queries
from zhiben.domains.places.queries import AreaItem, SourceItem
from zhiben.domains.places.schemas import AreaOut, SourceOut
from zhiben.domains.places.vocabulary import Level

router = Router(tags=["places"])


@router.get("/areas", response=list[AreaOut], summary="Find areas by name, pinyin, initials or code")
def find_areas(
    request: HttpRequest,
    q: str,
    within: Id | None = None,
    level: Annotated[list[Level] | None, Query()] = None,
    limit: Limit = 20,
) -> list[AreaItem]:
    """The best matches first."""
    return queries.find(q, within=within, levels=level, limit=limit)


@router.get("/areas/{code}", response=AreaOut, summary="One area")
def get_area(request: HttpRequest, code: Id) -> AreaItem:
    """The area with this code."""
    return queries.area(code)


@router.get(
    "/areas/{code}/children", response=list[AreaOut], summary="Areas right under an area, or of a level"
)
def list_children(request: HttpRequest, code: Id, level: Level | None = None) -> list[AreaItem]:
    """In order of code."""
    queries.area(code)
    return queries.children(code, level)


@router.get("/areas/{code}/outlines", response=dict[str, Any], summary="Schematic outlines as GeoJSON")
def get_outlines(request: HttpRequest, code: Id) -> dict[str, Any]:
    """A FeatureCollection of the areas right under this one."""
    return queries.outlines(code)


@router.get("/sources", response=list[SourceOut], summary="Sources and licences of the area data")
def list_sources(request: HttpRequest) -> list[SourceItem]:
    """Which editions are loaded."""
    return queries.sources()
