"""Tasks, targets, reports due, phases and limits read out of sentences."""

import pytest

from zhiben.domains.instruments.methods.reading.items import Item, propose
from zhiben.domains.instruments.methods.reading.model import Clause, ClauseKind, Document, Part

PERIOD = "云溪区整治方案（2024—2026年）"


def clause(
    number: str, text: str, parent: str | None = None, kind: ClauseKind = ClauseKind.NUMBERED
) -> Clause:
    return Clause(
        0, number, text.partition("。")[0], text, parent, 1, kind=kind, body=tuple(text.split("\n"))
    )


def read(*clauses: Clause, title: str = PERIOD) -> list[Item]:
    return propose(Document("plan.txt", title, "", (Part(0, ""),), clauses))


def items(kind: str, text: str, title: str = PERIOD) -> list[Item]:
    return [item for item in read(clause("一", text), title=title) if item.kind == kind]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("2024年底前，完成管网改造。", "2024-12-31"),
        ("2026年底建成平台。", "2026-12-31"),
        ("2024年6月底前完成登记。", "2024-06-30"),
        ("2025年3月15日前完成登记。", "2025-03-15"),
        ("2025年10月前完成拆除。", "2025-09-30"),
        ("2025年全面推行新机制。", "2025-12-31"),
        ("2024—2026年完成全部改造。", "2026-12-31"),
        ("到2026年，建成共享平台。", "2026-12-31"),
        ("2025年上半年完成摸底。", "2025-06-30"),
        ("2024年8月底之前，企业要完成评估。", "2024-08-31"),
        ("2024年年内出台办法。", "2024-12-31"),
        ("力争2025年年底完成接入。", "2025-12-31"),
        ("完成培训（2024年9月底前）。", "2024-09-30"),
        ("6月底前完成摸排。", "2024-06-30"),
        ("三年内完成全员轮训。", "2026-12-31"),
    ],
)
def test_a_deadline_makes_a_task(text: str, by: str) -> None:
    assert [item.by for item in items("task", text)] == [by]


def test_each_dated_commitment_of_a_sentence_is_a_task() -> None:
    found = items("task", "2024年底前出台办法，2025年底前全面推行；2026年底前总结评估。")
    assert [(item.by, item.title) for item in found] == [
        ("2024-12-31", "出台办法"),
        ("2025-12-31", "全面推行"),
        ("2026-12-31", "总结评估"),
    ]
    assert len({item.text for item in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "消除2023年及以前发现的隐患。",
        "2025年起，全面推行新标准。",
        "根据《云溪区整治方案（2024—2026年）》开展工作。",
        "按照云安办〔2024〕5号文件执行。",
        "总结2023年行动经验做法。",
        "从2024年3月至2026年12月，分四个阶段进行。",
        "2024年底前未完成的，挂牌督办。",
    ],
)
def test_other_years_are_no_deadlines(text: str) -> None:
    assert items("task", text) == []


def test_lead_and_support_come_from_the_closing_parenthesis() -> None:
    (item,) = items("task", "加强仓库管理。定期检查。（区商务局、应急局分别牵头，区公安局等有关部门配合）")
    assert item.lead == ["区商务局", "应急局"]
    assert item.support == ["区公安局", "有关部门"]
    assert item.by is None


def test_according_to_duties_nobody_leads() -> None:
    (item,) = items("task", "加强管理。（区商务局、应急局等有关单位按职责分工负责）")
    assert item.lead == []
    assert item.support == ["区商务局", "应急局", "有关单位"]


def test_support_named_once_is_carried_to_later_tasks() -> None:
    found = read(
        clause("1", "建立台账。（区商务局牵头，各街道配合，以下均需各村委会配合，不再列出）"),
        clause("2", "开展培训。（区应急局牵头）"),
    )
    assert [item.support for item in found] == [["各街道", "各村委会"], ["各村委会"]]


@pytest.mark.parametrize(
    "text",
    [
        "建立台账。\n牵头单位：区商务局；配合单位：各街道；完成时限：2024年6月底前",
        "建立台账。（牵头单位：区商务局；配合单位：各街道；完成时限：2024年6月）",
    ],
)
def test_a_line_of_labels_names_bodies_and_the_deadline(text: str) -> None:
    (item,) = items("task", text)
    assert (item.lead, item.support, item.by) == (["区商务局"], ["各街道"], "2024-06-30")


