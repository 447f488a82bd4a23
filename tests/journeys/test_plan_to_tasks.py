"""A plan document becomes tasks: from the upload to the month's review, each person at their own browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Hands
from tests.journeys.people import DESK, PHONE, Journey, Somebody, photograph

TEXT = """云溪区安全生产治本攻坚三年行动示范方案
（2024—2026年）

为推动公共安全治理模式向事前预防转型，结合全区实际，制定本方案。

一、总体要求

到2026年底，全区重大事故隐患动态清零，生产安全事故起数比2023年下降10%以上。

二、工作阶段

（一）动员部署阶段（2024年1月至2024年6月）。制定实施方案，全面动员部署。

（二）集中攻坚阶段（2024年7月至2026年12月）。集中力量推进各项任务，取得明显成效。

三、主要任务

（一）重大事故隐患判定标准宣贯行动

1.组织编制宣贯手册。2024年6月底前，完成重大事故隐患判定标准宣贯手册编制并印发到企业。（区应急管理局牵头，区消防救援大队配合）

2.开展专题宣讲。2026年12月底前，完成对各镇街和重点企业的专题宣讲全覆盖。（区应急管理局牵头，区消防救援大队配合）

（二）消防通道畅通行动

3.拆除违规障碍物。2026年12月底前，完成人员密集场所外窗防盗网、广告牌等障碍物拆除。（区消防救援大队牵头，区应急管理局配合）

4.生产经营单位主要负责人每季度至少带队开展1次重大事故隐患排查。

四、保障措施

（一）加强组织领导。各镇街、各部门要加强组织领导，压实责任，确保各项任务落实到位。

