"""The working calendar in the database: shipped days, edits, announcements, what nobody knows yet."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from zhiben.core.actors import Actor
from zhiben.core.calendar import queries, shipped
from zhiben.core.calendar.days import Kind
from zhiben.core.calendar.operations import EDIT, after_migrate, announce_year, edit_day, ensure_calendar
from zhiben.core.calendar.shipped import GivenDay
from zhiben.core.calendar.wording import explain, kind_word
from zhiben.core.errors import Forbidden, Invalid, RuleBroken
from zhiben.core.models import Act, CalendarDay, CalendarYear, Entry

AT = datetime(2026, 11, 21, 4, tzinfo=UTC)
OFFICE = Actor(person_id=7, membership_id=7, role="office", permissions=frozenset({EDIT}))
OFFICER = Actor(person_id=8, membership_id=8, role="officer")
NEW_YEAR_2027 = GivenDay(date(2027, 1, 1), Kind.HOLIDAY, "元旦", "New Year's Day")


@pytest.fixture
def calendar(db: None) -> None:
    ensure_calendar()


def test_shipped_counts() -> None:
    assert shipped.years()[:3] == (2024, 2025, 2026)
    for year, make_up, holidays in ((2024, 8, 28), (2025, 5, 28), (2026, 6, 33)):
        kinds = [given.kind for given in shipped.days_of(year)]
        assert (kinds.count(Kind.MAKE_UP_WORK), kinds.count(Kind.HOLIDAY)) == (make_up, holidays)


def test_shipped_make_up_days_of_2026() -> None:
    days = [f"{given.day:%m-%d}" for given in shipped.days_of(2026) if given.kind is Kind.MAKE_UP_WORK]
    assert days == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_loading_again_changes_nothing(calendar: None) -> None:
    rows = list(CalendarDay.objects.order_by("day").values())
    entries = Entry.objects.count()
    assert ensure_calendar() == ()
    after_migrate()
    assert list(CalendarDay.objects.order_by("day").values()) == rows
    assert Entry.objects.count() == entries


def test_every_loaded_row_has_an_entry_in_the_ledger(calendar: None) -> None:
    days = set(CalendarDay.objects.values_list("id", flat=True))
    assert days == set(Entry.objects.filter(table="core_calendarday").values_list("row", flat=True))
    assert Act.objects.filter(operation="core.calendar.ensure", person_id=0).exists()


@pytest.mark.parametrize(
    ("day", "kind", "working", "known"),
    [
        (date(2026, 10, 1), Kind.HOLIDAY, True, True),
        (date(2026, 10, 10), Kind.MAKE_UP_WORK, True, True),
        (date(2026, 10, 11), Kind.REST, False, True),
        (date(2026, 10, 12), Kind.WORKDAY, True, True),
        (date(2027, 1, 1), Kind.WORKDAY, True, False),
    ],
)
def test_is_workday(calendar: None, day: date, kind: Kind, working: bool, known: bool) -> None:
    answer = queries.is_workday(day)
    assert (answer.kind, answer.working, answer.known) == (kind, kind is not Kind.HOLIDAY and working, known)
    assert [f.code for f in answer.warnings] == ([] if known else ["calendar-not-announced"])


def test_an_edit_moves_deadlines_and_survives_loading(calendar: None) -> None:
    before = queries.deadline(date(2026, 11, 20), 1, "working_days")
    assert before.due == date(2026, 11, 23)
    edit_day(actor=OFFICE, at=AT, day=date(2026, 11, 23), kind="rest", name="停电检修")
    ensure_calendar()
    assert queries.deadline(date(2026, 11, 20), 1, "working_days").due == date(2026, 11, 24)
    shown = queries.year_overview(2026).months[10][22]
    assert (shown.kind, shown.name_zh, shown.source, shown.differs) == (Kind.REST, "停电检修", "edited", True)


def test_an_edit_again_changes_the_same_row(calendar: None) -> None:
    day = date(2026, 10, 10)
    first = edit_day(actor=OFFICE, at=AT, day=day, kind="rest")
    assert edit_day(actor=OFFICE, at=AT, day=day, kind="make_up_work") == first
    entries = Entry.objects.filter(table="core_calendarday", row=first).order_by("id")
    assert [entry.version for entry in entries] == [1, 2, 3]
    assert entries.last().act.operation == "core.calendar.edit_day"


def test_an_early_day_is_kept_when_the_year_comes_with_an_upgrade(calendar: None) -> None:
    CalendarYear.objects.filter(year=2026).delete()
    edit_day(actor=OFFICE, at=AT, day=date(2026, 10, 10), kind="rest")
    assert ensure_calendar() == (2026,)
    assert CalendarDay.objects.get(day=date(2026, 10, 10)).kind == "rest"


def test_announcing_a_year_takes_the_warning_away(calendar: None) -> None:
    start = date(2026, 12, 31)
    assert queries.deadline(start, 1, "working_days").warnings
    announce_year(actor=OFFICE, at=AT, year=2027, source="国务院办公厅通知", days=[NEW_YEAR_2027])
    deadline = queries.deadline(start, 1, "working_days")
    assert (deadline.due, deadline.warnings) == (date(2027, 1, 4), ())
    announce_year(actor=OFFICE, at=AT, year=2027, source="撤回", announced=False)
    assert queries.is_workday(date(2027, 3, 1)).known is False


def test_calendar_year_without_holidays(calendar: None) -> None:
    with pytest.raises(RuleBroken) as refused:
        announce_year(actor=OFFICE, at=AT, year=2027, source="通知")
    assert refused.value.findings[0].code == "calendar-year-without-holidays"
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ([NEW_YEAR_2027, NEW_YEAR_2027], "calendar-day-twice"),
        ([GivenDay(date(2028, 1, 1), Kind.HOLIDAY)], "calendar-day-of-other-year"),
        ([GivenDay(date(2027, 1, 4), Kind.MAKE_UP_WORK)], "calendar-make-up-on-weekday"),
    ],
)
def test_announcing_refuses_wrong_days(calendar: None, days: list[GivenDay], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        announce_year(actor=OFFICE, at=AT, year=2027, source="通知", days=days)
    assert code in [finding.code for finding in refused.value.findings]
    assert not CalendarDay.objects.filter(day__year__gte=2027).exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "feast"}, "calendar-kind"),
        ({"day": date(1800, 1, 1)}, "calendar-out-of-range"),
        ({"kind": "make_up_work"}, "calendar-make-up-on-weekday"),
        ({"name": "长" * 61}, "calendar-text"),
        ({"name": "a\x00b"}, "calendar-text"),
        ({"source": "s" * 201}, "calendar-text"),
    ],
)
def test_an_edit_refuses_bad_input(calendar: None, values: dict, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit_day(**{"actor": OFFICE, "at": AT, "day": date(2026, 11, 23), "kind": "holiday", **values})
    assert [finding.code for finding in refused.value.findings] == [code]


def test_an_announcement_needs_a_source(calendar: None) -> None:
    with pytest.raises(Invalid) as refused:
        announce_year(actor=OFFICE, at=AT, year=2027, source="  ", days=[NEW_YEAR_2027])
    assert [(f.code, f.field) for f in refused.value.findings] == [("required", "source")]


def test_only_who_may_edits(calendar: None) -> None:
    with pytest.raises(Forbidden):
        edit_day(actor=OFFICER, at=AT, day=date(2026, 11, 23), kind="holiday")
    with pytest.raises(Forbidden):
        announce_year(actor=OFFICER, at=AT, year=2027, source="通知", days=[NEW_YEAR_2027])


def test_year_overview(calendar: None) -> None:
    view = queries.year_overview(2026)
    assert (view.announced, len(view.days), len(view.months)) == (True, 365, 12)
    assert (view.counts["holiday"], view.counts["make_up_work"]) == (33, 6)
    assert sum(view.counts.values()) == 365
    following = queries.year_overview(2027)
    assert following.announced is False and not any(day.known for day in following.days)
    with pytest.raises(Invalid):
        queries.year_overview(10**9)


def test_years_end_with_the_one_to_be_announced(calendar: None) -> None:
    assert [(line.year, line.announced) for line in queries.years()][-2:] == [(2026, True), (2027, False)]


def test_reading_costs_two_statements(calendar: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):
        queries.deadline(date(2026, 1, 5), 200, "working_days")
    with django_assert_num_queries(2):
        queries.year_overview(2026)


def test_standing_by_the_stored_calendar(calendar: None) -> None:
    stands = queries.standing(date(2026, 9, 30), date(2026, 10, 8))
    assert (stands.days_overdue, stands.working_days_overdue) == (8, 1)


def test_explanation_in_both_languages(calendar: None) -> None:
    deadline = queries.deadline(date(2026, 12, 30), 2, "working_days")
    with translation.override("en"):
        assert explain(deadline) == [
            "2 working days from 30 Dec 2026: the last day is 1 Jan 2027.",
            "30 Dec 2026: the first day, not counted",
            "31 Dec 2026: working day, counted, 1 so far",
            "1 Jan 2027: weekday, calendar not announced yet, counted, 2 so far",
            "The holidays of 2027 are not announced yet: counted by weekdays, the day may still change.",
        ]
    with translation.override("zh-hans"):
        assert explain(deadline) == [
            "自2026年12月30日起2个工作日：最后一日为2027年1月1日。",
            "2026年12月30日：起始日，不计入",
            "2026年12月31日：工作日，计入，累计1日",
            "2027年1月1日：周一至周五，日历尚未公布，计入，累计2日",
            "2027年的节假日安排尚未公布：暂按周一至周五计算，日期可能变动。",
        ]
        assert kind_word("make_up_work") == "调休上班日"
