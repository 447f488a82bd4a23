"""Six ugly registers come in right: head, columns, every row, what was left out and told."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from zhiben.core.errors import Refusal
from zhiben.domains.hazards.methods.register.cells import DayStyle, day_of, masked, split, yuan_of
from zhiben.domains.hazards.methods.register.head import head_of
from zhiben.domains.hazards.methods.register.propose import propose
from zhiben.domains.hazards.methods.register.read import read_book
from zhiben.domains.hazards.methods.register.rows import as_dict, from_dict, read_rows
from zhiben.domains.hazards.methods.register.shapes import Book, Proposal, Reading
from zhiben.domains.hazards.methods.register.words import grade_of, state_of
from zhiben.domains.hazards.methods.register.write import (
    Present,
    form_of,
    row_of,
    usual_words,
    write_register,
)
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.hazards.tests.registers.make import CAFE, DEPOT, MILL, SHOP

TODAY = date(2026, 11, 20)


def read(name: str) -> tuple[Book, Proposal, Reading]:
    """A register of the six, as it is proposed to be read."""
    book = read_book(make.ALL[name](), name)
    proposal = propose(book, units=make.UNITS, today=TODAY)
    sheet = next(one for one in book.sheets if one.name == proposal.mapping.sheet)
    return book, proposal, read_rows(sheet, proposal.mapping)


def rows(reading: Reading) -> list[tuple]:
    """What matters of each entry."""
    return [
        (e.row, e.part, e.unit, e.description, e.found_day, e.limit_day, e.done_day, e.state, e.grade)
        for e in reading.entries
    ]


def d(text: str) -> date:
    return date.fromisoformat(text)


def test_a_head_of_two_rows_with_merges_title_totals_and_signatures() -> None:
    _, proposal, reading = read("two_row_head.xlsx")
    assert (proposal.mapping.top, proposal.mapping.bottom) == (2, 3)
    assert [guess.label for guess in proposal.guesses][5:8] == [
        "整改情况 / 责任人",
        "整改情况 / 整改时限",
        "整改情况 / 整改资金（万元）",
    ]
    assert proposal.mapping.columns == (
        *("serial", "unit", "found_day", "description", "grade", "person"),
        *("limit_day", "money", "state", "done_day", "keep"),
    )
    assert rows(reading) == [
        (5, 0, MILL, "二车间配电箱外壳过热，无警示标志",
         d("2024-03-05"), d("2024-03-20"), d("2024-03-18"), "closed", "major"),
        (6, 0, MILL, "冲压机床安全护罩缺失", d("2024-03-05"), d("2024-03-12"), d("2024-03-11"), "closed", "general"),
        (7, 0, SHOP, "安全出口堆放纸箱，疏散通道堵塞",
         d("2024-03-06"), d("2024-03-06"), d("2024-03-06"), "closed", "general"),
        (8, 0, SHOP, "灭火器压力不足且已过期", d("2024-04-02"), d("2024-04-10"), None, "rectifying", "general"),
        (11, 0, CAFE, "厨房燃气软管老化，未安装可燃气体报警器",
         d("2024-05-14"), d("2024-05-30"), None, "rectifying", "major"),
        (12, 0, "查无此店", "仓库电线私拉乱接", d("2024-05-20"), d("2024-06-01"), d("2024-05-28"), "closed", "general"),
        (13, 0, DEPOT, "", d("2024-05-21"), None, None, "rectifying", "general"),
    ]  # fmt: skip
    assert [entry.yuan for entry in reading.entries][:5] == ["25000.00", "3000.00", "", "", "8000.00"]
    assert reading.left_out == [(9, "head"), (10, "head"), (14, "total"), (15, "foot")]
    assert proposal.mapping.day == d("2024-06-30")


def test_an_old_workbook_with_excels_day_numbers_and_merged_units() -> None:
    _, proposal, reading = read("old_layout.xls")
    assert rows(reading) == [
        (
            3,
            0,
            SHOP,
            "消火栓被货架遮挡",
            d("2023-04-01"),
            d("2023-04-15"),
            d("2023-04-14"),
            "closed",
            "general",
        ),
        (
            4,
            0,
            SHOP,
            "应急照明灯不亮",
            d("2023-04-01"),
            d("2023-04-15"),
            d("2023-04-13"),
            "closed",
            "general",
        ),
        (5, 0, MILL, "压力表超期未检", d("2023-07-01"), d("2023-07-15"), None, "rectifying", "general"),
        (6, 0, MILL, "易燃品与氧化剂混存", d("2023-07-03"), None, None, "rectifying", "general"),
    ]
    assert [entry.place for entry in reading.entries] == ["一楼卖场", "地下室", "锅炉房", "油漆库"]
    assert [finding.code for finding in proposal.told] == ["register-hidden-columns"]
    assert proposal.mapping.columns[8] == "phone"


def test_gbk_text_with_several_problems_in_a_cell() -> None:
    _, proposal, reading = read("gbk_text.csv")
    assert (proposal.mapping.split, proposal.mapping.carry, proposal.mapping.year) == ("numbered", True, 2024)
    assert [(*row[:5], row[7]) for row in rows(reading)] == [
        (4, 1, MILL, "砂轮机无防护罩", d("2024-04-08"), "closed"),
        (4, 2, MILL, "气瓶未固定", d("2024-04-08"), "closed"),
        (4, 3, MILL, "电工无证上岗。", d("2024-04-08"), "rectifying"),
        (5, 0, MILL, "职工宿舍违规使用大功率电器", d("2024-04-09"), "closed"),
        (6, 1, CAFE, "后厨油烟管道未清洗", d("2024-04-10"), "rectifying"),
        (6, 2, CAFE, "灭火毯缺失", d("2024-04-10"), "rectifying"),
    ]
    assert [entry.measures for entry in reading.entries][:3] == [
        "加装防护罩",
        "设置防倾倒链",
        "停止作业，持证后上岗",
    ]
    assert reading.entries[0].cells[3] == "1.砂轮机无防护罩；2.气瓶未固定；3.电工无证上岗。"
    assert reading.left_out == [(7, "none"), (8, "foot")]


def test_a_table_in_a_document_with_pictures() -> None:
    book, proposal, reading = read("document.docx")
    assert rows(reading) == [
        (
            5,
            0,
            SHOP,
            "防火门闭门器损坏",
            d("2025-02-20"),
            d("2025-02-25"),
            d("2025-02-20"),
            "closed",
            "general",
        ),
        (
            6,
            0,
            SHOP,
            "楼梯间停放电动自行车充电",
            d("2025-02-28"),
            d("2025-03-05"),
            None,
            "rectifying",
            "general",
        ),
        (
            7,
            0,
            CAFE,
            "自动喷水灭火系统末端试水无水",
            d("2025-02-28"),
            d("2025-03-10"),
            None,
            "rectifying",
            "general",
        ),
    ]
    assert [len(entry.pictures) for entry in reading.entries] == [2, 1, 1]
    assert [picture.column for picture in book.sheets[0].pictures] == [3, 4, 3, 3]
    assert proposal.title.startswith("云溪区2025年消防安全隐患整改台账")


def test_pictures_at_and_in_cells_among_three_sheets() -> None:
    book, proposal, reading = read("pictures_and_sheets.xlsx")
    assert proposal.mapping.sheet == "隐患台账"
    assert [finding.code for finding in proposal.told] == ["register-sheets"]
    assert [(row[0], row[2], row[3], row[4], row[6], row[7], row[8]) for row in rows(reading)] == [
        (3, DEPOT, "消防水泵控制柜处于手动状态", d("2024-07-01"), d("2024-07-10"), "closed", "general"),
        (4, DEPOT, "货架超高堆放，距灯具不足0.5米", d("2024-07-01"), None, "rectifying", "general"),
        (5, DEPOT, "叉车司机未持证", d("2024-07-02"), d("2024-07-09"), "closed", "general"),
        (7, MILL, "", d("2024-07-03"), None, "rectifying", "major"),
        (8, MILL, "行车限位器失灵", d("2024-07-04"), None, "rectifying", "major"),
    ]
    pictures = book.sheets[1].pictures
    of_rows = [[pictures[place].column for place in entry.pictures] for entry in reading.entries]
    assert of_rows == [[4, 5], [], [5], [], [4]]
    assert pictures[reading.entries[2].pictures[0]].data == make.picture("blue")


def test_ticks_colours_hidden_parts_and_days_in_five_ways() -> None:
    _, proposal, reading = read("ticks_and_colours.xlsx")
    assert [(e.row, e.found_day, e.done_day, e.state_word, e.state) for e in reading.entries] == [
        (4, d("2024-03-05"), d("2024-03-06"), "已整改", "closed"),
        (5, d("2024-03-15"), None, "未整改", "rectifying"),
        (6, d("2024-04-02"), d("2024-04-09"), "已整改", "closed"),
        (7, d("2024-04-15"), d("2024-05-03"), "绿色", "closed"),
        (8, d("2024-04-30"), d("2024-05-03"), "已整改", "closed"),
        (9, None, None, "未整改", "rectifying"),
    ]
    assert [finding.code for finding in reading.entries[3].told] == ["register-day-of-register"]
    [wrong] = reading.entries[5].wrong
    assert (wrong.column, wrong.finding.code) == (3, "HZ-062")
    assert [finding.code for finding in proposal.told] == ["register-hidden-rows", "register-hidden-columns"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024.3.5", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("24/3/5", "2024-03-05"),
        ("3月5日", "2024-03-05"),
        ("3.5", "2024-03-05"),
        ("20240305", "2024-03-05"),
        (45356, "2024-03-05"),
        (45356.75, "2024-03-05"),
        ("45356", "2024-03-05"),
        ("２０２４．３．５", "2024-03-05"),
        ("2024年3月", "2024-03-01"),
        ("2024.3.5前", "2024-03-05"),
        ("立即", None),
        ("2024.2.30", None),
        ("长期坚持", None),
        (7, None),
    ],
)
def test_days_as_offices_write_them(said: object, day: str | None) -> None:
    found = day_of(said, DayStyle(year=2024))  # type: ignore[arg-type]
    assert (found.isoformat() if found else None) == day


def test_days_of_other_orders() -> None:
    assert day_of("5/3/2024", DayStyle("dmy")) == d("2024-03-05")
    assert day_of("3/5/2024", DayStyle("mdy")) == d("2024-03-05")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.灭火器过期；2.通道堵塞。3、无证上岗", ["灭火器过期", "通道堵塞。", "无证上岗"]),
        ("（1）甲（2）乙", ["甲", "乙"]),
        ("一是没有护栏；二是没有标志", ["没有护栏", "没有标志"]),
        ("1. 2024.3.5；2. 2024.4.1", ["2024.3.5", "2024.4.1"]),
        ("1.5米高护栏缺失", ["1.5米高护栏缺失"]),
        ("1、只有一条", ["只有一条"]),
        ("2号楼3层4户无烟感", ["2号楼3层4户无烟感"]),
    ],
)
def test_problems_are_divided_by_their_numbers(text: str, parts: list[str]) -> None:
    assert split(text, "numbered") == parts


def test_states_grades_money_and_telephones() -> None:
    words = ("已整改", "整改中", "√", "未完成", "长期坚持", "", "整改完成待复查", "不属实", "已于3月整改到位")
    assert [state_of(word) for word in words] == [
        *(
            "closed",
            "rectifying",
            "closed",
            "rectifying",
            "rectifying",
            "rectifying",
            "rectified",
            "unfounded",
        ),
        "closed",
    ]
    assert state_of("甲乙丙") == ""
    assert [grade_of(word) for word in ("重大", "一般隐患", "重大事故隐患", "甲")] == [
        "major",
        "general",
        "major",
        "",
    ]
    assert [yuan_of("2.5万元"), yuan_of("3,000元"), yuan_of("0.8", wan=True), yuan_of("自筹")] == [
        *("25000.00", "3000.00", "8000.00", ""),
    ]
    assert masked("电话13800000000") == "电话138****00"


def test_the_same_head_has_the_same_fingerprint_and_another_has_not() -> None:
    first, again = read("two_row_head.xlsx")[1], read("two_row_head.xlsx")[1]
    assert first.fingerprint == again.fingerprint != read("old_layout.xls")[1].fingerprint


def test_a_layout_survives_being_kept() -> None:
    layout = read("gbk_text.csv")[1].mapping
    assert from_dict(as_dict(layout)) == layout


def test_the_register_is_given_back_in_its_own_form() -> None:
    book, proposal, reading = read("two_row_head.xlsx")
    layout, sheet = proposal.mapping, book.sheets[0]
    form = form_of(sheet, head_of(sheet, layout.top, layout.bottom), layout)
    usual = usual_words(reading.entries)
    entry = reading.entries[3]
    now = Present(
        SHOP,
        entry.description,
        "",
        "general",
        "",
        "closed",
        d("2024-04-02"),
        d("2024-04-10"),
        d("2024-04-09"),
    )
    new = Present(MILL, "新发现的隐患", "", "major", "", "rectifying", d("2026-11-20"), d("2026-12-01"))
    made = [
        row_of(form, layout, reading.entries[0].cells, [_as_it_stood(reading.entries[0])], ["closed"], usual),
        row_of(form, layout, entry.cells, [now], ["rectifying"], usual),
        row_of(form, layout, None, [new], [], usual),
    ]
    out = load_workbook(io.BytesIO(write_register("台账", form, made))).active
    given = load_workbook(io.BytesIO(make.two_row_head())).active
    for row in range(1, 5):
        assert [c.value for c in out[row]] == [c.value for c in given[row]]
    assert {str(s) for s in out.merged_cells.ranges} == {
        str(s) for s in given.merged_cells.ranges if s.max_row <= 4
    }
    assert [c.value for c in out[5]] == [c.value for c in given[5]]
    assert [c.value for c in out[6]][8:10] == ["已整改", "2024.4.9"]
    assert [c.value for c in out[7]][1:9] == [
        MILL,
        "2026.11.20",
        "新发现的隐患",
        "重大",
        None,
        "2026.12.1",
        None,
        "整改中",
    ]


def _as_it_stood(entry) -> Present:
    return Present(
        entry.unit,
        entry.description,
        "",
        entry.grade,
        "",
        entry.state,
        entry.found_day,
        entry.limit_day,
        entry.done_day,
    )


def test_ticks_are_given_back_as_ticks() -> None:
    book, proposal, reading = read("ticks_and_colours.xlsx")
    layout, sheet = proposal.mapping, book.sheets[0]
    form = form_of(sheet, head_of(sheet, layout.top, layout.bottom), layout)
    now = Present(
        "", "空压机储气罐未检验", "", "general", "", "closed", d("2024-03-15"), None, d("2024-03-20")
    )
    row = row_of(form, layout, reading.entries[1].cells, [now], ["rectifying"], {})
    assert row[4:7] == ["√", None, "24/3/20"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leer.xlsx", b""),
        ("kaputt.xlsx", b"PK\x03\x04 nothing"),
        ("kaputt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 700),
        ("bild.xlsx", make.picture("red")),
        ("bad.docx", make.document()[:4000]),
        ("blank.csv", b",,,\r\n,,,\r\n"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(Refusal):
        read_book(data, name)


def test_formulas_are_read_as_values_and_macros_are_told() -> None:
    stream = io.BytesIO(make.two_row_head())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00" * 10)
    assert [finding.code for finding in read_book(stream.getvalue(), "m.xlsx").told] == ["register-macros"]


def test_more_rows_than_can_be_handled_are_refused() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("大")
    for number in range(20_300):
        sheet.append([number, "x"])
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(Refusal):
        read_book(stream.getvalue(), "large.xlsx")
