"""Things of duties for the scene: a period each unit owes, what it did with evidence, an event, a receipt, seats."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import world as w
from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import DutyDelivery, DutyPeriod, Scheme
from zhiben.domains.duties.operations import NewActivity, NewHolder
from zhiben.domains.duties.tests.scene import SLUG, catch_up, duty, load
from zhiben.domains.duties.tests.seats_scene import scheme

KIND, EVENT = "drill.evacuation", "criticism.named"


@dataclass(frozen=True)
class Rules:
    """What every enterprise owes, and the scheme whose seats every enterprise has."""

    duty: int
    scheme: int


def load_duties() -> Rules:
    """A duty of four drills a half-year, delivered to the supervisor; one that follows criticism; a scheme."""
    with TemporaryDirectory() as folder:
        made = load(
            Path(folder),
            duty("drill", times=4, report_to=["主管部门"]),
            duty("after", event=EVENT, within=30, activity="inspection.self"),
            scheme("five", roll_call=True),
        )
    catch_up(w.TODAY)
    return Rules(made["drill"].pk, Scheme.objects.get(slug=SLUG, until=None).pk)


def duty_things(
    principal: Actor, office: Actor, unit: int, rules: Rules, persons: tuple[int, int], photo: bytes
) -> dict[str, Any]:
    """Of one unit; `persons`: who has a seat of it, and who is to take it over."""
    own = {"actor": principal, "at": w.AT}
    file = files.store(**own, data=photo, name=f"〈{principal.name}〉演练.jpg", purpose="any")
    new = NewActivity(
        kind=KIND, done_day=w.TODAY, unit_id=unit, text=f"〈{principal.name}〉演练记录", file_ids=(file,)
    )
    activity = operations.record_activity(**own, activity=new)
    row = DutyPeriod.objects.unscoped(reason="test").get(duty_id=rules.duty, unit=unit)
    evidence = queries.evidence_of(principal, activity)
    delivery = DutyDelivery.objects.unscoped(reason="test").get(activity_id=activity)
    named = {"unit_id": unit, "title": f"〈{principal.name}〉被点名批评"}
    return {
        "duty_period": row.pk,
        "activity": activity,
        "activity_file": evidence[0].file_id,
        "delivery": delivery.pk,
        "duty_event": operations.record_event(actor=office, at=w.AT, kind=EVENT, day=w.TODAY, **named),
        **_seats(unit, rules, persons),
        **_roll(office, unit, rules, principal.name),
    }


def _seats(unit: int, rules: Rules, persons: tuple[int, int]) -> dict[str, int]:
    system: dict[str, Any] = {"actor": w.SYSTEM, "at": w.AT}
    holder, waiting = operations.fill_seats(
        **system,
        scheme_id=rules.scheme,
        unit_id=unit,
        holders=[NewHolder("principal", person_id=persons[0]), NewHolder("town", person_id=persons[0])],
    )
    tomorrow = w.TODAY + timedelta(days=1)
    successor = NewHolder("town", person_id=persons[1])
    passed = operations.hand_over(**system, holder_id=waiting, successor=successor, day=tomorrow)
    return {"holder": holder, "hand_over": passed}


def _roll(office: Actor, unit: int, rules: Rules, name: str) -> dict[str, int]:
    """A roll-call in the town of the unit."""
    town = queries.find_subject(w.SYSTEM, unit_id=unit).area // 1000 * 1000
    call = operations.call_roll(
        actor=office, at=w.AT, scheme_id=rules.scheme, reason=f"〈{name}〉点名", minutes=60, area=town
    )
    return {"roll_call": call, "roll_line": queries.roll_call_seats(office, call)[0].id}
