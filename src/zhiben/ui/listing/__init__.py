"""The list pattern: filters from the URL, keyset pages, chosen columns, Excel: one object serves them all."""

from zhiben.ui.listing.columns import Column
from zhiben.ui.listing.excel import excel_response
from zhiben.ui.listing.filters import Choice, DayRange, Filter, Flag, Picker, Search, Whole
from zhiben.ui.listing.listing import Listing, Order, Page, Reading, Tab

__all__ = [
    "Choice",
    "Column",
    "DayRange",
    "Filter",
    "Flag",
    "Listing",
    "Order",
    "Page",
    "Picker",
    "Reading",
    "Search",
    "Tab",
    "Whole",
    "excel_response",
]
