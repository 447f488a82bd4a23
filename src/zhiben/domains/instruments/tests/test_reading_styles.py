"""Plans in other styles than the seed documents: dotted numbers, articles, a web page, half-width text, tables."""

import io
from pathlib import Path

import docx
import noto_cjk_sans_otc
import pytest
import typst

from zhiben.domains.instruments.methods.reading import read
from zhiben.domains.instruments.methods.reading.items import Item, propose

DOTTED = """2026年石桥园区安全提升方案
1 总体要求
1.1 工作目标
1.1.1 年度目标：2026年底前，规模以上企业二级以上标准化达标率不低于70%，隐患整改率100%。
1.1.2 三年目标：到2028年，事故起数、死亡人数分别比2025年下降15%、20%以上。
2 主要任务
2.1 企业主体责任
2.1.1 主要负责人每月至少带队检查1次，安全总监每周至少检查2次。
2.1.2 企业每年至少组织2次综合演练，每季度至少组织1次现场处置演练（高危企业每月1次）。
2.1.3 三级以上重大危险源企业每半年开展一次安全评估，一、二级重大危险源企业每季度开展一次。
2.1.4 企业每月最后一个工作日前上报隐患清单。
2.2 政府监管
2.2.1 园区建立“日调度、周会商、月通报、季点评”制度，每年6月、12月各开展一次执法评议。
2.2.2 应急局于2026年5月20日前完成企业分级，6月底前公布名单，年底前实现在线监测全覆盖。
2.2.3 各镇（街道）每季度首月10日前向区安委办报送上季度总结，每年11月底前报送年度总结。
2.3 支撑能力
2.3.1 培训安全员2000人次以上，新建避难场所12处，改造管网35.6公里，淘汰设备50台（套）。
2.3.2 力争2028年6月底前，自动化企业数量翻一番，投保率由60%提高到90%。
3 实施步骤
3.1 动员部署（2026年1月—3月）。各单位制定方案。
3.2 集中攻坚（2026年4月—2028年9月）。
"""

DOTTED_ITEMS = [
    ("target", "1.1.1", {"op": ">=", "value": 70, "unit": "%", "by": "2026-12-31"}),
    ("target", "1.1.1", {"op": "=", "value": 100, "unit": "%", "by": "2026-12-31"}),
    ("target", "1.1.2", {"op": ">=", "value": 20, "unit": "%", "by": "2028-12-31"}),
    ("duty", "2.1.1", {"times": 1, "per": "month"}),
    ("duty", "2.1.1", {"times": 2, "per": "week"}),
    ("duty", "2.1.2", {"times": 2, "per": "year"}),
    ("duty", "2.1.2", {"times": 1, "per": "quarter"}),
    ("duty", "2.1.2", {"times": 1, "per": "month"}),
    ("duty", "2.1.3", {"times": 1, "per": "half_year"}),
    ("duty", "2.1.3", {"times": 1, "per": "quarter"}),
    ("report", "2.1.4", {"when": {"day": 31, "per": "month"}}),
    ("duty", "2.2.1", {"times": 1, "per": "day"}),
    ("duty", "2.2.1", {"times": 1, "per": "quarter"}),
    ("duty", "2.2.1", {"times": 2, "per": "year"}),
    ("task", "2.2.2", {"by": "2026-05-20"}),
    ("task", "2.2.2", {"by": "2026-06-30"}),
    ("target", "2.2.2", {"value": 100, "unit": "%", "by": "2026-12-31"}),
    ("report", "2.2.3", {"when": {"month": 1, "day": 10, "per": "quarter"}, "to": "区安委办"}),
    ("report", "2.2.3", {"when": {"date": "11-30", "per": "year"}, "to": "区安委办"}),
    ("target", "2.3.1", {"op": ">=", "value": 2000, "unit": "人次"}),
    ("target", "2.3.1", {"value": 35.6, "unit": "公里"}),
    ("target", "2.3.1", {"value": 50, "unit": "台"}),
    ("target", "2.3.2", {"op": ">=", "value": 90, "unit": "%", "by": "2028-06-30"}),
    ("target", "2.3.2", {"op": ">=", "value": 2, "unit": "倍", "by": "2028-06-30"}),
    ("phase", "3.1", {"phase": {"from": "2026-01-01", "to": "2026-03-31"}}),
    ("phase", "3.2", {"phase": {"from": "2026-04-01", "to": "2028-09-30"}}),
]

