"""The components: `{% load ui %}`. Small ones are written here, bigger ones have a template."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from zhiben.core import clock
from zhiben.core.findings import Finding
from zhiben.core.wording import words
from zhiben.ui import days
from zhiben.ui.badges import grade_word, state_word
from zhiben.ui.built import built_url
from zhiben.ui.listing.columns import Column
from zhiben.ui.navigation import Item
from zhiben.ui.words import script_words as words_of_scripts

register = template.Library()
register.filter("day", days.written_day)
register.filter("moment", days.written_moment)
register.filter("month", days.written_month)
register.filter("money", days.written_money)
register.simple_tag(built_url, name="built")

SHAPES = {"red": "octagon", "orange": "triangle", "yellow": "square", "blue": "circle", "none": "circle"}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite, drawn beside words and therefore hidden from screen readers."""
    return _icon(built_url("icons.svg"), name, extra)


@lru_cache(maxsize=1024)
def _icon(sprite: str, name: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        sprite,
        name,
    )


@register.simple_tag
def state_badge(kind: str, state: str) -> SafeString:
    """A state as a chip: label and tone as its domain registered them."""
    word = state_word(kind, state)
    return format_html('<span class="badge state state-{}">{}</span>', word.tone, word.label)


@register.simple_tag
def grade_badge(grade: str, colour: str = "", word: str = "") -> SafeString:
    """A grade: colour, shape and word together. `colour` and `word` for one that is not registered."""
    if not grade and not colour:
        return mark_safe("")
    known = grade_word(grade)
    colour = colour or known.tone
    return format_html(
        '<span class="badge grade grade-{}">{}<span>{}</span></span>',
        colour,
        icon(f"grade-{SHAPES[colour]}", "grade-shape"),
        word or known.label,
    )


@register.simple_tag
def due(day: date | None, ended: bool = False) -> SafeString:
    """A time limit: the day, and how much is left unless the case has ended."""
    if day is None:
        return format_html('<span class="text-secondary">{}</span>', gettext("no limit"))
    if ended:
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), days.written_day(day))
    tone, words = days.time_left(day, clock.today())
    mark = {"danger": "alert-circle", "warning": "clock", "neutral": "calendar"}[tone]
    return format_html(
        '<span class="due due-{}"><time datetime="{}">{}</time> <span class="due-left">{}{}</span></span>',
        tone,
        day.isoformat(),
        days.written_day(day),
        icon(mark),
        words,
    )


@register.filter
def finding_text(finding: Finding) -> str:
    """The sentence of a finding in the language of the page; days are written out."""
    params = {k: days.written_day(v) if isinstance(v, date) else v for k, v in finding.params.items()}
    return words(Finding(finding.code, params, finding.field))


_MARKS = r"[\u3000-\u9fff\uff00-\uffef“”·—（）%\d]*"
_CHINESE = re.compile(f"({_MARKS}[\u4e00-\u9fff]{_MARKS})")


@register.filter
def chinese(value: Any) -> Any:
    """Somebody's Chinese words, marked as such on an English page; everything else as it is."""
    if value is None or days.is_chinese() or not _CHINESE.search(str(value)):
        return value
    if isinstance(value, SafeString):
        return format_html('<span lang="zh">{}</span>', value)
    pieces = enumerate(_CHINESE.split(str(value)))
    return format_html_join(
        "", "{}", ((format_html('<span lang="zh">{}</span>', one) if n % 2 else one,) for n, one in pieces)
    )


@register.filter
def lookup(values: Mapping[Any, Any] | None, key: Any) -> Any:
    """`values[key]`, or nothing."""
    return (values or {}).get(key, "")


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, wide: bool = True) -> dict[str, Any]:
    """A form field the Tabler way: label, control, help, errors."""
    return {"field": bound, "shape": _dress(bound), "wide": wide}


def _dress(bound: BoundField) -> str:
    """Give the control Tabler's class; returns how the field is laid out."""
    widget = bound.field.widget
    attrs = widget.attrs
    if isinstance(widget, CheckboxInput):
        attrs["class"] = "form-check-input"
        shape = "check"
    elif isinstance(widget, RadioSelect):
        shape = "group"
    else:
        attrs["class"] = "form-select" if isinstance(widget, Select) else "form-control"
        shape = "plain"
    if bound.errors:
        attrs["class"] = f"{attrs.get('class', '')} is-invalid"
        attrs["aria-invalid"] = "true"
    return shape


