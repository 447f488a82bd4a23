"""Every read of the places domain."""

from zhiben.domains.places.queries.areas import (
    AreaItem,
    SourceItem,
    ancestors,
    area,
    child_counts,
    children,
    codes_by_name,
    find_area,
    full_name,
    full_names,
    map_labels,
    names,
    outlines,
    parse_code,
    range_of,
    sources,
    successors,
)
from zhiben.domains.places.queries.finding import find

__all__ = [
    "AreaItem",
    "SourceItem",
    "ancestors",
    "area",
    "child_counts",
    "children",
    "codes_by_name",
    "find",
    "find_area",
    "full_name",
    "full_names",
    "map_labels",
    "names",
    "outlines",
    "parse_code",
    "range_of",
    "sources",
    "successors",
]