PAGE = """<html><body><div class="crumbs">首页 &gt; 政务公开</div>
<h1>临溪县2026年燃气安全整治工作方案</h1><p>临安委〔2026〕3号</p>
<h2>一、工作目标</h2>
<p>年内报警装置安装率100%，燃气事故起数同比下降不少于30%。</p>
<h2>二、重点任务</h2>
<h3>（一）全面排查</h3>
<p>1.4月底前，完成餐饮用户排查。（县城管局牵头，县商务局配合）</p>
<p>2.燃气企业每年对居民用户至少入户安检1次，对非居民用户每半年不少于1次。</p>
<p>3.5月31日前，各乡镇将排查情况报县燃气专班办公室；此后每月10日、25日前报送进展。</p>
<h3>（二）管网改造</h3>
<p>1.上半年完成老旧管网改造20公里，全年完成45公里。（县住建局负责）</p>
<p>2.9月底前更换不合格软管1.2万根、调压器800个。</p>
<p>3.气瓶存放总重量超过100千克的，应当设置专用气瓶间。</p>
<h2>三、时间安排</h2>
<p>（一）动员部署（3月）。制定方案。</p>
<p>（二）集中整治（4月至10月）。全面整治。</p>
<h2>四、工作要求</h2>
<p>实行周调度、半月通报、月考核，年终组织考核。发生燃气事故的，立即启动调查，并在30日内完成报告。</p>
</body></html>"""

PAGE_ITEMS = [
    ("target", "一", {"value": 100, "unit": "%", "by": "2026-12-31"}),
    ("target", "一", {"op": ">=", "value": 30, "unit": "%"}),
    ("task", "二(一)1", {"by": "2026-04-30", "lead": ["县城管局"], "support": ["县商务局"]}),
    ("duty", "二(一)2", {"times": 1, "per": "year"}),
    ("duty", "二(一)2", {"times": 1, "per": "half_year"}),
    ("report", "二(一)3", {"when": {"date": "2026-05-31"}, "to": "县燃气专班办公室"}),
    ("report", "二(一)3", {"when": {"day": 10, "per": "month"}}),
    ("report", "二(一)3", {"when": {"day": 25, "per": "month"}}),
    ("task", "二(二)1", {"by": "2026-06-30", "lead": ["县住建局"]}),
    ("target", "二(二)1", {"value": 20, "unit": "公里", "by": "2026-06-30"}),
    ("target", "二(二)1", {"value": 45, "unit": "公里", "by": "2026-12-31"}),
    ("target", "二(二)2", {"value": 12000, "unit": "根", "by": "2026-09-30"}),
    ("target", "二(二)2", {"value": 800, "unit": "个", "by": "2026-09-30"}),
    ("limit", "二(二)3", {"op": ">", "value": 100, "unit": "千克"}),
    ("phase", "三(一)", {"phase": {"from": "2026-03-01", "to": "2026-03-31"}}),
    ("phase", "三(二)", {"phase": {"from": "2026-04-01", "to": "2026-10-31"}}),
    ("duty", "四", {"times": 1, "per": "half_month"}),
    ("duty", "四", {"times": 1, "per": "year"}),
    ("duty", "四", {"event": "发生燃气事故", "within": 30}),
]

