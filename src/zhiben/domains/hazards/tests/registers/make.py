"""Six registers as ugly as offices make them. Every firm and person in them is invented."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, PatternFill
from PIL import Image as Pixels

from zhiben.domains.hazards.tests.registers import old_format

MILL, SHOP, CAFE, DEPOT = "云溪示范机械厂", "柳桥示范商店", "竹溪虚构茶餐厅", "竹溪样板仓储有限公司"
UNITS = frozenset({MILL, SHOP, CAFE, DEPOT})


def picture(colour: str) -> bytes:
    """A small picture of one colour."""
    stream = io.BytesIO()
    Pixels.new("RGB", (64, 48), colour).save(stream, "PNG")
    return stream.getvalue()


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, rows: list[list[Any]], merges: list[str]) -> None:
    for row in rows:
        sheet.append(row)
    for span in merges:
        sheet.merge_cells(span)


def two_row_head() -> bytes:
    """.xlsx: title, a line of the office, a head of two rows with merges, the head again, totals, signatures."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    head = ["序号", "受检\n单位", "检查时间", "存在问题", "隐患级别", "整改情况", *[None] * 4, "备注"]
    below = [*[None] * 5, "责任人", "整改时限", "整改资金\n（万元）", "是否整改到位", "完成时间", None]
    rows = [
        ["竹溪镇2024年安全生产隐患排查整改台账"],
        ["填报单位：竹溪镇人民政府（盖章）              填报日期：2024年6月30日"],
        head,
        below,
        [
            1,
            MILL,
            "2024.3.5",
            "二车间配电箱外壳过热，无警示标志",
            "重大",
            "鲁大成",
            "2024.3.20",
            2.5,
            "已整改",
            "2024.3.18",
            None,
        ],
        [
            2,
            MILL,
            "2024.3.5",
            "冲压机床安全护罩缺失",
            "一般",
            "安必思",
            "2024.3.12",
            0.3,
            "是",
            "2024.3.11",
            "当场约谈",
        ],
        [
            3,
            SHOP,
            "2024年3月6日",
            "安全出口堆放纸箱，疏散通道堵塞",
            "一般",
            "商若水",
            "立即整改",
            None,
            "√",
            "2024.3.6",
            None,
        ],
        [
            4,
            "柳桥示范商店 ",
            "2024.4.2",
            "灭火器压力不足且已过期",
            "一般",
            "商若水",
            "2024.4.10",
            "无",
            "整改中",
            None,
            "已催办两次",
        ],
        head,
        below,
        [
            5,
            CAFE,
            "2024.5.14",
            "厨房燃气软管老化，未安装可燃气体报警器",
            "重大",
            "茶小满",
            "2024.5.30",
            "0.8",
            "未完成",
            "/",
            None,
        ],
        [
            6,
            "查无此店",
            "2024.5.20",
            "仓库电线私拉乱接",
            "一般",
            "无名氏",
            "2024.6.1",
            None,
            "已整改",
            "2024.5.28",
            None,
        ],
        [7, DEPOT, "2024.5.21", None, "一般", None, None, None, None, None, None],
        ["合计", None, None, "7项", None, None, None, 3.6, None, None, None],
        ["填表人：苗竹生", None, None, "审核人：竺小满", None, None, "联系电话：0000-12345"],
    ]
    merges = ["A1:K1", "A2:K2"]
    for top in (3, 9):
        merges += [f"{c}{top}:{c}{top + 1}" for c in "ABCDEK"] + [f"F{top}:J{top}"]
    _fill(sheet, rows, merges)
    for row in sheet["A3:K4"]:
        for cell in row:
            cell.alignment = Alignment(horizontal="center", wrap_text=True)
    for letter, width in zip("ABCDEFGHIJK", (6, 18, 12, 40, 8, 10, 12, 10, 12, 12, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    return _saved(book)


def old_layout() -> bytes:
    """.xls: the old format, days as Excel's numbers, a unit merged over its rows, a hidden telephone column."""
    cells: old_format.Cells = {(0, 0): "柳桥街道隐患登记表（2023年度）"}
    head = ["NO.", "企业名称", "隐患部位", "隐患内容", "登记日期", "限改日期", "状态", "销号日期", "联系电话"]
    rows: list[list[str | float]] = [
        [1.0, SHOP, "一楼卖场", "消火栓被货架遮挡", 45017.0, 45031.0, "已销号", 45030.0, "13800000000"],
        [2.0, "", "地下室", "应急照明灯不亮", 45017.0, 45031.0, "已销号", 45029.0, ""],
        [3.0, MILL, "锅炉房", "压力表超期未检", 45108.0, 45122.0, "未整改", "", "13900000000"],
        [4.0, MILL, "油漆库", "易燃品与氧化剂混存", 45110.0, "长期坚持", "长期坚持", "", ""],
    ]
    for number, row in enumerate([head, *rows], start=1):
        cells |= {(number, place): value for place, value in enumerate(row) if value != ""}
    cells[(6, 0)] = "负责人签字："
    return old_format.book("台账", cells, [(0, 0, 0, 8), (2, 3, 1, 1)], hidden_columns=(8,))


def gbk_text() -> bytes:
    """.csv in GBK: several problems in one cell, days without a year, the unit only once, a two-row head."""
    return (
        "竹溪镇2024年4月专项检查问题清单,,,,,,\r\n"
        "序号,单位,检查,,整改,,备注\r\n"
        ",,时间,发现的问题,措施,情况,\r\n"
        f'1,{MILL},4月8日,"1.砂轮机无防护罩；2.气瓶未固定；3.电工无证上岗。",'
        '"1.加装防护罩；2.设置防倾倒链；3.停止作业，持证后上岗","1.已整改；2.已整改；3.整改中",\r\n'
        f"2,,4月9日,职工宿舍违规使用大功率电器,收缴,已整改,\r\n"
        f'3,{CAFE},4月10日,"①后厨油烟管道未清洗②灭火毯缺失","清洗、补齐",未整改,复查\r\n'
        f"4,{DEPOT},4月11日,未发现问题,,,\r\n"
        "注：本表一式两份,,,,,,\r\n"
    ).encode("gbk")


def document() -> bytes:
    """.docx, landscape: two-row head, a unit over two rows, pictures in cells, the table broken by a page."""
    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.add_paragraph("云溪区2025年消防安全隐患整改台账")
    made.add_paragraph("填报单位：云溪区消防救援大队    填报时间：2025年2月28日")
    table = made.add_table(rows=5, cols=8, style="Table Grid")
    for place, text in enumerate(
        ("序号", "场所名称", "隐患描述", "整改前照片", "整改后照片", "整改落实", "", "整改期限")
    ):
        table.cell(0, place).text = text
    for place, text in ((5, "责任人"), (6, "整改结果")):
        table.cell(1, place).text = text
    for place in (0, 1, 2, 3, 4, 7):
        table.cell(0, place).merge(table.cell(1, place))
    table.cell(0, 5).merge(table.cell(0, 6))
    rows = [
        ("1", SHOP, "防火门闭门器损坏", "商若水", "已整改（2025.2.20）", "2025/2/25"),
        ("2", "", "楼梯间停放电动自行车充电", "商若水", "正在整改", "2025/3/5"),
        ("3", CAFE, "自动喷水灭火系统末端试水无水", "茶小满", "", "2025-03-10"),
    ]
    for number, (serial, unit, text, person, state, limit) in enumerate(rows, start=2):
        for place, value in ((0, serial), (1, unit), (2, text), (5, person), (6, state), (7, limit)):
            table.cell(number, place).text = value
        table.cell(number, 3).paragraphs[0].add_run().add_picture(io.BytesIO(picture("red")), width=Cm(2))
    table.cell(2, 4).paragraphs[0].add_run().add_picture(io.BytesIO(picture("green")), width=Cm(2))
    table.cell(2, 1).merge(table.cell(3, 1))
    made.add_paragraph("审核：                填表：")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


_CELL_IMAGES = (
    '<?xml version="1.0" encoding="UTF-8"?><etc:cellImages'
    ' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
    '<xdr:cNvPr id="2" name="ID_0A1B"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>'
    "</xdr:pic></etc:cellImage></etc:cellImages>"
)
_CELL_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/wps1.png"/></Relationships>'
)


def pictures_and_sheets() -> bytes:
    """.xlsx of three sheets: units merged over their rows, pictures lying on cells and one inside a cell (WPS)."""
    book = Workbook()
    cover = book.active
    cover.title = "填表说明"
    cover.append(["本表由各村每月25日前报送，隐患照片贴在表内。"])
    sheet = book.create_sheet("隐患台账")
    rows = [
        ["竹溪镇“一企一档”隐患台账", *[None] * 8],
        ["单位名称", "地址", "隐患问题", "类型", "隐患照片", "整改照片", "整改时间", "是否销号", "发现时间"],
        [
            DEPOT,
            "竹溪路9号",
            "消防水泵控制柜处于手动状态",
            "一般隐患",
            None,
            None,
            date(2024, 7, 10),
            "已销号",
            date(2024, 7, 1),
        ],
        [None, None, "货架超高堆放，距灯具不足0.5米", "一般隐患", None, None, None, "否", date(2024, 7, 1)],
        [
            None,
            None,
            "叉车司机未持证",
            "一般隐患",
            None,
            '=DISPIMG("ID_0A1B",1)',
            date(2024, 7, 9),
            "是",
            datetime.fromisoformat("2024-07-02 09:30"),
        ],
        ["一、其他单位", *[None] * 8],
        [MILL, "示范路1号", '="喷漆房"&"未防爆"', "重大隐患", None, None, None, "否", date(2024, 7, 3)],
        [MILL, "示范路1号", "行车限位器失灵", "重大隐患", None, None, None, "否", date(2024, 7, 4)],
    ]
    _fill(sheet, rows, ["A1:I1", "A3:A5", "B3:B5", "A6:I6"])
    sheet["F5"].data_type = "s"
    for place, colour in (("E3", "red"), ("F3", "green"), ("E8", "orange")):
        sheet.add_image(Image(io.BytesIO(picture(colour))), place)
    summary = book.create_sheet("汇总")
    _fill(summary, [["单位", "数量"], [DEPOT, 3], [MILL, 2]], [])
    return _with_cell_picture(_saved(book))


def _with_cell_picture(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/cellimages.xml", _CELL_IMAGES)
        archive.writestr("xl/_rels/cellimages.xml.rels", _CELL_LINKS)
        archive.writestr("xl/media/wps1.png", picture("blue"))
    return stream.getvalue()


def ticks_and_colours() -> bytes:
    """.xlsx: hidden column and row, days in five ways, states as ticks under heads, a colour where nothing stands."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2024"
    rows = [
        ["2024年度安全隐患排查清单"],
        ["序号", "隐患", "部位", "排查日期", "完成情况", None, None, "责任人", "内部编号"],
        [None, None, None, None, "已整改", "未整改", "时间", None, None],
        [1, "车间地面油污湿滑", "一车间", "24/3/5", "√", None, "24/3/6", "安必思", "N-1"],
        [2, "空压机储气罐未检验", "空压站", "2024.03.15", None, "√", None, "安必思", "N-2"],
        [3, "危化品柜未双人双锁", "化验室", "20240402", "√", None, "2024-04-09", "安必思", "N-3"],
        [4, "吊索具磨损超标", "装配线", "4月15日", None, None, None, "安必思", "N-4"],
        [5, "电焊机二次线裸露", "二车间", 45412, "√", None, "5月3日", "安必思", "N-5"],
        [6, "除尘器未定期清灰", "打磨间", "2024-13-45", None, "√", None, "安必思", "N-6"],
        ["备注：绿色为已整改，红色为未整改"],
    ]
    _fill(sheet, rows, ["A1:I1", "E2:G2", *[f"{c}2:{c}3" for c in "ABCDHI"], "A10:I10"])
    sheet["E7"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet.column_dimensions["I"].hidden = True
    sheet.row_dimensions[6].hidden = True
    return _saved(book)


ALL = {
    "two_row_head.xlsx": two_row_head,
    "old_layout.xls": old_layout,
    "gbk_text.csv": gbk_text,
    "document.docx": document,
    "pictures_and_sheets.xlsx": pictures_and_sheets,
    "ticks_and_colours.xlsx": ticks_and_colours,
}
"""Name of the file -> its maker."""
