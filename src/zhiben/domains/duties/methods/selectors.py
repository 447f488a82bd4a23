"""Selectors of the packs as one SQL condition over all subjects at once. Pure.

`s` is the row of organisations_unit or organisations_body. Tags are dated subject facts whose key is `tag:` and the
word, the company level is one whose key is `level` (group, company, site); they are read as of one day. Kind, sector,
headcount and high hazard, and the level of a body, are the subject's own columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Condition = tuple[str, list[Any]]

TAG, MATTER, HELD = "tag:", "matter:", "yes"
LEVEL, GROUND = "level", "site"
_FACT = """EXISTS (SELECT 1 FROM organisations_subjectfact f
  WHERE f.subject_kind = %s AND f.subject_id = s.id AND f.key = ANY(%s) AND f.value = %s
    AND f.valid_from <= %s AND (f.valid_to IS NULL OR f.valid_to >= %s))"""
_LEVEL = """EXISTS (SELECT 1 FROM organisations_subjectfact f
  WHERE f.subject_kind = %s AND f.subject_id = s.id AND f.key = %s
    AND f.valid_from <= %s AND (f.valid_to IS NULL OR f.valid_to >= %s) {of})"""
_MANDATE = """EXISTS (SELECT 1 FROM organisations_mandate m
  WHERE m.body_id = s.id AND m.{column} = ANY(%s) AND m.valid_from <= %s
    AND (m.valid_to IS NULL OR m.valid_to >= %s))"""


def condition(who: Mapping[str, Any], day: date) -> Condition:
    """The subjects a selector means on that day."""
    if who["subject"] == "body":
        return joined([*_columns(who, ("kinds", "levels")), *_held(who, day), *_facts(who, "body", day)])
    if who["subject"] == "level":
        who = {**who, "kinds": who.get("kinds") or ["enterprise"]}
    own = _columns(who, ("kinds", "sectors"))
    return joined([*own, *_numbers(who), *_facts(who, "unit", day), *_placed(who, day)])


def class_of(
    who: Mapping[str, Any], variants: Sequence[Mapping[str, Any]], place: int, day: date
) -> Condition:
    """The subjects of one class of a duty: variant `place`, counted from 1, or (0) all that none is for.

    The first variant that holds decides, so that no subject is of two classes.
    """
    parts = [condition(who, day)]
    if place:
        parts.append(condition(variants[place - 1]["when"], day))
    earlier = variants[: place - 1] if place else variants
    parts += [_not(condition(variant["when"], day)) for variant in earlier]
    return joined(parts)


def joined(parts: Iterable[Condition]) -> Condition:
    """All of the conditions together."""
    texts, values = ["true"], []
    for text, own in parts:
        texts.append(text)
        values += own
    return " AND ".join(texts), values


def _not(one: Condition) -> Condition:
    return f"({one[0]}) IS NOT TRUE", one[1]


_COLUMN = {"kinds": "kind", "levels": "level", "sectors": "sector"}


def _columns(who: Mapping[str, Any], fields: Iterable[str]) -> list[Condition]:
    return [(f"s.{_COLUMN[field]} = ANY(%s)", [list(who[field])]) for field in fields if who.get(field)]


def _numbers(who: Mapping[str, Any]) -> list[Condition]:
    found: list[Condition] = []
    if who.get("high_hazard") is not None:
        found.append(("s.high_hazard = %s", [bool(who["high_hazard"])]))
    if who.get("headcount_from") is not None:
        found.append(("s.headcount >= %s", [who["headcount_from"]]))
    if who.get("headcount_to") is not None:
        found.append(("s.headcount <= %s", [who["headcount_to"]]))
    return found


def _held(who: Mapping[str, Any], day: date) -> list[Condition]:
    """Sectors and matters of a body are those it holds a mandate in."""
    return [
        (_MANDATE.format(column=column), [list(who[field]), day, day])
        for field, column in (("sectors", "sector"), ("matters", "matter"))
        if who.get(field)
    ]


def _placed(who: Mapping[str, Any], day: date) -> list[Condition]:
    """Of a company level is whom the dated fact names so; whom nobody placed works on its own ground."""
    levels = list(who.get("levels") or []) if who["subject"] == "level" else []
    if not levels:
        return []
    at: Condition = (_LEVEL.format(of="AND f.value = ANY(%s)"), ["unit", LEVEL, day, day, levels])
    if GROUND not in levels:
        return [at]
    nowhere: Condition = _not((_LEVEL.format(of=""), ["unit", LEVEL, day, day]))
    return [(f"({at[0]} OR {nowhere[0]})", [*at[1], *nowhere[1]])]


def _facts(who: Mapping[str, Any], kind: str, day: date) -> list[Condition]:
    def fact(keys: list[str]) -> Condition:
        return _FACT, [kind, keys, HELD, day, day]

    found = [fact([TAG + tag]) for tag in who.get("tags") or []]
    if who.get("any_tags"):
        found.append(fact([TAG + tag for tag in who["any_tags"]]))
    if who.get("no_tags"):
        found.append(_not(fact([TAG + tag for tag in who["no_tags"]])))
    if kind == "unit" and who.get("matters"):
        found.append(fact([MATTER + matter for matter in who["matters"]]))
    return found
