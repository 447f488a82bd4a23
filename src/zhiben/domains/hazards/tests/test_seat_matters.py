"""Who hands a seat over is told how many hazards are open there."""

import pytest

from tests import world as w
from zhiben.domains.duties import queries as duties
from zhiben.domains.hazards.tests.people import report

pytestmark = pytest.mark.django_db


def test_open_hazards_are_counted_where_a_seat_is_handed_over() -> None:
    world = w.build()
    subject = duties.find_subject(w.SYSTEM, unit_id=world.units["mill"])
    assert duties.open_matters(subject, w.TODAY) == {"duties": 0, "hazards": 0}
    report(world)
    assert duties.open_matters(subject, w.TODAY)["hazards"] == 1
    assert ("未办结隐患", 1) in duties.named_matters({"hazards": 1, "gone": 2})