def test_bodies_that_close_the_last_inline_clause_are_meant_for_all() -> None:
    found = read(
        clause("一", "仓储整治。"),
        clause("一·一是", "2024年底前完成摸底。", "一", ClauseKind.INLINE),
        clause("一·二是", "落实整改。（区商务局牵头）", "一", ClauseKind.INLINE),
    )
    assert [(item.cite, item.by, item.lead) for item in found] == [
        (["一"], None, ["区商务局"]),
        (["一·一是"], "2024-12-31", ["区商务局"]),
    ]


def test_a_row_of_a_task_table_is_a_task() -> None:
    row = Clause(
        0,
        "表1·1",
        "",
        "1 改造管网30公里 区城管局 各街道 2025年12月",
        None,
        1,
        kind=ClauseKind.ROW,
        cells=("1", "改造管网30公里", "区城管局", "各街道", "2025年12月"),
        header=("序号", "主要任务", "牵头单位", "配合单位", "完成时限"),
    )
    task, target = read(row)
    assert (task.kind, task.by, task.lead, task.support) == ("task", "2025-12-31", ["区城管局"], ["各街道"])
    assert (target.kind, target.value, target.unit, target.by) == ("target", 30, "公里", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("持证率达到90%以上。", ">=", 90, "%"),
        ("整改率不低于98%。", ">=", 98, "%"),
        ("达标率实现100%。", "=", 100, "%"),
        ("摘帽率超过60%。", ">", 60, "%"),
        ("死亡人数下降10%。", ">=", 10, "%"),
        ("亡人事故控制在3起以内。", "<=", 3, "起"),
        ("安责险参保实现全覆盖。", "=", 100, "%"),
        ("培育示范企业不少于20家。", ">=", 20, "家"),
        ("完成12万户改造任务。", "=", 120_000, "户"),
        ("累计改造管网300公里。", ">=", 300, "公里"),
        ("退出产能20万吨以上。", ">=", 200_000, "吨"),
        ("百分之九十的企业达标。", ">=", 90, "%"),
        ("行业保持“零事故”。", "=", 0, "起"),
    ],
)
def test_a_number_to_reach_is_a_target(text: str, op: str, value: float, unit: str) -> None:
    (item,) = items("target", text)
    assert (item.op, item.value, item.unit) == (op, value, unit)
    assert item.indicator


def test_a_target_takes_the_deadline_before_it() -> None:
    found = items("target", "2024年底前甲类达到60%；2025年底前达到80%。")
    assert [(item.value, item.by, item.indicator) for item in found] == [
        (60, "2024-12-31", "甲类"),
        (80, "2025-12-31", "甲类"),
    ]


def test_yearly_values_are_one_target_each() -> None:
    found = items("target", "改造率2024、2025、2026年分别达到75%、85%、95%。")
    assert [(item.value, item.by) for item in found] == [
        (75, "2024-12-31"),
        (85, "2025-12-31"),
        (95, "2026-12-31"),
    ]


def test_listed_counts_are_one_target_each() -> None:
    found = items("target", "建成5个一级社区、20个二级社区。")
    assert [(item.value, item.indicator) for item in found] == [(5, "一级社区"), (20, "二级社区")]


