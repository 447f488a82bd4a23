"""The month: filled, reviewed by another person, returned, owed; targets."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests import world as w
from zhiben.core import files
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.domains.notices import queries as notices
from zhiben.domains.plans import operations as do
from zhiben.domains.plans import queries
from zhiben.domains.plans.models import Target
from zhiben.domains.plans.tests import edition
from zhiben.domains.plans.tests.edition import Story

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def story(db) -> Story:
    return edition.story()


def review(story: Story, name: str, key: int, **values) -> None:
    verb = do.return_progress if "remark" in values else do.review_progress
    version = story.progress(key).version
    verb(actor=story.world.actor(name), at=w.AT, progress_id=key, seen_version=version, **values)


def test_filled_returned_corrected_and_reviewed(story: Story) -> None:
    share = story.signed()
    key = story.reported(share)
    review(story, "head", key, remark="请补充数据")
    assert story.progress(key).state == "returned"
    assert "todo.progress_returned" in [t.kind for t in notices.todos(story.world.actor("officer1"))]
    assert story.reported(share, this_month="完成三次分析", percent=60) == key
    review(story, "head", key)
    row = story.progress(key)
    assert (row.state, row.percent, row.reviewed_by) == ("reviewed", 60, story.world.persons["head"])
    with pytest.raises(RuleBroken, match="wrong-state"):
        story.reported(share)
    assert verify().problems == []


def test_evidence_is_claimed_and_shown(story: Story) -> None:
    share = story.signed()
    actor = story.world.actor("officer1")
    file = files.store(actor=actor, at=w.AT, data="会议纪要".encode(), name="纪要.txt", purpose="document")
    story.reported(share, file_ids=[file])
    (line,) = queries.progress_of(actor, share)
    assert [one.name for one in line.files] == ["纪要.txt"]
    with pytest.raises(NotFound):
        queries.evidence_file(story.world.actor("town1"), line.files[0].id)
    with pytest.raises(NotFound):
        story.reported(share, "officer2", file_ids=[file])


def test_pl_001_another_body_does_not_report(story: Story) -> None:
    with pytest.raises(RuleBroken, match="PL-001"):
        story.reported(story.signed(), "fireman")


def test_pl_005_reviewer_is_another_person(story: Story) -> None:
    key = story.reported(story.signed())
    with pytest.raises(RuleBroken, match="PL-005"):
        review(story, "officer1", key)


def test_pl_006_neither_the_future_nor_before_counting(story: Story) -> None:
    share = story.signed()
    for month in (date(2026, 12, 1), date(2026, 8, 1)):
        with pytest.raises(RuleBroken, match="PL-006"):
            story.reported(share, month=month)
    story.reported(share, month=date(2026, 9, 17))


def test_pl_007_text_or_nil(story: Story) -> None:
    share = story.signed()
    with pytest.raises(RuleBroken, match="PL-007"):
        story.reported(share, this_month=" ")
    assert story.progress(story.reported(share, this_month="", nil=True)).nil


def test_only_running_shares_are_reported_on(story: Story) -> None:
    with pytest.raises(RuleBroken, match="wrong-state"):
        story.reported(story.of("建立统计分析机制"))


def test_the_office_sees_who_owes_and_copies_the_reminder(story: Story) -> None:
    share = story.signed()
    office = story.world.actor("office")
    owed = queries.unreported(office, story.plan, NOVEMBER, w.TODAY)
    assert [(line.body, line.count) for line in owed.bodies] == [("应急管理局", 1)]
    assert (owed.due_day, owed.days_left) == (date(2026, 12, 5), 15)
    assert "应急管理局" in owed.text and "15" in owed.text
    assert "试" not in owed.text
    key = story.reported(share, nil=True)
    assert queries.unreported(office, story.plan, NOVEMBER, w.TODAY).text == ""
    review(story, "head", key)
    table = queries.progress_month(office, story.plan, NOVEMBER)
    assert (table.reported, table.reviewed, len(table.owed)) == (1, 1, 0)
    assert (table.lines[0].filled_by, table.lines[0].reviewed_by) == ("试officer1", "试head")


def reports_asked(story: Story) -> list[date | None]:
    found = notices.todos(story.world.actor("officer1"))
    return [todo.due_day for todo in found if todo.kind == "todo.report"]


def test_last_months_reports_are_asked_once_and_closed_by_the_report(story: Story) -> None:
    share = story.signed()
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    for _ in range(2):
        assert do.ask_for_reports(actor=w.SYSTEM, at=start) == 1
    assert reports_asked(story) == [date(2026, 12, 5)]
    story.reported(share, at=start)
    assert reports_asked(story) == []
    assert do.ask_for_reports(actor=w.SYSTEM, at=start) == 0
    assert do.ask_for_reports(actor=w.SYSTEM, at=datetime(2026, 12, 6, 2, tzinfo=UTC)) == 0


def test_readings_of_a_target(story: Story) -> None:
    target = Target.objects.unscoped(reason="test").get().pk
    record = {"target_id": target, "at": w.AT, "source": "培训台账"}
    office = story.world.actor("office")
    do.record_target(actor=office, day=date(2026, 10, 1), value=Decimal("45"), **record)
    (line,) = queries.targets(office, story.plan)
    assert (line.percent, line.reached) == (50, False)
    for value in ("80", "91.5"):
        do.record_target(actor=office, day=date(2026, 11, 1), value=Decimal(value), **record)
    (line,) = queries.targets(office, story.plan)
    assert (line.reached, [reading.value for reading in line.readings]) == (
        True,
        [Decimal("91.5"), Decimal("45")],
    )
    with pytest.raises(NotFound):
        do.record_target(actor=story.world.actor("town1"), day=w.TODAY, value=Decimal(1), **record)
    with pytest.raises(Forbidden):
        do.record_target(actor=story.world.actor("principal"), day=w.TODAY, value=Decimal(1), **record)
    assert verify().problems == []
