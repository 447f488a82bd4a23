"""Selectors and cadences of items in plain words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhiben.domains.instruments.queries.words import word_of
from zhiben.domains.instruments.vocabulary import COMPANY_LEVEL_LABELS, PERIOD_LABELS
from zhiben.domains.organisations.vocabulary import (
    BODY_KIND_LABELS,
    LEVEL_LABELS,
    MATTER_LABELS,
    SECTOR_LABELS,
    UNIT_KIND_LABELS,
)

Labels = Mapping[str, str | Promise]
_KINDS: dict[str, Labels] = {"body": BODY_KIND_LABELS, "unit": UNIT_KIND_LABELS}
_LEVELS: dict[str, Labels] = {"body": LEVEL_LABELS, "level": COMPANY_LEVEL_LABELS}


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as lists are written."""
    return _(", ").join(words)


def named(labels: Labels, keys: Iterable[str]) -> str:
    """The words of keys, as lists are written."""
    return listed(str(labels.get(key, key)) for key in keys)


def words_named(kind: str, keys: Iterable[str]) -> str:
    """Words of the packs (posts, tags, …), as lists are written."""
    return listed(word_of(kind, key) for key in keys)


def who_words(who: Mapping[str, Any]) -> str:
    """Whom a selector means: Enterprise · Coal mines · High gas."""
    is_body = who["subject"] == "body" or not set(who.get("kinds") or ()) <= set(UNIT_KIND_LABELS)
    side = "body" if is_body or (who["subject"] == "post" and who.get("levels")) else who["subject"]
    found = []
    if who.get("posts"):
        found.append(words_named("posts", who["posts"]))
    if who.get("kinds"):
        found.append(named(_KINDS["body" if side == "body" else "unit"], who["kinds"]))
    if who.get("levels"):
        found.append(named(_LEVELS.get(side, LEVEL_LABELS), who["levels"]))
    found += [named(SECTOR_LABELS, who["sectors"])] if who.get("sectors") else []
    found += [named(MATTER_LABELS, who["matters"])] if who.get("matters") else []
    return " · ".join([*found, *_conditions(who)]) or str(_("Everybody"))


def _conditions(who: Mapping[str, Any]) -> list[str]:
    found = [word_of("tags", tag) for tag in who.get("tags") or ()]
    if who.get("any_tags"):
        found.append(_("one of: %(words)s") % {"words": words_named("tags", who["any_tags"])})
    if who.get("no_tags"):
        found.append(_("not: %(words)s") % {"words": words_named("tags", who["no_tags"])})
    if who.get("high_hazard") is not None:
        found.append(_("high-hazard units") if who["high_hazard"] else _("not the high-hazard units"))
    if who.get("headcount_from") is not None:
        found.append(_("at least %(count)s persons") % {"count": who["headcount_from"]})
    if who.get("headcount_to") is not None:
        found.append(_("at most %(count)s persons") % {"count": who["headcount_to"]})
    return found


def often_words(times: int | None, per: str) -> str:
    """How often: once a month, 2 times a quarter."""
    said = ngettext("once %(per)s", "%(times)s times %(per)s", times or 1)
    return said % {"times": times, "per": PERIOD_LABELS.get(per, per)}
