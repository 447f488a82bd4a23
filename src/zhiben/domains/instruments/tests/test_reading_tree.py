"""Clause trees of small invented documents, one numbering after the other."""

import pytest

from zhiben.domains.instruments.methods.reading import ClauseKind, Document, read


def tree(document: Document, part: int = 0) -> list[tuple[str, str | None]]:
    """Address and parent of each clause of a part."""
    return [(c.id, c.parent) for c in document.clauses if c.part == part]


def ids(text: str, name: str = "plan.txt", part: int = 0) -> list[str]:
    """Addresses of a part of a text."""
    return [c.id for c in read(text.encode(), name).clauses if c.part == part]


def text_of(document: Document, address: str, part: int = 0) -> str:
    """The own text of one clause."""
    return next(c.text for c in document.clauses if (c.part, c.id) == (part, address))


LEVELS = """青禾区厨房安全行动方案

为了减少厨房火灾，制定本方案。

一、总体要求

（一）指导思想。坚持预防为主。

（二）工作目标。到2026年底，燃气报警器安装率达到95%。

二、主要任务

（一）开展自查。

1.餐馆每月自查一次。
2.区商务局每季度抽查一次。(1)抽查后厨；(2)抽查仓库。

（二）开展培训。一是培训厨师；二是培训店主；三是培训房东。（区商务局牵头）

三、保障措施

各街道要安排专人。
"""


def test_levels_are_joined_as_printed() -> None:
    document = read(LEVELS.encode(), "plan.txt")
    assert document.title == "青禾区厨房安全行动方案"
    assert tree(document) == [
        ("¶1", None),
        ("一", None),
        ("一(一)", "一"),
        ("一(二)", "一"),
        ("二", None),
        ("二(一)", "二"),
        ("二(一)1", "二(一)"),
        ("二(一)2", "二(一)"),
        ("二(一)2(1)", "二(一)2"),
        ("二(一)2(2)", "二(一)2"),
        ("二(二)", "二"),
        ("二(二)·一是", "二(二)"),
        ("二(二)·二是", "二(二)"),
        ("二(二)·三是", "二(二)"),
        ("三", None),
    ]
    assert text_of(document, "二(一)1") == "餐馆每月自查一次。"
    assert text_of(document, "二(二)·三是") == "培训房东。（区商务局牵头）"
    assert text_of(document, "三") == "保障措施\n各街道要安排专人。"
    assert document.warnings == ()


def test_title_is_the_heading_of_running_text() -> None:
    titles = {c.id: c.title for c in read(LEVELS.encode(), "plan.txt").clauses}
    assert titles["一(二)"] == "工作目标"
    assert titles["二(一)"] == "开展自查"


def test_chapters_and_articles_take_dots() -> None:
    text = (
        "青禾区检查办法\n第一章 总则\n第一条 为了规范检查，制定本办法。\n第二章 检查\n第二条 检查下列事项：\n"
        "（一）制度；\n（二）记录。\n第三条　每季度检查一次。\n结果在5日内报送。\n"
    )
    document = read(text.encode(), "rules.txt")
    assert tree(document) == [
        ("第一章", None),
        ("第一章·第一条", "第一章"),
        ("第二章", None),
        ("第二章·第二条", "第二章"),
        ("第二章·第二条(一)", "第二章·第二条"),
        ("第二章·第二条(二)", "第二章·第二条"),
        ("第二章·第三条", "第二章"),
    ]
    assert text_of(document, "第二章·第三条").endswith("结果在5日内报送。")


def test_dotted_numbers_stand_alone() -> None:
    text = (
        "园区提升计划\n1 总则\n1.1 目的\n为了提升园区，制定本计划。\n1.2 范围\n1.2.1 适用于企业。\n"
        "1.2.2 管委会每月检查1次。\n2 任务\n2.1 2025年底前完成3家企业搬迁。\n2.2 组织演练。\n"
    )
    document = read(text.encode(), "plan.txt")
    assert tree(document) == [
        ("1", None),
        ("1.1", "1"),
        ("1.2", "1"),
        ("1.2.1", "1.2"),
        ("1.2.2", "1.2"),
        ("2", None),
        ("2.1", "2"),
        ("2.2", "2"),
    ]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("3.5万户居民参加。", False),
        ("2025年底前完成。", False),
        ("11.9“消防日”开展宣传。", False),
        ("３．推进治理。", True),
        ("8、推进治理。", True),
    ],
)
def test_quantities_and_dates_are_no_numerals(line: str, meant: bool) -> None:
    found = ids(f"治理方案\n一、任务\n1.开展宣传。\n2.开展检查。\n{line}\n")
    assert len(found) == (4 if meant else 3)


