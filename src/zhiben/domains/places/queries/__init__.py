"""Every read of the places domain."""

from zhiben.domains.places.queries.areas import (
    AreaItem,
    SourceItem,
    ancestors,
    area,
    children,
    codes_by_name,
    find_area,
    full_name,
    full_names,
    names,
    outlines,
    parse_code,
    range_of,
    sources,
    successors,
    with_children,
)
from zhiben.domains.places.queries.finding import find

__all__ = [
    "AreaItem",
    "SourceItem",
    "ancestors",
    "area",
    "children",
    "codes_by_name",
    "find",
    "find_area",
    "full_name",
    "full_names",
    "names",
    "outlines",
    "parse_code",
    "range_of",
    "sources",
    "successors",
    "with_children",
]
