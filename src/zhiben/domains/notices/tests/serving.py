"""What the tests of service share."""

from typing import Any

from tests import world as w
from zhiben.core import files
from zhiben.core.tests import samples
from zhiben.domains.notices import operations
from zhiben.domains.notices.operations import Paper, ServiceDetails


def paper_for(world: w.World, number: int = 1) -> Paper:
    """A paper of the emergency department for the mill."""
    return Paper(
        kind="test_paper",
        id=number,
        number=f"TP-2026-{number:04d}",
        url="/hazards/letters/1/",
        area=w.TOWNS[0],
        unit_id=world.units["mill"],
        body_id=world.bodies["emergency"],
        case_url="/hazards/1/",
    )


def photo(world: w.World) -> int:
    """A photograph uploaded by the officer."""
    actor = world.actor("officer1")
    return files.store(actor=actor, at=w.AT, data=samples.jpeg(), name="门口.jpg", purpose="photo")


def serve(world: w.World, method: str, *, number: int = 1, at: Any = w.AT, **values: Any) -> int:
    """The officer serves; details by their names."""
    known = {"recipient_id", "recipient_name", "capacity"}
    given = {name: values.pop(name) for name in known & set(values)}
    given.setdefault("capacity", "duty_manager")
    return operations.serve(
        actor=world.actor("officer1"),
        at=at,
        paper=paper_for(world, number),
        method=method,
        details=ServiceDetails(**values),
        **given,
    )