HALF_WIDTH = """平野区道路交通安全整治实施方案
平交安委[2025]7号
2025年3月6日
一、工作目标
  到２０２５年底,交通事故死亡人数同比下降１０％以上;车辆动态监控上线率达到９９％,覆盖率百分之百.
二、主要任务
(一)加强源头管理.
1.运输企业每月组织驾驶人教育不少于２次,每次不少于１小时;
2.区公安分局每两个月联合约谈一次高风险企业,约谈情况在５个工作日内书面报区交安委办.
(二)整治隐患路段
1.6月底前完成１２处事故多发点段治理,11月底前完成"一灯一带"建设.(责任单位:区公路局,区公安分局)
2.２０２５年８月３１日前,配备劝导员７０名以上,增设标志标牌三百块.
三、工作要求
各单位于3月20日前将联络员名单报区交安委办,每月28日前报送工作进展,12月10日前报送全年总结.
"""

HALF_WIDTH_ITEMS = [
    ("target", "一", {"op": ">=", "value": 10, "unit": "%", "by": "2025-12-31"}),
    ("target", "一", {"op": "=", "value": 100, "unit": "%"}),
    ("duty", "二(一)1", {"times": 2, "per": "month"}),
    ("duty", "二(一)2", {"times": 1, "per": "two_months"}),
    ("duty", "二(一)2", {"within": 5}),
    ("task", "二(二)1", {"by": "2025-06-30", "lead": ["区公路局", "区公安分局"]}),
    ("task", "二(二)1", {"by": "2025-11-30"}),
    ("target", "二(二)1", {"value": 12, "unit": "处", "by": "2025-06-30"}),
    ("target", "二(二)2", {"op": ">=", "value": 70, "unit": "名", "by": "2025-08-31"}),
    ("target", "二(二)2", {"value": 300, "unit": "块", "by": "2025-08-31"}),
    ("report", "三", {"when": {"date": "2025-03-20"}, "to": "区交安委办"}),
    ("report", "三", {"when": {"day": 28, "per": "month"}}),
    ("report", "三", {"when": {"date": "2025-12-10"}}),
]


def holds(item: Item, wanted: dict[str, object]) -> bool:
    """Whether an item says what is wanted; `when` and `to` are those of its report."""
    report = item.report or {}
    return all(
        (report.get(name) if name in ("when", "to") else getattr(item, name)) == value
        for name, value in wanted.items()
    )


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (DOTTED.encode(), "plan.txt", DOTTED_ITEMS),
        (PAGE.encode(), "plan.html", PAGE_ITEMS),
        (HALF_WIDTH.encode("gb18030"), "plan.txt", HALF_WIDTH_ITEMS),
    ],
    ids=["dotted", "page", "half-width"],
)
def test_every_item_of_the_plan_is_proposed(
    data: bytes, name: str, wanted: list[tuple[str, str, dict[str, object]]]
) -> None:
    items = propose(read(data, name))
    missing = [
        (kind, cite, values)
        for kind, cite, values in wanted
        if not any(one.kind == kind and one.cite == [cite] and holds(one, values) for one in items)
    ]
    assert missing == []
    assert len(items) <= 2 * len(wanted)
    assert all(2 <= len(one.title) <= 30 for one in items)


def test_a_table_of_tasks_says_who_and_until_when() -> None:
    rows = [
        ("序号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限"),
        ("1", "工程治理", "完成8座水库加固", "区水利局", "各镇（街道）", "2026年12月31日"),
        ("2", "", "打通消防通道120条", "区住建局、区消防救援大队", "区城管局", "2027年上半年"),
        ("3", "联合检查", "开展联合检查", "区应急局", "", "每季度1次"),
    ]
    document = docx.Document()
    document.add_paragraph("2026年重点任务分解表")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(place, column).text = cell
    table.cell(1, 1).merge(table.cell(2, 1))
    data = io.BytesIO()
    document.save(data)
    items = propose(read(data.getvalue(), "plan.docx"))
    tasks = [(one.cite[0], one.title, one.by, one.lead) for one in items if one.kind == "task" and one.by]
    assert tasks == [
        ("表1·1", "完成8座水库加固", "2026-12-31", ["区水利局"]),
        ("表1·2", "打通消防通道120条", "2027-06-30", ["区住建局", "区消防救援大队"]),
    ]
    assert [(one.value, one.by) for one in items if one.kind == "target"] == [
        (8, "2026-12-31"),
        (120, "2027-06-30"),
    ]
    assert [(one.title, one.per) for one in items if one.kind == "duty"] == [("开展联合检查", "quarter")]