def test_headings_without_numerals_are_addressed_by_their_words() -> None:
    text = (
        "某局值守方案\n工作目标\n确保汛期平安。\n主要任务\n（一）值班。每日报告两次。\n（二）巡查。每周一次。\n"
        "保障措施\n（一）落实经费。\n某局\n2025年3月1日\n"
    )
    assert ids(text) == [
        "工作目标",
        "主要任务",
        "主要任务·(一)",
        "主要任务·(二)",
        "保障措施",
        "保障措施·(一)",
    ]


def test_markdown_headings_nest_by_depth() -> None:
    text = (
        "# 某镇消防方案\n\n## 目标\n\n火灾下降10%。\n\n每村建一个站。\n\n## 任务\n\n### 排查\n\n"
        "1. 每季度排查。\n2. **建账。**记录问题。\n\n### 宣传\n\n每年两次。\n"
    )
    assert ids(text, "plan.md") == [
        "目标",
        "目标¶1",
        "目标¶2",
        "任务",
        "任务·排查",
        "任务·排查·1",
        "任务·排查·2",
        "任务·宣传",
    ]


def test_several_unnumbered_paragraphs_are_counted_below_their_heading() -> None:
    text = "某镇方案\n一、工作目标\n第一年打基础，事故下降5%。\n第二年上台阶，事故下降8%。\n二、任务\n开展排查。\n"
    assert ids(text) == ["一", "一¶1", "一¶2", "二"]


def test_sentences_torn_by_page_ends_are_healed() -> None:
    text = (
        "[bookmark: _GoBack]某镇方案\n\n一、任务\n\n（一）开展检查。抽调工作\n\n人员组成三个小组，逐户\n"
        "\n- 3 -\n\n检查。\n\n"
        "（二）开展宣传。张贴标语。\n\n（三）开展演练。组织一次演练。\n"
    )
    document = read(text.encode(), "plan.txt")
    assert text_of(document, "一(一)") == "开展检查。抽调工作人员组成三个小组，逐户检查。"
    assert document.title == "某镇方案"


def test_text_broken_at_the_page_width_is_rejoined() -> None:
    long = (
        "（一）矿山：全面开展安全检查，坚持自查自改自报常态化，落实每一处矿山的盯守责任，"
        "强力推动各项规定落实到每一个班组和每一名职工，力争在2026年底前关闭一批不达标矿井，"
        "退出产能200万吨以上。"
    )
    other = (
        "（二）工厂：全面开展粉尘治理，对作业场所超过30人的企业实施定期检查，确保全部整改达到标准，"
        "每季度向社会公布一次检查结果，并把结果告知所在园区的管理机构和全体职工代表。"
    )
    lines = ["某市安全行动计划", "一、治理重点行业"]
    for paragraph in (long, other, long.replace("（一）", "（三）"), other.replace("（二）", "（四）")):
        lines += [paragraph[i : i + 24] for i in range(0, len(paragraph), 24)]
    document = read("\n\n".join(lines).encode(), "plan.txt")
    assert [c.id for c in document.clauses] == ["一", "一(一)", "一(二)", "一(三)", "一(四)"]
    assert text_of(document, "一(一)") == long[3:]
    assert text_of(document, "一(四)") == other[3:]


def test_responsible_bodies_stay_with_their_clause() -> None:
    text = (
        "某镇方案\n一、任务\n（一）开展检查。一是查商场；二是查学校。\n责任部门：应急办、中心校\n"
        "（二）开展培训。每年一次。\n（牵头部门：人社所）\n"
    )
    document = read(text.encode(), "plan.txt")
    assert text_of(document, "一(一)") == "开展检查。\n责任部门：应急办、中心校"
    assert text_of(document, "一(二)").endswith("\n（牵头部门：人社所）")


def test_words_count_on_over_paragraphs() -> None:
    text = (
        "某镇方案\n一、任务\n（一）治理公路。一是治理隐患。\n二是备足物资。三是整治环境。\n（二）治理水路。\n"
    )
    assert ids(text) == ["一", "一(一)", "一(一)·一是", "一(一)·二是", "一(一)·三是", "一(二)"]