（二）加强信息报送。各镇街、各部门于每月25日前将工作进展情况报区安委办，每年12月20日前报送年度工作总结。
"""
DROPPED = ("组织编制宣贯手册", "开展专题宣讲", "拆除违规障碍物", "全区重大事故隐患动态清零")
OLD, TALKS, BARRIERS = "完成重大事故隐患判定标准", "专题宣讲全覆盖", "障碍物拆除"
BY_HAND = "印发压实责任的任务分工表"


def proposal(office: Somebody, title: str, *, exact: bool = False):
    """The box of a proposal by its title."""
    words = re.compile(f"^{title}$") if exact else title
    return office.page.locator(".proposal").filter(has=office.page.locator("strong", has_text=words)).first


def decide(office: Somebody, box, decision: str) -> None:
    """Press keep or drop and wait for the answer in the column."""
    with office.page.expect_response(re.compile("/decide/")):
        box.locator(f"button[name=decision][value={decision}]").click()


@pytest.fixture(scope="module")
def plan(journey: Journey) -> str:
    """The address of the plan, uploaded, reviewed and published by the office."""
    office = journey.person("office")
    page = office.open("/instruments/upload/")
    office.attach(page, {"name": "plan.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    office.send(page)
    expect(page.locator(".review-tree")).to_contain_text("消防通道畅通行动")
    expect(page.locator(".review-text mark").first).to_be_visible()
    expect(page.locator(".proposal")).to_have_count(14)
    office.picture("desk_review")
    review_on_a_phone(office)
    for title in DROPPED:
        decide(office, proposal(office, title, exact=True), "dropped")
        expect(proposal(office, title, exact=True).locator("[value=kept]")).to_have_count(1)
        expect(proposal(office, title, exact=True).locator("[value=dropped]")).to_have_count(0)
    correct_the_target(office)
    add_by_hand(office)
    keep_the_rest(office)
    return publish(office)


def review_on_a_phone(office: Somebody) -> None:
    """Tree, text and proposals are three tabs there."""
    page = office.page
    page.set_viewport_size(PHONE)
    for tab, column in (
        ("tree", ".review-tree"),
        ("text", ".review-text"),
        ("proposals", ".review-proposals"),
    ):
        page.locator(f".review-tabs [data-review-tab={tab}]").click()
        expect(page.locator(column)).to_be_visible()
        assert office.wider() <= 1
    office.picture("phone_review")
    page.set_viewport_size(DESK)


def correct_the_target(office: Somebody) -> None:
    """The reader took “down by 10 %” with the wrong indicator."""
    box = proposal(office, "生产安全事故起数")
    box.locator("a", has_text="更正").click()
    form = box.locator("form[data-step-form]")
    office.fill(form, title="生产安全事故起数下降幅度", indicator="生产安全事故起数下降幅度")
    form.locator("button[type=submit]").click()
    expect(proposal(office, "事故起数下降幅度")).to_contain_text("已更正")


def add_by_hand(office: Somebody) -> None:
    """A task the reader did not find, at its clause."""
    clause = office.page.locator(".clause").filter(has_text="加强组织领导。")
    clause.locator("button").click()
    form = office.page.locator("#add-here form")
    office.fill(form, title=BY_HAND, by="2026-12-15", lead="区应急管理局")
    form.locator("button[type=submit]").click()
    expect(proposal(office, BY_HAND)).to_be_visible()


def keep_the_rest(office: Somebody) -> None:
    """Everything not decided yet, at once."""
    page = office.page
    with page.expect_navigation():
        page.locator("#proposals select[name=decision]").select_option("open")
    page.locator("[data-check-all=ids]").check()
    decide(office, page.locator("#bulk"), "kept")
    expect(page.locator(".proposal")).to_have_count(0)


def publish(office: Somebody) -> str:
    """Set the day from which the platform counts, and publish."""
    page = office.page
    with page.expect_navigation():
        page.locator("a[href$='/publish/']").click()
    expect(page.locator("main")).to_contain_text("待确认")
    main = page.locator("main")
    office.fill(
        main,
        counting_from="2026-11-01",
        period_from="2024-01-01",
        period_to="2026-12-31",
        stock_cutoff="2026-01-01",
    )
    office.picture("desk_publish")
    main.locator("form[data-step-form] button[type=submit]").click()
    with page.expect_navigation():
        page.locator("#confirm button[value=yes]").click()
    office.picture("desk_published")
    return page.url


def task(journey: Journey, name: str, title: str) -> Somebody:
    """Somebody before the page of a task, found in the list of tasks."""
    person = journey.person(name)
    page = person.open("/plans/shares/?tab=all")
    with page.expect_navigation():
        page.locator("#results tr", has_text=title).first.locator("a").first.click()
    return person


def sign(journey: Journey, name: str, title: str, leader: str, deliverable: str) -> None:
    """A body signs for its share: leader, handler, deliverable."""
    person = task(journey, name, title)
    box = person.step("sign_for")
    leader_id = str(journey.world.persons[leader])
    person.fill(box, leader_id=leader_id, handler_id=leader_id, deliverable=deliverable)
    person.send(box)


def report(journey: Journey, name: str, title: str, words: str, percent: str) -> None:
    """A body reports the progress of November, with a photograph as evidence."""
    person = task(journey, name, title)
    box = person.step("report_progress")
    person.fill(box, month="2026-11-01", this_month=words, cumulative=words, percent=percent)
    person.fill(box, next_step="下月完成剩余场次")
    person.attach(box, photograph("evidence"))
    person.send(box)


def test_published_text_shows_what_runs_and_what_does_not_yet(journey: Journey, plan: str) -> None:
    page = journey.person("office").page
    page.goto(plan)
    clause = page.locator(".clause").filter(has_text="每季度至少带队开展1次")
    expect(clause).to_contain_text("每季度")
    expect(clause).to_contain_text("企业")
    expect(clause).not_to_contain_text("尚未运行")
    expect(page.locator(".clause").filter(has_text="每月25日前")).to_contain_text("尚未运行")
    running = page.locator(".clause").filter(has_text="专题宣讲全覆盖").locator("a")
    assert running.count() >= 1
    expect(page.locator(".clause").filter(has_text="加强组织领导。")).to_contain_text(BY_HAND)


def test_older_task_is_confirmed_in_bulk_without_a_red_light(journey: Journey, plan: str) -> None:
    office = journey.person("office")
    page = office.open("/plans/")
    with page.expect_navigation():
        page.locator("#results a").first.click()
    with page.expect_navigation():
        page.locator("a.figure[href*=older]").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("[data-check-all=ids]").check()
    with page.expect_navigation():
        page.locator("button[name=outcome][value=done]").click()
    expect(page.locator("tbody tr")).to_have_count(0)
    with page.expect_navigation():
        page.locator("main a[href$='/wall/']").first.click()
    expect(page.locator("a.wall-task.light-red")).to_have_count(0)
    expect(page.locator("a.wall-task.light-green").filter(has_text=OLD)).to_have_count(1)


def test_department_signs_with_leader_handler_and_deliverable(journey: Journey, plan: str) -> None:
    head = journey.person("head")
    head.todo(TALKS)
    persons = journey.world.persons
    box = head.step("sign_for")
    head.fill(box, leader_id=str(persons["head"]), handler_id=str(persons["officer1"]))
    assert head.try_to_send(box)
    head.fill(box, deliverable="宣讲记录和签到册")
    head.send(box)
    expect(head.page.locator(".case-facts")).to_contain_text("陆慎行")
    expect(head.page.locator(".case-facts")).to_contain_text("闻一舟")
    expect(head.page.locator(".case-facts")).to_contain_text("宣讲记录和签到册")
    expect(head.page.locator(".case-head .badge").first).to_contain_text("推进中")


def test_another_body_objects_and_the_office_decides(journey: Journey, plan: str) -> None:
    fireman = task(journey, "fireman", BARRIERS)
    fireman.do("object", reason="广告牌由城管部门负责，请改派。")
    office = journey.person("office")
    office.todo(BARRIERS)
    expect(office.page.locator("main")).to_contain_text("广告牌由城管部门负责")
    office.do("uphold", answer="职责分工已明确，仍由你单位牵头，城管部门配合。")
    fireman = task(journey, "fireman", BARRIERS)
    expect(fireman.page.locator("main")).to_contain_text("仍由你单位牵头")
    fireman.picture("desk_share")
    sign(journey, "fireman", BARRIERS, "fireman", "拆除清单")


def test_department_breaks_its_task_down_to_two_towns(journey: Journey, plan: str) -> None:
    head = task(journey, "head", TALKS)
    box = head.step("break_down")
    for town in ("town1", "town2"):
        box.locator(f"[name=bodies][value='{journey.world.bodies[town]}']").check()
    head.fill(box, title="完成本镇街专题宣讲全覆盖", due_day="2026-12-20")
    head.send(box)
    expect(head.page.locator("main table tbody tr")).to_have_count(3)
    sign(journey, "town1", "完成本镇街", "town1", "宣讲照片")
    sign(journey, "town2", "完成本镇街", "town2", "宣讲照片")


def test_town_reports_the_month_and_another_person_reviews(journey: Journey, plan: str, hands: Hands) -> None:
    hands.forward(days=12)
    report(journey, "town1", "完成本镇街", "完成宣讲六场，覆盖企业三十家。", "60")
    own = task(journey, "town1", "完成本镇街")
    expect(own.page.locator("form[action*='/review/']")).to_have_count(0)
    expect(own.page.locator(".why").first).to_contain_text("不能是填报人本人")
    other = journey.person("town1b")
    other.todo("完成本镇街")
    expect(other.page.locator("main img")).to_have_count(1)
    with other.page.expect_navigation():
        other.page.locator("form[action*='/review/'] button").click()
    expect(other.page.locator("main")).to_contain_text("竺小满")
    other.picture("desk_progress")


def test_office_sees_who_has_not_reported_and_copies_the_reminder(journey: Journey, plan: str) -> None:
    office = journey.person("office")
    page = office.open("/plans/")
    with page.expect_navigation():
        page.locator("#results a").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/progress/']").click()
    expect(page.locator("main h2").first).to_contain_text("2026年11月")
    lines = page.locator("#rows-month tbody tr")
    expect(lines.filter(has_text="竹溪镇")).to_contain_text("苗竹生")
    expect(lines.filter(has_text="柳桥街道")).to_contain_text("未报")
    office.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy-from='#remind']").click()
    copied = page.wait_for_function("navigator.clipboard.readText()").json_value()
    assert "柳桥街道" in copied and "消防救援大队" in copied and "竹溪镇" not in copied
    assert "柳扶风" not in copied
    office.picture("desk_month")


def test_wall_chart_shows_the_lights_by_action_and_phase(journey: Journey, plan: str, hands: Hands) -> None:
    hands.forward(days=14)
    office = journey.person("office")
    page = office.open("/plans/")
    with page.expect_navigation():
        page.locator("#results a").first.click()
    with page.expect_navigation():
        page.locator("a[href$='/wall/']").first.click()
    expect(page.locator(".wall-chart thead")).to_contain_text("集中攻坚阶段")
    expect(page.locator(".wall-chart tbody th").filter(has_text="消防通道畅通行动")).to_have_count(1)
    expect(page.locator("a.wall-task.light-red").filter(has_text=BY_HAND)).to_have_count(1)
    expect(page.locator("a.wall-task.light-yellow").filter(has_text=BARRIERS)).to_have_count(1)
    expect(page.locator("a.wall-task.light-green").filter(has_text=OLD)).to_have_count(1)
    office.picture("desk_wall")


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
