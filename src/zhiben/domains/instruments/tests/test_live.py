"""Beside each clause how it stands: duties, tasks, targets and reports due, in few statements, within reach."""

from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import world as w
from zhiben.domains.duties import operations as duties
from zhiben.domains.duties.models import Scheme
from zhiben.domains.duties.tests.scene import catch_up
from zhiben.domains.instruments import operations as do
from zhiben.domains.instruments import queries
from zhiben.domains.instruments.methods.live import Course, Live, course, course_share, summed
from zhiben.domains.instruments.models import Item
from zhiben.domains.instruments.tests.test_coverage import client_of
from zhiben.domains.instruments.tests.test_documents import TEXT, Story, upload
from zhiben.domains.plans import operations as plans
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.models import Target

pytestmark = pytest.mark.django_db

PACK = """instrument:
  id: sample/main
  title: {zh: 云溪区安全生产治本攻坚三年行动实施方案, en: Plan of an invented district}
  period: [2026-01-01, 2027-12-31]
items:
  - id: led-inspection
    kind: duty
    cite: ["二(一)2", "二(一)1"]
    title: {zh: 主要负责人带队检查, en: Inspection led by the principal}
    who: {subject: unit, kinds: [enterprise]}
    activity: inspection.led
    times: 1
    per: quarter
    led_by: [principal]
    mark: D
  - id: after-accident
    kind: duty
    cite: ["三(一)"]
    title: {zh: 事故后排查, en: Search after an accident}
    who: {subject: unit, kinds: [enterprise]}
    activity: inspection.led
    event: accident.elsewhere
    within: 10
    mark: D
  - id: answerable
    kind: scheme
    cite: ["二(一)3"]
    title: {zh: 包保责任人, en: Who answers for it}
    who: {subject: unit, kinds: [enterprise]}
    seats:
      - {key: principal, title: {zh: 主要负责人, en: Principal}, posts: [principal]}
      - {key: director, title: {zh: 安全总监, en: Safety director}, posts: [safety_director]}
    mark: D
  - id: monthly
    kind: report
    cite: ["三(二)"]
    title: {zh: 每月报送总结, en: Summary of the month}
    report: {from: 各镇街, to: 区安委办, when: {day: 2, per: month}}
    mark: D
"""


def test_figures_add_up_and_one_that_is_overdue_puts_the_clause_behind() -> None:
    one = Live("duties", 4, 3, excused=1, first=date(2026, 1, 1), last=date(2026, 3, 31), url="/a/")
    two = Live("duties", 6, 4, overdue=2, first=date(2026, 1, 1), last=date(2026, 6, 30), url="/b/")
    [both] = summed([one, two])
    assert (both.expected, both.done, both.overdue, both.excused) == (10, 7, 2, 1)
    assert (both.first, both.last, both.url) == (None, None, None)
    assert summed([one]) == [one]
    assert (course([one]), course([one, two]), course([])) == (Course.ON_COURSE, Course.BEHIND, None)
    share = course_share([Course.ON_COURSE, None, Course.BEHIND])
    assert (share.clauses, share.percent) == (2, 50)
    assert course_share([None]).percent is None


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A published plan with its pack, in the middle of the fourth quarter; the third one ended with nobody's work."""
    world = w.build()
    made = Story(world, upload(world, TEXT.encode()))
    for name in ("features.yaml", "vocabulary"):
        (tmp_path / name).symlink_to(Path(settings.PACKS_DIR) / name)
    (tmp_path / "sample.yaml").write_text(PACK, encoding="utf-8")
    do.load_packs(actor=w.SYSTEM, at=w.AT, folder=tmp_path)
    made.decide("kept")
    made.publish()
    catch_up(date(2026, 9, 30), w.TODAY)
    return made


def inspect(world: w.World, unit: str, day: date = w.TODAY) -> None:
    new = duties.NewActivity(
        kind="inspection.led", done_day=day, unit_id=world.units[unit], led_post="principal"
    )
    duties.record_activity(actor=world.actor("office"), at=w.AT, activity=new)


def clause(story: Story, address: str, name: str = "office") -> dict[str, dict[str, Any]]:
    """The figures at a clause by kind, as the API has them."""
    answer = client_of(name).get(f"/api/v1/instruments/documents/{story.id}/coverage/").json()
    found = next(one for one in answer["clauses"] if one["id"] == address)
    assert all(line["item"] for line in found["live"])
    return {line["kind"]: line for line in found["live"]} | {"course": found["course"]}


def counts(line: dict[str, Any]) -> tuple[int, int, int]:
    return line["expected"], line["done"], line["overdue"]


def test_a_duty_shows_the_running_period_and_the_one_that_ended_last(story: Story) -> None:
    before = clause(story, "二(一)2")
    expected = before["duties_running"]["expected"]
    assert expected >= 2 and counts(before["duties_running"]) == (expected, 0, 0)
    ended = before["duties_ended"]
    assert counts(ended) == (ended["expected"], 0, ended["expected"]) and ended["expected"] >= 2
    assert (ended["first"], ended["last"]) == ("2026-07-01", "2026-09-30")
    assert before["course"] == "behind"
    inspect(story.world, "mill")
    inspect(story.world, "mill", date(2026, 9, 10))
    after = clause(story, "二(一)2")
    assert counts(after["duties_running"]) == (expected, 1, 0)
    assert counts(after["duties_ended"]) == (ended["expected"], 1, ended["expected"] - 1)
    assert clause(story, "二(一)1")["duties_running"] == after["duties_running"]


