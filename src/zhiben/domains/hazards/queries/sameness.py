"""What the search for one hazard found twice reads: everything, since it compares what nobody sees together."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q

from zhiben.domains.hazards.methods.sameness import Print, Settings, Subject
from zhiben.domains.hazards.models import Attachment, Hazard, PictureHash, SameLook, SamePair
from zhiben.domains.hazards.vocabulary import OPEN, PairState
from zhiben.domains.instruments import queries as instruments

ALL = "what looks like one hazard is found by whoever sees all, and shown only to who may see both"


def settings_on(day: date) -> Settings:
    """The numbers of the comparison, from packs."""
    keys = ("threshold", "picture_bits", "days")
    asked = instruments.parameters_for([f"hazards.same.{key}" for key in keys], on=day)
    return Settings(**{key: int(asked[f"hazards.same.{key}"].value) for key in keys})


def not_compared(today: date, settings: Settings, most: int, first: int = 0) -> list[int]:
    """Open hazards found within the days looked back that were not compared yet, oldest first, none below `first`."""
    looked = SameLook.objects.unscoped(reason=ALL).filter(hazard_id__gte=first).values("hazard_id")
    rows = Hazard.objects.unscoped(reason=ALL).filter(
        pk__gte=first,
        ended_day=None,
        internal=False,
        state__in=OPEN,
        found_day__gte=today - timedelta(days=settings.days),
    )
    return list(rows.exclude(pk__in=looked).order_by("pk").values_list("pk", flat=True)[:most])


def without_print(hazards: Iterable[int]) -> list[tuple[int, int, int]]:
    """(attachment, hazard, file) of attachments that have no print yet."""
    known = PictureHash.objects.unscoped(reason=ALL).values("attachment_id")
    rows = Attachment.objects.unscoped(reason=ALL).filter(hazard_id__in=list(hazards))
    return list(rows.exclude(pk__in=known).order_by("pk").values_list("id", "hazard_id", "file_id"))


_NEIGHBOURS = """
WITH fresh AS (SELECT id, unit_id, site_id, area, found_day FROM hazards_hazard WHERE id = ANY(%(ids)s)),
     near AS (
  SELECT n.id AS one, h.id AS other, n.found_day AS day, h.found_day, h.ended_day, h.internal
  FROM fresh n JOIN hazards_hazard h ON h.unit_id = n.unit_id
  UNION
  SELECT n.id, h.id, n.found_day, h.found_day, h.ended_day, h.internal
  FROM fresh n JOIN hazards_hazard h ON h.site_id = n.site_id
  UNION
  SELECT n.id, h.id, n.found_day, h.found_day, h.ended_day, h.internal
  FROM fresh n
  JOIN hazards_picturehash p ON p.hazard_id = n.id AND p.structure IS NOT NULL
  JOIN hazards_hazard h ON h.area = n.area AND h.ended_day IS NULL
  JOIN hazards_picturehash q ON q.hazard_id = h.id
   AND bit_count((p.structure # q.structure)::bit(64)) <= %(bits)s
   AND bit_count((p.slope # q.slope)::bit(64)) <= %(bits)s)
SELECT DISTINCT least(one, other), greatest(one, other) FROM near
WHERE one <> other AND ended_day IS NULL AND NOT internal
  AND found_day BETWEEN day - %(days)s AND day + %(days)s
  AND NOT EXISTS (SELECT 1 FROM hazards_samepair s
                  WHERE s.a_id = least(one, other) AND s.b_id = greatest(one, other))
ORDER BY 1, 2
"""


def neighbours(hazards: Iterable[int], settings: Settings) -> list[tuple[int, int]]:
    """Pairs worth comparing, one statement: same unit, same site, or same area and picture; never settled before."""
    given: dict[str, Any] = {"ids": list(hazards), "days": settings.days, "bits": settings.picture_bits}
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS, given)
        return [(int(one), int(other)) for one, other in cursor.fetchall()]


def offered_elsewhere(most: int = 200) -> list[SamePair]:
    """Offered pairs that may lie with the wrong body by now: the responsible bodies are not what they were."""
    is_one = Q(a__body=F("b__body"))
    wrong = is_one & (Q(body=None) | ~Q(body=F("a__body"))) | ~is_one & (
        Q(body=None) | Q(body=F("a__body")) | Q(body=F("b__body"))
    )
    rows = SamePair.objects.unscoped(reason=ALL).filter(wrong, state=PairState.OFFERED)
    return list(rows.order_by("-pk")[:most])


def rows_of(hazards: Iterable[int]) -> Mapping[int, Hazard]:
    """The hazards themselves, for comparing and for finding who may decide."""
    return Hazard.objects.unscoped(reason=ALL).in_bulk(list(set(hazards)))


def subjects(rows: Mapping[int, Hazard]) -> dict[int, Subject]:
    """What is compared of each hazard."""
    prints: dict[int, list[Print]] = {}
    known = PictureHash.objects.unscoped(reason=ALL).filter(hazard_id__in=list(rows))
    for hazard, structure, slope in known.exclude(structure=None).values_list(
        "hazard_id", "structure", "slope"
    ):
        prints.setdefault(hazard, []).append(Print(structure or 0, slope or 0))
    return {
        key: Subject(
            unit=row.unit_id,
            site=row.site_id,
            area=row.area,
            title=row.title,
            description=row.description,
            place=row.place,
            found_day=row.found_day,
            criterion=row.criterion,
            pictures=tuple(prints.get(key, ())),
        )
        for key, row in rows.items()
    }