TABLE = """
#set page(paper: "a5", flipped: true, margin: 1.5cm)
#set text(font: "Noto Sans CJK SC", size: 11pt)
#align(center)[#text(16pt)[西湾区2026年重点任务清单]]
一、任务清单

#table(columns: (auto, 1fr, 2fr, 1fr, 1fr),
table.header([序号], [重点任务], [具体措施], [牵头单位], [完成时限]),
[1], table.cell(rowspan: 2)[工程治理],
[完成8座水库加固，建立长效管护机制，落实管护责任人和经费], [区水利局], [2026年12月31日],
[2], [打通消防通道120条], [区住建局], [2027年上半年],
..range(3, 16).map(n => (
  [#n], [培训], [举办第#{n}班，落实经费和场地，做好考核], [区应急局], [2026年9月底前],
)).flatten(),
)

二、工作要求

各牵头单位于每月25日前将进展情况报区安委办。
"""


def test_a_ruled_table_of_a_pdf_goes_on_over_the_page() -> None:
    data = typst.compile(
        TABLE.encode(), format="pdf", font_paths=[str(Path(noto_cjk_sans_otc.__file__).parent)]
    )
    document = read(data, "plan.pdf")
    rows = [one for one in document.clauses if one.id.startswith("表")]
    assert [one.id for one in rows] == [f"表1·{number}" for number in range(1, 16)]
    assert rows[1].cells[1] == "工程治理"
    items = propose(document)
    assert [(one.by, one.lead) for one in items if one.kind == "task"][:2] == [
        ("2026-12-31", ["区水利局"]),
        ("2027-06-30", ["区住建局"]),
    ]
    assert [one.cite for one in items if one.kind == "report"] == [["二"]]


def test_the_page_has_its_own_title() -> None:
    assert read(PAGE.encode(), "plan.html").title == "临溪县2026年燃气安全整治工作方案"


def test_years_below_the_title_belong_to_it() -> None:
    text = "北湖区电梯整治方案\n（2025—2027年）\n一、目标\n三年内，电梯检验率达到99%。"
    document = read(text.encode(), "plan.txt")
    assert document.title == "北湖区电梯整治方案（2025—2027年）"
    assert [one.by for one in propose(document) if one.kind == "target"] == ["2027-12-31"]


def test_a_year_in_a_heading_holds_for_the_months_below_it() -> None:
    text = "治理方案（2025—2027年）\n一、2026年任务\n1.6月底前完成培训。\n二、2027年任务\n1.上半年完成验收。"
    found = propose(read(text.encode(), "plan.txt"))
    assert [one.by for one in found if one.kind == "task"] == ["2026-06-30", "2027-06-30"]


def test_a_numeral_may_hold_another_one_only() -> None:
    text = "方案\n一、任务\n1、（1）甲企业每月检查一次；\n（2）乙企业每周检查一次。\n2、①建成驿站2处；②配备车辆三台。"
    found = [one.id for one in read(text.encode(), "plan.txt").clauses]
    assert found == ["一", "一1", "一1(1)", "一1(2)", "一2", "一2①", "一2②"]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "每年组织一次覆盖辖区内全部民政服务机构主要负责人和安全管理业务人员的业务培训。",
            "组织一次业务培训",
        ),
        ("其他单位每年进行一次。", "其他单位进行一次"),
        ("每季度末形成专题报告。", "形成专题报告"),
        (
            "每年开展一次演练（高危行业每半年一次）。",
            "开展一次演练",
        ),
    ],
)
def test_a_title_reads_as_a_heading(sentence: str, title: str) -> None:
    found = propose(read(f"方案\n一、任务\n{sentence}".encode(), "plan.txt"))
    assert found[0].title == title