def test_a_reference_to_numerals_is_no_series() -> None:
    text = "某镇方案\n一、任务\n（一）检查。\n（二）按照（一）的要求，聚焦一是难点、二是堵点的问题整改。\n"
    assert ids(text) == ["一", "一(一)", "一(二)"]


def test_jumps_and_repetitions_are_told_and_kept() -> None:
    text = "某镇方案\n一、任务\n1.检查。\n2.整改。\n5.总结。\n5.报告。\n"
    document = read(text.encode(), "plan.txt")
    assert [c.id for c in document.clauses] == ["一", "一1", "一2", "一5", "一5~2"]
    assert [(w.code, w.clause) for w in document.warnings] == [
        ("numbering_jumps", "一5"),
        ("numbering_repeats", "一5~2"),
    ]


def test_numbers_that_run_through_the_sections_are_no_jump() -> None:
    text = "某镇方案\n一、任务\n（一）检查。\n1.查店铺。\n2.查作坊。\n（二）整改。\n3.列清单。\n4.销号。\n"
    document = read(text.encode(), "plan.txt")
    assert [c.id for c in document.clauses][-1] == "一(二)4"
    assert document.warnings == ()


def test_rows_of_tables_are_clauses_with_their_header() -> None:
    text = (
        "某县任务表\n一、清单\n序号\t任务\t牵头单位\t时限\n1\t建平台\t县应急局\t2025年6月底\n"
        "2\t换管道\t县住建局\t2025年底\n二、要求\n每月调度。\n"
    )
    document = read(text.encode(), "plan.txt")
    assert [c.id for c in document.clauses] == ["一", "表1·1", "表1·2", "二"]
    row = document.clauses[1]
    assert (row.kind, row.parent, row.title) == (ClauseKind.ROW, "一", "建平台")
    assert dict(zip(row.header, row.cells, strict=True))["牵头单位"] == "县应急局"


def test_cells_with_line_breaks_stay_in_their_row() -> None:
    text = "任务表\n序号\t任务\t单位\t时限\n1\t排查隐患，\n立即整改\t市局\t每月\n\n2\t培训\t市局\t每年\n"
    document = read(text.encode(), "plan.txt")
    assert [c.cells for c in document.clauses] == [
        ("1", "排查隐患，立即整改", "市局", "每月"),
        ("2", "培训", "市局", "每年"),
    ]


def test_a_plan_without_numerals_keeps_its_paragraphs() -> None:
    text = "某镇工作安排\n各村：\n为了过好春节，作如下安排：\n- 每天巡查两次\n- 12月底前清理完毕\n"
    document = read(text.encode(), "plan.md")
    assert [(c.id, c.text) for c in document.clauses] == [
        ("¶1", "为了过好春节，作如下安排："),
        ("¶2", "每天巡查两次"),
        ("¶3", "12月底前清理完毕"),
    ]


def test_bullets_are_not_run_together() -> None:
    text = "# 某镇方案\n\n## 一、任务\n\n### （一）排查\n\n- **频次**：每月一次\n- **方式**：自查\n\n### （二）整改\n"
    document = read(text.encode(), "plan.md")
    assert text_of(document, "一(一)¶1") == "频次：每月一次"


def test_a_chapter_printed_a_level_too_high_is_a_sibling() -> None:
    text = "某区任务分工\n一、明确职责。\n1.列清单。\n（二）开展治理。\n2.查店铺。\n（三）开展培训。\n3.训厨师。\n"
    document = read(text.encode(), "plan.txt")
    assert [c.id for c in document.clauses] == ["一", "一1", "(二)", "(二)2", "(三)", "(三)3"]


def test_a_long_plan_is_read_whole() -> None:
    section = "（{0}）加强第{0}类场所治理。" + "各部门每季度检查一次，发现隐患立即整改。" * 12
    numerals = "一二三四五六七八九十"
    text = "某省方案\n" + "\n".join(
        f"{a}、任务\n" + "\n\n".join(section.format(b) for b in numerals) for a in numerals
    )
    data = (text * 7).encode()
    document = read(data, "plan.txt")
    assert document.characters > 170_000
    assert len([clause for clause in document.clauses if clause.number]) >= 700