@pytest.mark.parametrize(
    "text",
    ["聚焦校园等16个方面开展排查。", "事故起数上升20%。", "停止审批产能低于90万吨/年的项目。"],
)
def test_other_numbers_are_no_targets(text: str) -> None:
    assert items("target", text) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("每月2日前，向区安委办报送小结。", {"day": 2, "per": "month"}),
        ("各镇于次月5日前向区安委办报送小结。", {"day": 5, "per": "month"}),
        ("每季度末25日前，各镇将台账报区应急局。", {"month": 3, "day": 25, "per": "quarter"}),
        ("每季度首月10日前将台账报区应急局。", {"month": 1, "day": 10, "per": "quarter"}),
        ("每年12月10日前将总结报区应急局。", {"date": "12-10", "per": "year"}),
        ("每周五前将进展报区应急局。", {"day": 5, "per": "week"}),
        ("2026年11月30日前将总结报区应急局。", {"date": "2026-11-30"}),
        ("方案于2024年3月底前报区应急局备案。", {"date": "2024-03-31"}),
        ("4月15日前将名单报区应急局。", {"date": "2024-04-15"}),
        ("按程序报区应急局备案。", None),
    ],
)
def test_a_report_is_due_on_its_day(text: str, when: dict[str, object] | None) -> None:
    (item,) = items("report", text)
    assert item.report is not None
    assert item.report["when"] == when
    assert item.report["to"] in ("区安委办", "区应急局")
    assert items("task", text) == []


def test_two_days_in_a_sentence_are_two_reports() -> None:
    found = items("report", "每年6月30日前和11月30日前，各厂要向公司办公室报送总结。")
    assert [item.report["when"] for item in found if item.report] == [
        {"date": "06-30", "per": "year"},
        {"date": "11-30", "per": "year"},
    ]
    assert {(item.report["from"], item.report["to"]) for item in found if item.report} == {
        ("各厂", "公司办公室")
    }


def test_a_later_report_of_the_clause_goes_to_the_same_body() -> None:
    found = items("report", "各镇要于4月15日前将名单报区安委办。每月2日前，报送小结。")
    assert [item.report["to"] for item in found if item.report] == ["区安委办", "区安委办"]


def test_a_reporting_system_is_no_report() -> None:
    assert items("report", "2024年底前，建立典型案例报送制度。") == []
    assert items("report", "实现企业自查上报、群众举报查实的隐患全量汇总。") == []


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("动员部署阶段（2024年3月至4月）。制定方案。", {"from": "2024-03-01", "to": "2024-04-30"}),
        ("排查整治（2024年5月至2025年12月）。", {"from": "2024-05-01", "to": "2025-12-31"}),
        ("集中攻坚（2025年）。", {"from": "2025-01-01", "to": "2025-12-31"}),
        ("巩固提升（2026年全年）。", {"from": "2026-01-01", "to": "2026-12-31"}),
        ("检查验收（2026年9-10月份）。", {"from": "2026-09-01", "to": "2026-10-31"}),
        ("自查阶段（2024年4月1日至4月20日）。", {"from": "2024-04-01", "to": "2024-04-20"}),
        ("部署启动阶段（2024年4月底前）。", {"from": "2024-01-01", "to": "2024-04-30"}),
        ("总结提升阶段：2026年10月至12月。", {"from": "2026-10-01", "to": "2026-12-31"}),
        ("全面整治阶段（2024.5-2025.12）。", {"from": "2024-05-01", "to": "2025-12-31"}),
    ],
)
def test_a_phase_has_its_days(text: str, phase: dict[str, str]) -> None:
    assert [item.phase for item in items("phase", text)] == [phase]
    assert items("task", text) == []


def test_a_phase_that_only_ends_begins_after_the_one_before() -> None:
    found = read(clause("1", "部署阶段（2024年4月底前）。"), clause("2", "整治阶段（2025年底前）。"))
    assert [item.phase for item in found] == [
        {"from": "2024-01-01", "to": "2024-04-30"},
        {"from": "2024-05-01", "to": "2025-12-31"},
    ]


def test_a_phase_without_year_takes_that_of_the_plan() -> None:
    (item,) = items("phase", "自查阶段（4月至6月）。", title="云溪区2024年夏季行动方案")
    assert item.phase == {"from": "2024-04-01", "to": "2024-06-30"}


@pytest.mark.parametrize(
    ("text", "op", "value", "unit"),
    [
        ("同一作业面不得超过9人。", "<=", 9, "人"),
        ("岗前培训不得少于24学时。", ">=", 24, "学时"),
        ("加强30人以上场所的管理。", ">=", 30, "人"),
    ],
)
def test_a_threshold_is_a_limit(text: str, op: str, value: float, unit: str) -> None:
    (item,) = items("limit", text)
    assert (item.op, item.value, item.unit) == (op, value, unit)