@register.inclusion_tag("ui/empty.html")
def empty(title: str = "", hint: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """What stands where nothing is: said kindly, with the next thing to do."""
    return {"title": title or gettext("Nothing here"), "hint": hint, "url": url, "action": action}


@register.inclusion_tag("ui/pager.html")
def pager(reading: Any, page: Any) -> dict[str, Any]:
    """Links to the neighbouring pages of a list."""
    return {
        "next": reading.url(cursor=page.next) if page.next else "",
        "previous": reading.url(cursor=page.previous) if page.previous else "",
        "first": reading.url() if page.previous else "",
    }


_drawn_parts: dict[tuple[Any, ...], tuple[Any, SafeString]] = {}
"""Parts of pages that only depend on their key, the language included; the thing drawn keeps its id."""
_MOST_PARTS = 1000


def _drawn_once(
    key: tuple[Any, ...], thing: Any, name: str, values: Callable[[], dict[str, Any]]
) -> SafeString:
    key = (name, id(thing), get_language(), *key)
    found = _drawn_parts.get(key)
    if found is None:
        if len(_drawn_parts) >= _MOST_PARTS:
            _drawn_parts.clear()
        found = _drawn_parts[key] = thing, render_to_string(name, values())
    return found[1]


@register.simple_tag
def menu(items: Sequence[Item], here: str) -> SafeString:
    """The lines of the menu; those of a role are drawn once in each language."""
    return _drawn_once((here,), items, "ui/parts/menu.html", lambda: {"navigation": items, "here": here})


@register.simple_tag(takes_context=True)
def list_filters(context: Mapping[str, Any], reading: Any) -> SafeString:
    """The form of a list's filters; it depends on nothing but the list and what is asked."""
    path, picked = context["request"].path, context.get("picked") or {}
    key = (path, reading.tab, reading.order.key, tuple(sorted(reading.params.items())), tuple(picked.items()))
    values = {"list": reading, "picked": picked, "path": path}
    return _drawn_once(key, reading.listing, "ui/list_filters.html", lambda: values)


@register.simple_tag
def script_words() -> SafeString:
    """What the scripts say, as a piece of JSON in the page."""
    return _script_words(get_language() or "")


@lru_cache(maxsize=8)
def _script_words(language: str) -> SafeString:
    return json_script(words_of_scripts(), "words")


@register.simple_tag
def list_url(reading: Any, **changes: str) -> str:
    """The list's query string with parameters changed."""
    return reading.url(**changes)


@register.simple_tag
def cell(column: Column, row: Mapping[str, Any]) -> Any:
    """A value in a list, drawn as its column says."""
    value = row.get(column.key)
    drawn = _drawn(column, row, value)
    if column.url and row.get(column.url_key) is not None:
        link = reverse(column.url, args=[row[column.url_key]])
        return format_html('<a href="{}">{}</a>', link, drawn)
    return drawn


@register.simple_tag
def table_rows(reading: Any, rows: Sequence[Mapping[str, Any]]) -> SafeString:
    """The body of a list's table in one go: thousands of cells are too many for the template language."""
    drawers = [(_opening(column), _drawer(column)) for column in reading.columns]
    return mark_safe(  # noqa: S308 - every cell is escaped where it is drawn
        "".join(
            f"<tr>{''.join(f'{opening}{draw(row)}</td>' for opening, draw in drawers)}</tr>" for row in rows
        )
    )


def _opening(column: Column) -> str:
    return format_html('<td class="col-{}" data-label="{}">', column.kind, str(column.label))


def _drawer(column: Column) -> Callable[[Mapping[str, Any]], str]:
    """How a column draws its cells; equal values are drawn once."""
    known: dict[Any, str] = {}

    def draw(row: Mapping[str, Any]) -> str:
        value = row.get(column.key)
        key = (value, row.get(column.ended_key)) if column.ended_key else value
        drawn = known.get(key)
        if drawn is None:
            drawn = known[key] = conditional_escape(_drawn(column, row, value))
        return drawn

    if not column.url:
        return draw
    before, after = _link_of(column.url)

    def link(row: Mapping[str, Any]) -> str:
        key = row.get(column.url_key)
        return draw(row) if key is None else f'<a href="{before}{escape(key)}{after}">{draw(row)}</a>'

    return link


_PLACEHOLDER = 8_888_888_888
"""A number no row has, put into a link once so that it need not be looked up for each row."""


@lru_cache(maxsize=256)
def _link_of(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_PLACEHOLDER]).partition(str(_PLACEHOLDER))
    return escape(before), escape(after)


_SELECTED = " selected"


@register.simple_tag
def choices(each: Any, value: str = "") -> SafeString:
    """The options of a filter, the chosen one selected, also where it is not among those usually offered."""
    offered = list(each.options())
    if value and all(key != value for key, _label in offered):
        offered.insert(0, (value, each.label_of(value)))
    parts = [
        f'<option value="{escape(key)}"{_SELECTED if key == value else ""}>{escape(label)}</option>'
        for key, label in offered
    ]
    return mark_safe("".join(parts))  # noqa: S308 - keys and labels are escaped above


def _drawn(column: Column, row: Mapping[str, Any], value: Any) -> Any:
    if value is None or value == "":
        return mark_safe('<span class="text-secondary">—</span>')
    if column.kind in _DRAW:
        return _DRAW[column.kind](column, row, value)
    return column.words.get(value, value) if column.words is not None else chinese(value)


_DRAW: dict[str, Any] = {
    "state": lambda column, row, value: state_badge(column.machine, value),
    "grade": lambda column, row, value: grade_badge(value),
    "due": lambda column, row, value: due(value, bool(row.get(column.ended_key))),
    "day": lambda column, row, value: days.written_day(value),
    "time": lambda column, row, value: days.written_moment(value),
    "money": lambda column, row, value: days.written_money(value),
    "tag": lambda column, row, value: format_html('<span class="badge tag">{}</span>', value),
}


@register.filter
def has_more(actions: Any) -> bool:
    """Whether any of the actions of a case is one seldom taken."""
    return any(action.is_more for action in actions)