def test_a_changed_duty_still_counts_the_period_that_ended_under_its_old_wording(
    story: Story, tmp_path: Path
) -> None:
    ended = clause(story, "二(一)2")["duties_ended"]["expected"]
    (tmp_path / "sample.yaml").write_text(PACK.replace("times: 1", "times: 2"), encoding="utf-8")
    assert do.load_packs(actor=w.SYSTEM, at=w.AT, folder=tmp_path) == 1
    catch_up(w.TODAY)
    after = clause(story, "二(一)2")
    assert after["duties_ended"]["expected"] == ended
    assert after["duties_running"]["expected"] == 2 * ended


def test_what_follows_from_an_event_counts_from_its_day(story: Story) -> None:
    address = "三(一)"
    duties.record_event(
        actor=story.world.actor("office"), at=w.AT, kind="accident.elsewhere", day=w.TODAY, area=w.DISTRICT
    )
    running = clause(story, address)["duties_running"]
    assert running["done"] == 0 < running["expected"]
    inspect(story.world, "mill")
    assert clause(story, address)["duties_running"]["done"] == 1


def test_seats_show_how_many_are_filled(story: Story) -> None:
    line = clause(story, "二(一)3")["seats"]
    assert line["expected"] >= 4 and counts(line) == (line["expected"], 0, line["expected"])
    duties.fill_seats(
        actor=w.SYSTEM,
        at=w.AT,
        scheme_id=Scheme.objects.get(name="answerable").pk,
        holders=[duties.NewHolder("principal", person_id=story.world.persons["principal"])],
        unit_id=story.world.units["mill"],
    )
    after = clause(story, "二(一)3")["seats"]
    assert counts(after) == (line["expected"], 1, line["expected"] - 1)
    assert client_of("office").get(after["url"]).status_code == 200


def test_a_task_taken_up_stands_at_its_clause_beside_the_pack(story: Story) -> None:
    line = clause(story, "二(一)1")["tasks"]
    assert counts(line) == (1, 0, 0)
    assert client_of("office").get(line["url"], follow=True).status_code == 200
    page = client_of("office").get(reverse("instruments:document_coverage", args=[story.id]))
    assert "已由发布的方案承接" in page.content.decode()


def test_a_target_says_what_it_stands_at(story: Story) -> None:
    [target] = Target.objects.unscoped(reason="test").all()
    address = target.cite[0]
    assert "尚无读数" in clause(story, address)["targets"]["said"]
    plans.record_target(
        actor=story.world.actor("office"),
        at=w.AT,
        target_id=target.pk,
        day=w.TODAY,
        value=Decimal(92),
        source="台账",
    )
    line = clause(story, address)["targets"]
    assert counts(line) == (1, 0, 0) and "92" in line["said"] and "100" in line["said"]


def test_reports_due_are_expected_delivered_missing(story: Story) -> None:
    item = Item.objects.get(name="monthly")
    plans.assign_report(
        actor=story.world.actor("office"),
        at=w.AT,
        body_ids=[story.world.bodies["town1"], story.world.bodies["town2"]],
        item_id=item.pk,
        terms=plans.Terms(term=Term(day=2, per="month"), starts=date(2026, 11, 1)),
    )
    line = clause(story, "三(二)")["reports"]
    assert line["expected"] > 4 and line["done"] == 0 and line["overdue"] == 2
    assert client_of("office").get(line["url"]).status_code == 200


def test_the_part_sums_its_clauses_once_and_says_how_many_are_on_course(story: Story) -> None:
    answer = client_of("office").get(f"/api/v1/instruments/documents/{story.id}/coverage/").json()
    [running] = [one for one in answer["live"] if one["kind"] == "duties_running"]
    assert running["expected"] == clause(story, "二(一)2")["duties_running"]["expected"]
    known = [one["course"] for one in answer["clauses"] if one["course"]]
    assert answer["course"] == {"on_course": known.count("on_course"), "behind": known.count("behind")}
    assert known.count("behind") >= 1


def test_the_page_says_it_in_both_languages_in_few_statements(
    story: Story, django_assert_max_num_queries: Any
) -> None:
    inspect(story.world, "mill")
    office = client_of("office")
    address = reverse("instruments:document_coverage", args=[story.id])
    office.get(address)
    with django_assert_max_num_queries(20):
        page = office.get(address).content.decode()
    assert page.count('data-live="duties_running"') == 3  # the part and two clauses
    assert "目前已履行 1 次" in page and "滞后" in page and "data-course" in page
    office.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = unescape(office.get(address).content.decode())
    assert "1 of " in english and "times so far" in english and "behind" in english
    assert "目前已履行" not in english


def test_nobody_sees_figures_that_are_not_his(story: Story) -> None:
    """A town counts what lies in the town, a unit its own."""
    inspect(story.world, "mill")
    office = clause(story, "二(一)2")["duties_running"]
    items = list(Item.objects.filter(name="led-inspection").values_list("id", flat=True))
    towns = [queries.live_of(story.world.actor(name), items, w.TODAY) for name in ("town1", "town2")]
    figures = [
        line for found in towns for lines in found.values() for line in lines if line.kind == "duties_running"
    ]
    assert sum(line.expected for line in figures) == office["expected"]
    assert sum(line.done for line in figures) == 1
    [own] = queries.live_of(story.world.actor("principal"), items, w.TODAY).values()
    assert [(line.kind, line.expected, line.done) for line in own] == [
        ("duties_ended", 1, 0),
        ("duties_running", 1, 1),
    ]
    assert Client().get(f"/api/v1/instruments/documents/{story.id}/coverage/").status_code == 401
