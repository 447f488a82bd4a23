"""Rules of what may be said of an activity."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from zhiben.core.findings import check
from zhiben.domains.duties import rules
from zhiben.domains.duties.rules import ActivityFacts
from zhiben.domains.duties.vocabulary import DETAIL_LABELS, details_of

DAY = date(2026, 11, 20)
GOOD = ActivityFacts(kind="drill.evacuation", done_day=DAY, today=DAY)


def against(**changes: object) -> list[tuple[str, str | None]]:
    return [(one.code, one.field) for one in check(rules.RECORD, replace(GOOD, **changes))]


def test_du_030_a_post_that_no_pack_names() -> None:
    assert against(led_post="principal") == []
    assert against(led_post="night_watch", is_post=False) == [("DU-030", "led_post")]


def test_du_031_who_led_belongs_to_the_subject() -> None:
    assert against(is_member=False) == [("DU-031", "led_person")]


def test_du_032_a_drill_has_no_test_of_a_training() -> None:
    assert against(stray=("test",)) == [("DU-032", "details.test")]
    assert details_of("drill.evacuation") == ("scenario", "findings", "evaluation")
    assert details_of("training.staff") == ("content", "test")
    assert details_of("stop_work") == ()
    assert {name for kind in ("drill", "training", "meeting", "patrol") for name in details_of(kind)} <= set(
        DETAIL_LABELS
    )


def test_du_033_participants_and_hours_are_plain_numbers() -> None:
    assert against(counts=(0, Decimal("9999"))) == []
    assert against(counts=(-1, None)) == [("DU-033", "participants")]
    assert against(counts=(3_000_000_000, None)) == [("DU-033", "participants")]
    assert against(counts=(None, Decimal("-0.5"))) == [("DU-033", "hours")]
    assert against(counts=(None, Decimal("1e6"))) == [("DU-033", "hours")]
