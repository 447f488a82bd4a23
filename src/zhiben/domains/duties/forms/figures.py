"""What figures, lists and matrix of duties are asked for; and the form of an excuse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock, periods
from zhiben.domains.duties.methods.stretches import offered
from zhiben.domains.duties.queries import duty_sources
from zhiben.domains.duties.vocabulary import STANDING_LABELS
from zhiben.domains.instruments.queries import instrument_heads, words_of
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.ui.listing import Choice, Column, DayRange, Filter, Listing, Order, Picker, Search, Tab, Whole

NO_SECTOR = "none"
SECTORS = {**SECTOR_LABELS, NO_SECTOR: _("No sector")}
HAVING_LABELS: dict[str, str | Promise] = {
    "done": pgettext_lazy("duty", "Done"),
    "missing": pgettext_lazy("duty", "Missing"),
    "excused": pgettext_lazy("duty", "Excused"),
}
"""The parts of a figure: a list of each adds up to it."""
SUBJECT_LABELS: dict[str, str | Promise] = {
    "unit": pgettext_lazy("subject of a duty", "Unit"),
    "post": pgettext_lazy("subject of a duty", "Post"),
    "level": pgettext_lazy("subject of a duty", "Company level"),
    "body": pgettext_lazy("subject of a duty", "Body"),
}


@dataclass(frozen=True, slots=True)
class StretchFilter(Filter):
    """The stretch of days in which periods end: 2026-Q4. Any period of the calendar; the usual ones are offered."""

    kind = "choice"
    is_needed = True

    def value(self, raw: str) -> periods.Period:
        """The period of that key; Invalid for anything else."""
        return periods.parse_key(raw)

    def options(self) -> Iterable[tuple[str, str]]:
        """The running ones and those before them."""
        language = get_language() or "zh-hans"
        for _kind, found in offered(clock.today()):
            for period in found:
                yield period.key, periods.label(period, language)

    def label_of(self, raw: str) -> str:
        """Any other period by name."""
        return periods.label(periods.parse_key(raw), get_language() or "zh-hans")


@dataclass(frozen=True, slots=True)
class Known(Filter):
    """A choice that is made elsewhere, too: what is not offered finds nothing."""

    kind = "choice"


@dataclass(frozen=True, slots=True)
class SourceFilter(Known):
    """The instruments duties come from."""

    def options(self) -> Iterable[tuple[str, str]]:
        """Those that have duties, by name."""
        slugs, _kinds = duty_sources()
        heads = instrument_heads(slugs)
        return [(slug, heads[slug].title if slug in heads else slug) for slug in slugs]


@dataclass(frozen=True, slots=True)
class ActivityFilter(Known):
    """The kinds of activity that duties ask for."""

    def options(self) -> Iterable[tuple[str, str]]:
        """Those of the duties there are, by name."""
        words = words_of("activities")
        _slugs, kinds = duty_sources()
        return sorted(((kind, words.get(kind, kind)) for kind in kinds), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Kept(Whole):
    """A number that stays in the address and is not drawn."""

    kind = "hidden"


STRETCH = StretchFilter("stretch", _("Stretch of days"))
AREA = Picker("area", _("Area"), "places:pick")
SECTOR = Choice("sector", _("Sector"), SECTORS)
SOURCE = SourceFilter("slug", _("Document"))
ACTIVITY = ActivityFilter("activity", _("Activity"))
AT = Kept("at", _("Only what belongs to the area itself"))
DUTY = Kept("duty", pgettext_lazy("one", "Duty"))

FIGURES = Listing(
    key="duty-figures",
    title=pgettext_lazy("duty", "Figures"),
    columns=(
        Column("name", _("Name")),
        Column("source", _("Document")),
        Column("often", pgettext_lazy("duty", "How often")),
        Column("expected", pgettext_lazy("duty", "Expected"), "number"),
        Column("done", pgettext_lazy("duty", "Done"), "number"),
        Column("missing", pgettext_lazy("duty", "Missing"), "number"),
        Column("running", _("of which in periods still running"), "number"),
        Column("excused", pgettext_lazy("duty", "Excused"), "number"),
        Column("percent", _("Completeness, per cent"), "number"),
    ),
    filters=(Search("q", _("Words of the duty")), STRETCH, AREA, SECTOR, SOURCE, ACTIVITY, AT),
    tabs=(
        Tab("duty", _("By duty")),
        Tab("area", _("By area")),
        Tab("sector", _("By sector")),
    ),
)
WHO = Listing(
    key="duty-who",
    title=_("Who did, who did not, who is excused"),
    columns=(
        Column("name", _("Who"), url="duties:period"),
        Column("title", pgettext_lazy("one", "Duty")),
        Column("place", _("Area")),
        Column("period", pgettext_lazy("duty", "Period")),
        Column("standing", pgettext_lazy("duty", "Standing"), "state", machine="duty"),
        Column("count", pgettext_lazy("duty", "Done of expected")),
        Column("sector", _("Sector"), words=SECTORS, is_shown=False),
        Column("expected", pgettext_lazy("duty", "Expected"), "number", is_shown=False),
        Column("done", pgettext_lazy("duty", "Done"), "number", is_shown=False),
        Column("missing", pgettext_lazy("duty", "Missing"), "number", is_shown=False),
        Column("excused", pgettext_lazy("duty", "Excused"), "number", is_shown=False),
        Column("late", _("of which entered late"), "number", is_shown=False),
        Column("first_day", _("First day"), "day", is_shown=False),
        Column("last_day", _("Last day"), "day", is_shown=False),
        Column("source", _("Document"), is_shown=False),
        Column("cite", _("Clause"), is_shown=False),
    ),
    filters=(
        Search("q", _("Words of the duty")),
        STRETCH,
        Choice("has", pgettext_lazy("duty", "Standing"), HAVING_LABELS),
        AREA,
        SECTOR,
        SOURCE,
        ACTIVITY,
        AT,
        DUTY,
    ),
    orders=(
        Order("place", _("By area"), ("area", "id")),
        Order("entered", _("Oldest first"), ("id",)),
    ),
    results="duties/who_results.html",
)
DUTIES = Listing(
    key="duty-list",
    title=pgettext_lazy("duty list", "Duties"),
    columns=(
        Column("title", pgettext_lazy("one", "Duty"), url="duties:duty"),
        Column("who_words", _("Who owes it")),
        Column("often", pgettext_lazy("duty", "How often")),
        Column("activity", _("Activity")),
        Column("source", _("Document")),
        Column("cite", _("Clause")),
        Column("mark", _("Mark"), "tag"),
    ),
    filters=(
        Search("q", _("Words of the duty")),
        SOURCE,
        ACTIVITY,
        Choice("subject", _("Who owes it"), SUBJECT_LABELS),
    ),
    orders=(Order("source", _("By document"), ("slug", "id")),),
)
MATRIX = Listing(
    key="duty-matrix",
    title=_("Matrix: who and when"),
    columns=(),
    filters=(
        DayRange("ends", _("Periods that end")),
        Choice("standing", pgettext_lazy("duty", "Standing"), STANDING_LABELS),
        AREA,
        SECTOR,
        AT,
        Kept("after", _("After")),
    ),
    can_export=False,
)


class ExcuseForm(forms.Form):
    """Why a subject need not fulfil the duty in this period."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=forms.Textarea())

    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        return {"reason": self.cleaned_data["reason"]}
