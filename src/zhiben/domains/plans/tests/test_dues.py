"""Reports due from the rule to the receipt: opened, asked for, approved, delivered, sent back, late, missing."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as w
from zhiben.core import clock, files
from zhiben.core.errors import Forbidden, NotFound, RuleBroken, Stale
from zhiben.core.ledger.verify import verify
from zhiben.domains.notices import queries as notices
from zhiben.domains.organisations.models import Unit
from zhiben.domains.plans import operations as do
from zhiben.domains.plans import queries, tasks
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.tests.dues_story import Dues, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def dues(db, tmp_path) -> Dues:
    return begin(tmp_path)


def on(month: int, day: int, hour: int = 2, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def kinds(dues: Dues, name: str) -> list[str]:
    return [todo.kind for todo in notices.todos(dues.world.actor(name)) if "report" in todo.kind]


def counts(dues: Dues, today: date, period: str = "2026-12") -> tuple[int, ...]:
    line = next(
        one
        for one in queries.report_periods(dues.world.actor("office"), dues.rule, today)
        if one.period == period
    )
    assert line.expected == line.delivered + line.late + line.missing + line.open
    return line.expected, line.delivered, line.late, line.missing, line.open


def test_every_sender_owes_every_period_once(dues: Dues) -> None:
    dues.assign()
    found = [(row.period, row.due_day, row.state) for row in dues.rows()]
    assert len(found) == 9
    assert found[0] == ("2026-12", date(2026, 12, 2), "due")
    assert found[-1] == ("2027-02", date(2027, 2, 2), "due")
    head = queries.report_rule(dues.world.actor("office"), dues.rule)
    assert (head.title, head.cite, head.named_from, head.content) == (
        "报送月度工作总结",
        ["四(二)"],
        "各镇街、各部门",
        ["隐患清单"],
    )
    assert do.owe_reports(actor=w.SYSTEM, at=w.AT) == 0
    assert do.owe_reports(actor=w.SYSTEM, at=on(12, 20)) == 3
    assert verify().problems == []


def test_opening_takes_as_many_statements_for_many_senders(dues: Dues) -> None:
    def statements(*names: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            dues.assign(*names)
        return len(captured)

    statements("town1")
    assert statements("town1", "town2", "fire", "emergency") == statements("town2")


def test_a_holiday_does_not_move_it_unless_the_rule_says_so(dues: Dues) -> None:
    once = Term(date="2026-11-29")
    dues.assign("town1", term=once)
    assert [(row.due_day, row.remind_day) for row in dues.rows()] == [
        (date(2026, 11, 29), date(2026, 11, 25))
    ]
    dues.assign("town2", term=once, shifts=True)
    assert dues.row(dues.of("town2", "2026-11-29")).due_day == date(2026, 11, 30)


def test_the_daily_job_reminds_once_before_it_is_due(dues: Dues, monkeypatch) -> None:
    dues.assign()
    assert kinds(dues, "town1") == []
    remind = dues.row(dues.of("town1")).remind_day
    assert remind == date(2026, 11, 27)
    for day, hour in ((26, 2), (27, 2), (27, 3), (28, 2)):
        monkeypatch.setattr(clock, "now", lambda day=day, hour=hour: on(11, day, hour))
        tasks.reports_due(timestamp=0)
    assert kinds(dues, "town1") == ["todo.report_due"]
    dues.by("town1", do.deliver_report, dues.of("town1"), text="本月无新增")
    assert kinds(dues, "town1") == []
    assert kinds(dues, "town2") == ["todo.report_due"]


def test_what_is_due_soon_is_asked_for_at_once(dues: Dues) -> None:
    dues.assign(at=on(12, 1), starts=date(2026, 12, 1))
    assert kinds(dues, "town1") == ["todo.report_due"]


def test_delivered_with_text_figures_and_a_file_against_a_receipt(dues: Dues) -> None:
    dues.assign()
    actor = dues.world.actor("town1")
    file = files.store(actor=actor, at=w.AT, data=b"a,b\n1,2\n", name="表.txt", purpose="any")
    due = dues.of("town1")
    dues.by("town1", do.deliver_report, due, text="总结", figures={"隐患": 3}, file_ids=[file])
    row = dues.row(due)
    assert (row.state, row.delivered_day, row.receipt) == ("delivered", w.TODAY, "RR-2026-000001")
    (shown,) = queries.deliveries(dues.world.actor("office"), due)
    assert (shown.text, shown.figures, [one.name for one in shown.files]) == ("总结", {"隐患": 3}, ["表.txt"])
    with pytest.raises(RuleBroken, match="wrong-state"):
        dues.by("town1", do.deliver_report, due, text="另一份")
    assert verify().problems == []


def test_two_approvals_lock_what_was_written(dues: Dues) -> None:
    dues.assign("emergency", "town1", steps=2)
    due = dues.of("emergency")
    dues.by("officer1", do.deliver_report, due, text="初稿")
    assert kinds(dues, "officer2") == ["todo.report_approve"]
    with pytest.raises(RuleBroken, match="wrong-state"):
        dues.by("officer1", do.deliver_report, due, text="改稿")
    assert queries.deliveries(dues.world.actor("office"), due) == []
    dues.by("officer2", do.approve_report, due)
    assert dues.row(due).state == "checked"
    dues.by("head", do.approve_report, due, at=on(11, 21))
    assert (dues.row(due).state, dues.row(due).delivered_day) == ("delivered", date(2026, 11, 21))
    (written,) = dues.tries(due)
    persons = dues.world.persons
    assert (written.written_by, written.checked_by, written.approved_by) == (
        persons["officer1"],
        persons["officer2"],
        persons["head"],
    )
    assert kinds(dues, "officer2") == []
    assert verify().problems == []


def test_pl_018_who_approves_is_another_person(dues: Dues) -> None:
    dues.assign("emergency", steps=2)
    due = dues.of("emergency")
    dues.by("officer1", do.deliver_report, due, text="初稿")
    with pytest.raises(RuleBroken, match="PL-018"):
        dues.by("officer1", do.approve_report, due)
    dues.by("officer2", do.approve_report, due)
    with pytest.raises(RuleBroken, match="PL-018"):
        dues.by("officer2", do.approve_report, due)


def test_given_back_by_the_senders_own_people(dues: Dues) -> None:
    dues.assign("emergency", steps=1)
    due = dues.of("emergency")
    dues.by("officer1", do.deliver_report, due, text="初稿")
    dues.by("head", do.give_back_report, due, reason="缺数据")
    assert dues.row(due).state == "due"
    assert kinds(dues, "officer1") == ["todo.report_returned"]
    dues.by("officer1", do.deliver_report, due, text="二稿")
    dues.by("head", do.approve_report, due)
    assert [one.text for one in queries.deliveries(dues.world.actor("office"), due)] == ["二稿"]
    assert [one.text for one in queries.deliveries(dues.world.actor("head"), due)] == ["二稿", "初稿"]


def test_sent_back_and_delivered_again_in_time_keeps_its_day(dues: Dues) -> None:
    dues.assign()
    due = dues.of("town1")
    dues.by("town1", do.deliver_report, due, at=on(12, 2), text="总结")
    first = dues.row(due).receipt
    dues.by("office", do.send_back_report, due, at=on(12, 3), reason="数据不符", again_by=date(2026, 12, 5))
    assert kinds(dues, "town1") == ["todo.report_returned"]
    assert counts(dues, date(2026, 12, 4)) == (3, 0, 0, 3, 0)
    dues.by("town1", do.deliver_report, due, at=on(12, 5), text="更正")
    assert dues.row(due).delivered_day == date(2026, 12, 2)
    assert [one.receipt == first for one in dues.tries(due)] == [True, False]
    assert dues.tries(due)[0].remark == "数据不符"
    assert counts(dues, date(2026, 12, 6)) == (3, 1, 0, 2, 0)
    assert verify().problems == []


def test_sent_back_and_delivered_again_too_late_counts_from_the_new_day(dues: Dues) -> None:
    dues.assign()
    due = dues.of("town1")
    dues.by("town1", do.deliver_report, due, at=on(12, 2), text="总结")
    dues.by("office", do.send_back_report, due, at=on(12, 3), reason="不符", again_by=date(2026, 12, 5))
    dues.by("town1", do.deliver_report, due, at=on(12, 6), text="更正")
    assert counts(dues, date(2026, 12, 6)) == (3, 0, 1, 2, 0)


def test_late_and_missing_are_expected_minus_delivered(dues: Dues) -> None:
    dues.assign(cutoff_days=3)
    assert counts(dues, date(2026, 12, 3)) == (3, 0, 0, 0, 3)
    dues.by("town1", do.deliver_report, dues.of("town1"), at=on(12, 5), text="当月")
    dues.by("town2", do.deliver_report, dues.of("town2"), at=on(12, 6), text="迟报")
    for day in (date(2026, 12, 6), date(2027, 6, 1)):
        assert counts(dues, day) == (3, 1, 1, 1, 0)
    office = dues.world.actor("office")
    late = queries.dues(office, "received", date(2026, 12, 6), standing="late")
    missing = queries.dues(office, "received", date(2026, 12, 6), standing="missing")
    assert [row["body_id"] for row in late] == [dues.world.bodies["town2"]]
    assert [row["body_id"] for row in missing] == [dues.world.bodies["fire"]]


def test_a_waived_report_is_not_expected(dues: Dues) -> None:
    dues.assign()
    dues.by("office", do.waive_report, dues.of("fire"), reason="机构改革")
    assert counts(dues, date(2026, 12, 3))[0] == 2
    assert verify().problems == []


def test_senders_come_and_go_by_day(dues: Dues) -> None:
    dues.assign("town1")
    office, bodies = dues.world.actor("office"), dues.world.bodies
    do.change_senders(
        actor=office, at=on(12, 10), rule_id=dues.rule, add=[bodies["fire"]], remove=[bodies["town1"]]
    )
    found = [(row.body_id, row.period, row.state) for row in dues.rows()]
    assert found == [
        (bodies["town1"], "2026-12", "due"),
        (bodies["town1"], "2027-01", "waived"),
        (bodies["fire"], "2027-01", "due"),
        (bodies["town1"], "2027-02", "waived"),
        (bodies["fire"], "2027-02", "due"),
        (bodies["fire"], "2027-03", "due"),
    ]
    do.change_senders(actor=office, at=on(12, 11), rule_id=dues.rule, add=[bodies["town1"]])
    assert [row.state for row in dues.rows() if row.body_id == bodies["town1"]] == ["due"] * 4
    do.change_senders(actor=office, at=on(12, 12), rule_id=dues.rule, remove=[bodies["town1"]])
    do.end_report(actor=office, at=on(1, 5, year=2027), rule_id=dues.rule)
    assert [row.state for row in dues.rows()] == ["due", "waived", "due", *["waived"] * 4]
    assert do.owe_reports(actor=w.SYSTEM, at=on(3, 5, year=2027)) == 0
    assert verify().problems == []


def test_pl_016_only_who_owes_it_delivers(dues: Dues) -> None:
    dues.assign()
    with pytest.raises(RuleBroken, match="PL-016"):
        dues.by("fireman", do.deliver_report, dues.of("town1"), text="x")
    with pytest.raises(NotFound):
        dues.by("town2", do.deliver_report, dues.of("town1"), text="x")


def test_pl_017_only_the_receiver_sends_back(dues: Dues) -> None:
    dues.assign()
    due = dues.of("town1")
    dues.by("town1", do.deliver_report, due, text="x")
    with pytest.raises(RuleBroken, match="PL-017"):
        dues.by("fireman", do.send_back_report, due, reason="x")
    with pytest.raises(RuleBroken, match="PL-017"):
        do.end_report(actor=dues.world.actor("head"), at=w.AT, rule_id=dues.rule)


def test_pl_019_an_empty_report_is_none(dues: Dues) -> None:
    dues.assign()
    for empty in ({"text": " "}, {"text": "x", "figures": {" ": 1}}, {"text": "x", "figures": {"隐患": " "}}):
        with pytest.raises(RuleBroken, match="PL-019"):
            dues.by("town1", do.deliver_report, dues.of("town1"), **empty)


def test_pl_020_a_reason_is_given(dues: Dues) -> None:
    dues.assign()
    with pytest.raises(RuleBroken, match="PL-020"):
        dues.by("office", do.waive_report, dues.of("town1"), reason=" ")


def test_pl_021_somebody_owes_it(dues: Dues) -> None:
    with pytest.raises(RuleBroken, match="PL-021"):
        dues.assign("town1", "town1")


def test_pl_022_there_is_time_to_deliver_again(dues: Dues) -> None:
    dues.assign()
    due = dues.of("town1")
    dues.by("town1", do.deliver_report, due, text="x")
    with pytest.raises(RuleBroken, match="PL-022"):
        dues.by("office", do.send_back_report, due, reason="x", again_by=date(2026, 11, 19))


def test_pl_023_it_is_due_on_days(dues: Dues) -> None:
    with pytest.raises(RuleBroken, match="PL-023"):
        dues.assign("town1", term=Term())


def test_pl_024_it_has_a_name(dues: Dues) -> None:
    given = {"actor": dues.world.actor("office"), "at": w.AT, "body_ids": [dues.world.bodies["fire"]]}
    with pytest.raises(RuleBroken, match="PL-024"):
        do.assign_report(**given, terms=do.Terms(Term(per="year"), w.TODAY), title=" ")


def test_pl_025_it_begins_within_a_year(dues: Dues) -> None:
    for day in (date(2025, 11, 18), date(2028, 1, 1)):
        with pytest.raises(RuleBroken, match="PL-025"):
            dues.assign("town1", starts=day)


def test_what_cannot_be_made_due(dues: Dues) -> None:
    with pytest.raises(Forbidden):
        dues.assign("town1", by="town1")
    given = {"actor": dues.world.actor("office"), "at": w.AT, "terms": do.Terms(Term(per="year"), w.TODAY)}
    with pytest.raises(NotFound):
        do.assign_report(**given, body_ids=[999_999], title="x")
    with pytest.raises(NotFound):
        do.assign_report(**given, body_ids=[dues.world.bodies["fire"]], item_id=999_999)


def test_a_stale_page_is_refused(dues: Dues) -> None:
    dues.assign()
    due = dues.of("town1")
    given = {"actor": dues.world.actor("town1"), "at": w.AT, "due_id": due}
    do.deliver_report(**given, seen_version=1, text="x")
    with pytest.raises(Stale):
        do.deliver_report(**given, seen_version=1, text="x")


def test_units_of_a_line_of_business_owe_it_as_they_come_and_go(dues: Dues) -> None:
    world = dues.world
    unit = world.units["mill"]
    sector = Unit.objects.unscoped(reason="test").get(pk=unit).sector
    terms = do.Terms(term=Term(day=2, per="month"), starts=date(2026, 11, 20))
    office = world.actor("office")
    do.assign_report(actor=office, at=w.AT, body_ids=[], sectors=[sector], title="月报", terms=terms)
    owing = {row.unit_id for row in dues.rows()}
    assert unit in owing and {row.body_id for row in dues.rows()} == {None}

    row = next(one for one in dues.rows() if one.unit_id == unit)
    principal = world.actor("principal")
    own = {one.pk for one in dues.rows() if one.unit_id == unit}
    assert {line["id"] for line in queries.dues(principal, "ours")} == own
    assert {line["id"] for line in queries.dues(principal, "all")} == own
    do.deliver_report(actor=principal, at=w.AT, due_id=row.pk, seen_version=1, text="已排查")
    assert dues.row(row.pk).receipt.startswith("RR-")

    Unit.objects.unscoped(reason="test").filter(pk=unit).update(closed=date(2026, 11, 25))
    do.owe_reports(actor=w.SYSTEM, at=datetime(2026, 11, 26, 2, 0, tzinfo=UTC))
    states = {one.state for one in dues.rows() if one.unit_id == unit}
    assert states == {"delivered", "waived"}
    assert {one.state for one in dues.rows() if one.unit_id != unit} <= {"due"}
