"""Things of duties for the scene: a duty every enterprise owes, each unit's period of it, what it did with evidence."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import world as w
from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load

KIND = "drill.evacuation"


def load_duties() -> int:
    """A duty of four drills a half-year, which every enterprise owes; returns its id."""
    with TemporaryDirectory() as folder:
        made = load(Path(folder), duty("drill", times=4))
    catch_up(w.TODAY)
    return int(made["drill"].pk)


def duty_things(actor: Actor, unit: int, key: int, photo: bytes) -> dict[str, Any]:
    """The unit's period of the duty, and a drill the actor records for it with a photograph."""
    file = files.store(actor=actor, at=w.AT, data=photo, name=f"〈{actor.name}〉演练.jpg", purpose="any")
    made = NewActivity(
        kind=KIND, done_day=w.TODAY, unit_id=unit, text=f"〈{actor.name}〉演练记录", file_ids=(file,)
    )
    activity = operations.record_activity(actor=actor, at=w.AT, activity=made)
    row = DutyPeriod.objects.unscoped(reason="test").get(duty_id=key, unit=unit, last_day__gte=w.TODAY)
    evidence = queries.evidence_of(actor, activity)
    return {"duty_period": row.pk, "activity": activity, "activity_file": evidence[0].file_id}
