"""Duties read out of sentences: cadences and events."""

import pytest

from zhiben.domains.instruments.methods.reading.items import Item, propose
from zhiben.domains.instruments.methods.reading.model import Clause, Document, Part


def duties(text: str) -> list[Item]:
    clause = Clause(0, "一", "", text, None, 1, body=(text,))
    plan = Document("plan.txt", "云溪区整治方案（2024—2026年）", "", (Part(0, ""),), (clause,))
    return [item for item in propose(plan) if item.kind == "duty"]


def cadences(text: str) -> list[tuple[int | None, str | None]]:
    return [(item.times, item.per) for item in duties(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各站点每日开展一次巡检。", (1, "day")),
        ("各车间每周至少检查2次。", (2, "week")),
        ("每旬组织一次碰头会。", (1, "ten_days")),
        ("每10天组织一次巡线。", (1, "ten_days")),
        ("每半个月召开1次例会。", (1, "half_month")),
        ("每两周开展一次自查。", (1, "half_month")),
        ("镇长每月带队检查不少于两次。", (2, "month")),
        ("每两个月督导一次。", (1, "two_months")),
        ("每季度至少1次带队检查。", (1, "quarter")),
        ("每三个月演练一次。", (1, "quarter")),
        ("每半年1次消防培训。", (1, "half_year")),
        ("每学期开展一次疏散演练。", (1, "half_year")),
        ("每年2次综合演练。", (2, "year")),
        ("每3年组织一次评估。", (1, "three_years")),
        ("三年内对全部仓库至少检查一次。", (1, "three_years")),
        ("全年不少于4次暗访。", (4, "year")),
        ("半年一次回访用户。", (1, "half_year")),
        ("每年抽查不少于四次。", (4, "year")),
        ("每年举办6期讲座。", (6, "year")),
        ("2024年起每年开展一次复核。", (1, "year")),
        ("检查频次为1次/季度。", (1, "quarter")),
        ("按月调度整改进展。", (1, "month")),
    ],
)
def test_a_cadence_is_read_as_the_text_puts_it(text: str, expected: tuple[int, str]) -> None:
    assert cadences(text) == [expected]


def test_named_habits_of_work_give_one_duty_each() -> None:
    assert cadences("实行月调度、季通报、年总结制度。") == [(1, "month"), (1, "quarter"), (1, "year")]
    assert cadences("健全“日管控、周排查、月研判”机制。") == [(1, "day"), (1, "week"), (1, "month")]
    assert cadences("推行一周一调度、一月一通报。") == [(1, "week"), (1, "month")]


def test_a_habit_that_is_only_mentioned_is_no_duty() -> None:
    assert cadences("将进展纳入“双月督导”中。") == []
    assert cadences("2023年总结了经验做法。") == []


def test_a_variant_in_parentheses_is_a_second_duty() -> None:
    found = duties("负责人每季度带队至少开展1次检查（高危企业每月至少1次），留存记录。")
    assert [(item.times, item.per) for item in found] == [(1, "quarter"), (1, "month")]
    assert found[1].title.startswith("高危企业")


def test_a_variant_before_the_number_takes_the_number_of_the_sentence() -> None:
    found = cadences("各单位每年（密集场所每半年）至少组织2次演练。")
    assert sorted(found, key=str) == [(2, "half_year"), (2, "year")]


def test_several_subjects_in_one_sentence_give_several_duties() -> None:
    assert cadences("厂长每月、车间主任每周、班组每天开展排查。") == [(1, "month"), (1, "week"), (1, "day")]


@pytest.mark.parametrize(
    "text",
    [
        "落实到每一名员工、每个岗位、每台设备。",
        "每年都发生多起同类事故，教训深刻。",
        "根据目标，每年有所侧重。",
        "依据《每月安全提示办法》开展工作。",
        "结合每年六月份的活动做好宣传。",
    ],
)
def test_background_is_no_duty(text: str) -> None:
    assert duties(text) == []


def test_training_hours_are_read_beside_the_cadence() -> None:
    (item,) = duties("电工每年参加不少于24学时的培训。")
    assert (item.per, item.hours) == ("year", 24)


def test_the_day_of_a_report_is_no_duty() -> None:
    assert duties("每月5日前，各镇将小结报送区专班办公室。") == []


@pytest.mark.parametrize(
    ("text", "event", "within"),
    [
        ("异地发生重大以上事故，举一反三组织开展排查。", "异地发生重大以上事故", None),
        ("本镇安全工作被市、区点名批评、通报等情形的，对负责人进行谈话提醒。", "点名批评", None),
        ("国庆节前，组织全面检查。", "国庆节前", None),
        ("重点时段加强值班值守。", "重点时段", None),
        ("遇大风等恶劣天气预警时，立即停止作业。", "恶劣天气预警时", None),
        ("国家有关标准修订后，及时组织培训。", "标准修订后", None),
        ("处罚结果应当在作出决定五个工作日内向社会公布。", "作出决定", 5),
        ("负责人变更后的30日内，将情况报镇应急办公室。", "变更后", 30),
        ("赛事开展前必须进行检查。", "赛事开展前", None),
    ],
)
def test_a_duty_may_wait_for_an_event(text: str, event: str, within: int | None) -> None:
    (item,) = duties(text)
    assert event in str(item.event)
    assert item.within == within
    assert item.per is None


def test_the_heading_is_short_and_leaves_no_bracket_open() -> None:
    (item,) = duties(
        "各单位每年组织开展面向全体职工（含外包人员、临时用工人员和实习人员）的安全知识集中培训。"
    )
    assert len(item.title) <= 30
    assert item.title.count("（") == item.title.count("）")


def test_the_text_is_the_sentence_without_white_space() -> None:
    (item,) = duties("先开会。 各站 每月 检查一次。")
    assert item.text == "各站每月检查一次。"
    assert item.cite == ["一"]
