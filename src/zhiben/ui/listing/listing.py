"""A list, declared once: the page, its fragment, the export and the API read it the same way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from zhiben.core import clock, jobs
from zhiben.ui.listing import cursors
from zhiben.ui.listing.columns import Column
from zhiben.ui.listing.excel import excel_response, workbook
from zhiben.ui.listing.filters import Filter, refuse

PAGE_SIZE = 50
CHUNK = 2000
LARGE = 2000
"""Rows above which an export is made by a job."""

EXPORT = "export"
"""Kind of the jobs that make them: one person has one at a time."""

Row = dict[str, Any]
Decorate = Callable[[list[Row]], list[Row]]


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the list; the query decides what it holds."""

    key: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Order:
    """An order one may choose. `fields` end in a unique column; `nullable`: those that may be NULL."""

    key: str
    label: str | Promise
    fields: tuple[str, ...] = ("-id",)
    nullable: frozenset[str] = frozenset()


NEWEST = (Order("new", "", ("-id",)),)


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the cursors to its neighbours (empty: there is none)."""

    rows: list[Row]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is: columns, filters, tabs, orders. `key` names it in cursors and in the column cookie.

    `job`: name of the task that exports more rows than a request should (handed query, columns, membership, language).
    """

    key: str
    title: str | Promise
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    tabs: tuple[Tab, ...] = ()
    orders: tuple[Order, ...] = NEWEST
    results: str = "ui/list_results.html"
    import_url: str = ""
    can_export: bool = True
    job: str = ""

    def read(self, params: Mapping[str, str], chosen: str = "") -> "Reading":
        """Filters, tab, order and cursor as asked for; Invalid names the parameter that does not fit."""
        values: dict[str, Any] = {}
        for each in self.filters:
            values.update(each.read(params))
        tab = self._one("tab", params, [tab.key for tab in self.tabs])
        order = self._one("sort", params, [order.key for order in self.orders])
        columns = tuple(column for column in self.columns if column.key in chosen.split("."))
        return Reading(
            listing=self,
            filters=values,
            tab=tab,
            order=next(o for o in self.orders if o.key == order),
            cursor=params.get("cursor", ""),
            columns=columns or tuple(column for column in self.columns if column.is_shown),
            params={k: v for k, v in params.items() if k in self.parameters and v.strip()},
        )

    def read_request(self, request: HttpRequest) -> "Reading":
        """The same from a page's request, with the columns the person chose."""
        return self.read(request.GET.dict(), request.COOKIES.get(f"columns-{self.key}", ""))

    @property
    def parameters(self) -> frozenset[str]:
        """Names in the URL that belong to this list, without the cursor."""
        return frozenset(name for each in self.filters for name in each.parameters) | {"tab", "sort"}

    def _one(self, name: str, params: Mapping[str, str], keys: Sequence[str]) -> str:
        raw = params.get(name, "").strip()
        if not raw:
            return keys[0] if keys else ""
        if raw not in keys:
            raise refuse(name, raw)
        return raw


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as somebody asked for it now."""

    listing: Listing
    filters: dict[str, Any]
    tab: str
    order: Order
    cursor: str
    columns: tuple[Column, ...]
    params: dict[str, str] = field(default_factory=dict)

    @property
    def _salt(self) -> str:
        return f"listing.{self.listing.key}.{','.join(self.order.fields)}"

    def page(self, rows: QuerySet[Any, Row], size: int = PAGE_SIZE) -> Page:
        """One page of a `.values()` queryset that carries the order's columns. Costs one query."""
        fields, nullable = self.order.fields, self.order.nullable
        if not self.cursor:
            found = list(rows.order_by(*fields)[: size + 1])
            return self._cut(found[:size], has_next=len(found) > size, has_previous=False)
        direction, values = cursors.decode(self._salt, self.cursor, len(fields))
        is_back = direction == cursors.BACK
        order = cursors.turned(fields) if is_back else fields
        found = list(rows.filter(cursors.after(order, values, nullable)).order_by(*order)[: size + 1])
        more, found = len(found) > size, found[:size]
        if is_back:
            return self._cut(found[::-1], has_next=True, has_previous=more)
        return self._cut(found, has_next=more, has_previous=True)

    def _cut(self, rows: list[Row], *, has_next: bool, has_previous: bool) -> Page:
        if not rows:
            return Page(rows)
        fields = self.order.fields
        last, first = cursors.values_of(rows[-1], fields), cursors.values_of(rows[0], fields)
        return Page(
            rows,
            next=cursors.encode(self._salt, cursors.FORWARD, last) if has_next else "",
            previous=cursors.encode(self._salt, cursors.BACK, first) if has_previous else "",
        )

    def url(self, **changes: str) -> str:
        """The query string of this list with some parameters changed (empty: taken away)."""
        params = {**self.params, **changes}
        return "?" + urlencode({key: value for key, value in params.items() if value})

    def every(self, rows: QuerySet[Any, Row], decorate: Decorate | None = None) -> Iterator[Row]:
        """All rows in order, decorated in chunks, in constant memory."""
        chunk: list[Row] = []
        for row in rows.order_by(*self.order.fields).iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield from decorate(chunk) if decorate else chunk
                chunk = []
        yield from decorate(chunk) if decorate and chunk else chunk

    def file_name(self) -> str:
        """What the exported list is called."""
        return f"{self.listing.title}-{clock.today().isoformat()}.xlsx"

    def workbook(self, rows: QuerySet[Any, Row], decorate: Decorate | None = None) -> bytes:
        """The whole list with these filters and columns, as the bytes of an .xlsx."""
        return workbook(self.columns, self.every(rows, decorate))

    def excel(self, rows: QuerySet[Any, Row], decorate: Decorate | None = None) -> HttpResponse:
        """The whole list with these filters and columns as .xlsx."""
        return excel_response(self.columns, self.every(rows, decorate), self.file_name())

    def _export(
        self, request: HttpRequest, rows: QuerySet[Any, Row], decorate: Decorate | None
    ) -> HttpResponse:
        """The file itself; what takes longer than a request should is made by a job that can be left running."""
        if not self.listing.job or not rows.order_by()[LARGE : LARGE + 1].exists():
            return self.excel(rows, decorate)
        actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
        if under_way := jobs.running(actor, EXPORT):
            messages.warning(
                request, _("Your last export is still being made. Order the next one when it is done.")
            )
            return redirect("core:job_page", under_way[0].id)
        task: Any = app.configure_task(self.listing.job)
        job = jobs.start(
            actor=actor,
            kind=EXPORT,
            task=task,
            query={key: value for key, value in self.params.items() if key != "export"},
            columns=".".join(column.key for column in self.columns),
            membership=actor.membership_id,
            language=get_language() or "zh-hans",
        )
        return redirect("core:job_page", job)

    def respond(
        self,
        request: HttpRequest,
        rows: QuerySet[Any, Row],
        *,
        template: str = "ui/list.html",
        decorate: Decorate | None = None,
        counts: Mapping[str, int] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """Page, fragment or Excel file, as the request asks."""
        if request.GET.get("export") == "xlsx" and self.listing.can_export:
            return self._export(request, rows, decorate)
        page = self.page(rows)
        shown = decorate(page.rows) if decorate else page.rows
        context = {"list": self, "page": page, "rows": shown, "counts": counts or {}, **(extra or {})}
        is_part = request.headers.get("HX-Target") == "results"
        response = render(request, self.listing.results if is_part else template, context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response
