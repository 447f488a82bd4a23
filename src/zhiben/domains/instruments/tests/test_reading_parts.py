"""Documents with several parts: contents pages, attachments, halves."""

from zhiben.domains.instruments.methods.reading import Document, read


def addresses(document: Document) -> dict[int, list[str]]:
    """Addresses by part."""
    return {part.part: [c.id for c in document.clauses if c.part == part.part] for part in document.parts}


def titles(document: Document) -> dict[int, str]:
    """Titles by part."""
    return {part.part: part.title for part in document.parts}


def test_attachments_announced_in_a_list_and_without_their_number() -> None:
    text = """某街道办事处文件

某办〔2025〕8号

关于印发《某街道整治方案》的通知

各社区：

现将方案印发给你们。

某街道整治方案

一、总体要求

守住底线。

二、任务

（一）全面整治。每月调度。

附 件：

1. 某街道消防整治实施方案
2. 某街道燃气整治实施

方案

附 件 1

某街道消防整治 实施方案

为了消防安全，制定本方案。

一、目标

火灾下降。

某街道燃气整治实施方案

为了燃气安全，制定本方案。

一、目标

更换软管。

二、任务

（一）更换。
"""
    document = read(text.encode(), "plan.txt")
    assert document.number == "某办〔2025〕8号"
    assert titles(document) == {
        0: "某街道整治方案",
        1: "某街道消防整治实施方案",
        2: "某街道燃气整治实施方案",
    }
    assert addresses(document) == {
        0: ["¶1", "一", "二", "二(一)"],
        1: ["¶1", "一"],
        2: ["¶1", "一", "二", "二(一)"],
    }
    assert document.warnings == ()


def test_contents_with_leaders_name_the_parts() -> None:
    text = """# 某省安全生产委员会文件

关于印发子方案的通知

现将子方案印发给你们。

1. 某省三年行动实施方案（2024-2026年） 学校子方案.....\t7
2. 某省三年行动实施方案（2024-2026年）\t
医院子方案.....\t12
3. 某省三年行动实施方案（2024-2026年） 车站子方案.....\t20

# 某省三年行动实施方案 (2024—2026年)学校子方案

## 一、工作目标

平安。

# 某省三年行动方案 (2024—2026年)医院子方案

## 一、工作目标

稳定。

## 二、任务

1. 检查。
"""
    document = read(text.encode(), "plan.txt")
    assert titles(document)[1] == "某省三年行动实施方案(2024—2026年)学校子方案"
    assert addresses(document) == {0: ["¶1"], 1: ["一"], 2: ["一", "二", "二1"]}
    assert [(w.code, w.part) for w in document.warnings] == [("part_missing", 3)]


def test_contents_without_page_numbers_are_not_read_twice() -> None:
    text = (
        "某省规划\n\n目  录\n\n一、现状\n二、任务\n（一）建队伍\n三、保障\n\n一、现状\n队伍分散。\n"
        "二、任务\n（一）建队伍\n建成5支。\n三、保障\n加大投入。\n"
    )
    assert addresses(read(text.encode(), "plan.txt")) == {0: ["一", "二", "二(一)", "三"]}


def test_chapters_in_the_contents_are_no_parts() -> None:
    text = (
        "园区提升计划\n目录\n1 总则.....1\n1.1 目的.....1\n工作目标.....2\n2. 重点任务.....3\n"
        "1 总则\n1.1 目的\n为了安全，制定本计划。\n2. 重点任务\n2.1 每月检查。\n"
    )
    document = read(text.encode(), "plan.txt")
    assert addresses(document) == {0: ["1", "1.1", "2", "2.1"]}
    assert document.warnings == ()


def test_an_announced_attachment_is_not_its_beginning() -> None:
    text = "某市方案\n一、任务\n（一）检查。每月一次。\n附件：某市任务清单\n\n附件\n\n某市任务清单\n\n1.建平台。\n"
    document = read(text.encode(), "plan.txt")
    assert titles(document) == {0: "某市方案", 1: "某市任务清单"}
    assert addresses(document) == {0: ["一", "一(一)"], 1: ["1"]}


def test_attachment_on_one_line_with_its_title() -> None:
    text = "某镇方案\n一、任务\n1.检查。\n附件2：某镇任务分工\n一、分工\n1.整改。\n"
    document = read(text.encode(), "plan.txt")
    assert titles(document) == {0: "某镇方案", 2: "某镇任务分工"}
    assert addresses(document) == {0: ["一", "一1"], 2: ["一", "一1"]}


def test_a_title_after_which_the_numbering_restarts_begins_a_part() -> None:
    text = (
        "某镇方案\n一、任务\n1.检查。\n二、保障\n落实经费。\n某镇考核办法\n为了考核，制定本办法。\n"
        "一、对象\n各村。\n二、方法\n1.打分。\n"
    )
    document = read(text.encode(), "plan.txt")
    assert titles(document) == {0: "某镇方案", 1: "某镇考核办法"}


def test_halves_of_a_part_come_first_in_the_address() -> None:
    text = """附件1
某省烟草子方案
（一）某省商业子方案
一、目标
1.平安。
二、任务
（一）检查。
3.查库房。
（二）某省工业子方案
一、目标
稳定。
二、任务
（一）培训。
3.训职工。
"""
    document = read(text.encode(), "plan.txt")
    assert addresses(document)[1] == [
        "某省商业子方案",
        "某省商业子方案·一",
        "某省商业子方案·一1",
        "某省商业子方案·二",
        "某省商业子方案·二(一)",
        "某省商业子方案·二(一)3",
        "某省工业子方案",
        "某省工业子方案·一",
        "某省工业子方案·二",
        "某省工业子方案·二(一)",
        "某省工业子方案·二(一)3",
    ]


def test_letterhead_salutation_and_imprint_are_no_clauses() -> None:
    text = (
        "某区安委会文件\n某安〔2025〕3号\n关于印发方案的通知\n各街道安委会：\n请认真执行。\n某区安委会\n"
        "2025年3月1日\n某区整治方案\n一、任务\n1.检查。\n(信息公开形式：主动公开)\n某区安委会办公室\n"
        "2025年3月2日印发\n"
    )
    document = read(text.encode(), "plan.txt")
    assert document.title == "某区整治方案"
    assert [(c.id, c.text) for c in document.clauses] == [
        ("¶1", "请认真执行。"),
        ("一", "任务"),
        ("一1", "检查。"),
    ]


def test_addresses_are_unique_and_parents_exist() -> None:
    text = "某镇方案\n一、任务\n（一）检查。\n1.查店。\n一、任务\n（一）检查。\n1.查店。\n（二）整改。\n"
    document = read(text.encode(), "plan.txt")
    found = [c.id for c in document.clauses]
    assert found == ["一", "一(一)", "一(一)1", "一~2", "一(一)~2", "一(一)1~2", "一(二)"]
    assert document.clauses[-1].parent == "一~2"
