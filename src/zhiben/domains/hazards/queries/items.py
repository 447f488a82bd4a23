"""Sub-items of a hazard."""

from datetime import date
from typing import Any

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards.models import Hazard, SubItem
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.hazards.vocabulary.treatment import ItemState

_COLUMNS = ("id", "order", "title", "state", "version", "limit_day", "rectified_day", "accepted_day")


def _items(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    rows = SubItem.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("order")
    return [
        {**one, "is_late": one["state"] == ItemState.OPEN and one["limit_day"] < today}
        for one in rows.values(*_COLUMNS)
    ]


def items_open(hazard_id: int) -> int:
    """How many sub-items are not accepted yet, whoever asks."""
    rows = SubItem.objects.unscoped(reason="a hazard is rectified when every sub-item is")
    return rows.filter(hazard_id=hazard_id).exclude(state=ItemState.ACCEPTED).count()


def hazard_of_item(actor: Actor, item_id: int) -> int:
    """The hazard of a sub-item within reach; NotFound otherwise."""
    found = SubItem.objects.visible_to(actor).filter(pk=item_id).values_list("hazard_id", flat=True).first()
    if found is None:
        raise NotFound(Finding("not-found"))
    return int(found)


declare_part("items", SubItem, _items)
