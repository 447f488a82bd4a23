"""The same plan as text, Word, PDF and HTML reads the same."""

import io
from pathlib import Path

import docx
import noto_cjk_sans_otc
import pytest
import typst
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from zhiben.domains.instruments.methods.reading import Document, read

PARAGRAPHS = [
    "青禾区安全生产委员会",
    "关于印发《青禾区屋顶安全三年行动方案》的通知",
    "各街道安全生产委员会：",
    "《青禾区屋顶安全三年行动方案》已经区政府同意，现印发给你们，请认真执行。",
    "2025年3月26日",
    "青禾区屋顶安全三年行动方案",
    "为了消除屋顶隐患，保护人民群众生命财产安全，结合本区实际，制定本方案。",
    "一、总体要求",
    "（一）指导思想。坚持人民至上、生命至上，统筹发展和安全，把屋顶安全作为城市治理的重要内容，常抓不懈。",
    "（二）主要目标。到2026年底，重点屋顶排查率达到100%，隐患整改率不低于95%，不发生屋顶坠落伤人事故。",
    "二、主要任务",
    "（一）开展屋顶排查行动。",
    "1.区住建局每半年组织一次全面排查，逐栋登记造册，发现隐患立即交办。（区住建局牵头，区城管局配合）",
    "各街道要安排专人陪同排查，做好群众解释工作，不得走过场。",
    "（二）开展屋顶整治行动。",
    "2.物业单位每月检查一次排水口和女儿墙，汛期前完成全部清淤。一是清理杂物；二是加固护栏；三是封堵破口。",
    "3.对长期无人管理的老旧小区屋顶，由属地街道兜底管理，2025年底前建立台账，2026年6月底前完成整治任务。",
    "三、保障措施",
    "（一）加强领导。各街道主要负责人每季度研究一次屋顶安全工作，协调解决困难和问题，确保任务落实。",
    "附件",
    "任务分工",
    "一、排查任务",
    "1.排查学校屋顶。每年暑假前由区教育局组织完成一次排查，结果报区安委办。",
]
FONTS = str(Path(noto_cjk_sans_otc.__file__).parent)


def shape(document: Document) -> list[tuple[int, str, str | None, str]]:
    """Everything that must not depend on the format."""
    return [(c.part, c.id, c.parent, c.text.replace(" ", "")) for c in document.clauses]


@pytest.fixture(scope="module")
def plain() -> Document:
    return read("\n".join(PARAGRAPHS).encode(), "plan.txt")


def as_docx(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(paragraphs: list[str], settings: str) -> bytes:
    body = "\n\n".join(f'#"{paragraph}"' for paragraph in paragraphs)
    fonts = '#set text(font: "Noto Sans CJK SC", lang: "zh")\n'
    return bytes(
        typst.compile(f"{fonts}{settings}\n{body}".encode(), font_paths=[FONTS], ignore_system_fonts=True)
    )


def test_the_text_itself(plain: Document) -> None:
    assert [c.id for c in plain.clauses] == [
        *("¶1", "¶2", "一", "一(一)", "一(二)", "二", "二(一)", "二(一)1", "二(二)", "二(二)2"),
        *("二(二)2·一是", "二(二)2·二是", "二(二)2·三是", "二(二)3", "三", "三(一)", "一", "一1"),
    ]
    assert [part.title for part in plain.parts] == ["青禾区屋顶安全三年行动方案", "任务分工"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(plain: Document, encoding: str) -> None:
    assert shape(read("\r\n".join(PARAGRAPHS).encode(encoding), "plan.txt")) == shape(plain)


def test_word(plain: Document) -> None:
    assert shape(read(as_docx(PARAGRAPHS), "plan.docx")) == shape(plain)


@pytest.mark.parametrize(
    "settings",
    [
        '#set page(paper: "a5", numbering: "— 1 —", header: [内部资料])\n#set par(justify: true)',
        '#set page(paper: "a4", numbering: "1")\n#set text(size: 16pt)\n'
        "#set par(first-line-indent: (amount: 2em, all: true))",
    ],
)
def test_pdf(plain: Document, settings: str) -> None:
    assert shape(read(as_pdf(PARAGRAPHS, settings), "plan.pdf")) == shape(plain)


def test_html(plain: Document) -> None:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    page = (
        f"<!DOCTYPE html><html><head><title>x</title><script>1</script></head><body><nav>首页</nav>"
        f"{body}</body></html>"
    )
    assert shape(read(page.encode(), "plan.html")) == shape(plain)


def test_html_tables_and_line_breaks() -> None:
    page = (
        "<html><body><h1>某县方案</h1><p>一、任务<br>1.检查。<br/>2.整改。</p><table><tr><th>任务</th>"
        "<th>牵头单位</th></tr>"
        "<tr><td>建<b>平台</b></td><td>县应急局</td></tr></table></body></html>"
    )
    document = read(page.encode(), "plan.htm")
    assert [c.id for c in document.clauses] == ["一", "一1", "一2", "表1·1"]
    assert document.clauses[-1].cells == ("建平台", "县应急局")


NUMBERING = """<w:numbering {ns}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%4"/></w:lvl>
</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def numbered(document: "docx.document.Document", text: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", "9")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        number.append(element)
    properties.append(number)


def test_automatic_numbering_of_word_is_printed() -> None:
    document = docx.Document()
    part = document.part.numbering_part
    part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))
    document.add_paragraph("某镇排查方案")
    for text, level in [
        ("总体要求", 0),
        ("坚持安全第一。", 1),
        ("主要任务", 0),
        ("开展检查。", 1),
        ("每月检查学校。", 2),
        ("查食堂；", 3),
        ("查宿舍。", 3),
        ("每季度检查医院。", 2),
        ("开展培训。", 1),
    ]:
        numbered(document, text, level)
    found = read(saved(document), "plan.docx")
    assert [c.id for c in found.clauses] == [
        *("一", "一(一)", "二", "二(一)", "二(一)1", "二(一)1①", "二(一)1②", "二(一)2", "二(二)"),
    ]


def test_headings_and_tables_of_word() -> None:
    document = docx.Document()
    document.add_heading("某镇防汛方案", 0)
    document.add_heading("工作目标", 1)
    document.add_paragraph("确保平安。")
    document.add_heading("任务分解", 1)
    table = document.add_table(rows=0, cols=3)
    for row in [("序号", "任务内容", "责任单位"), ("1", "备足沙袋", "水务站"), ("2", "转移群众", "各村")]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    found = read(saved(document), "plan.docx")
    assert found.title == "某镇防汛方案"
    assert [c.id for c in found.clauses] == ["工作目标", "任务分解", "表1·1", "表1·2"]
    assert found.clauses[-1].title == "转移群众"


def test_merged_cells_stand_in_each_row() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for place, text in enumerate(["任务", "单位", "建平台", "市局", "换管道", ""]):
        table.cell(place // 2, place % 2).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    rows = [clause.cells for clause in read(saved(document), "plan.docx").clauses]
    assert rows == [("建平台", "市局"), ("换管道", "市局")]
    page = (
        "<table><tr><th>任务</th><th>单位</th></tr><tr><td>建平台</td><td rowspan=2>市局</td></tr>"
        "<tr><td>换管道</td></tr></table>"
    )
    assert [clause.cells for clause in read(page.encode(), "plan.html").clauses] == rows


def test_deleted_text_of_word_is_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("一、任务")
    paragraph = document.add_paragraph("1.检查")
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>学校</w:delText></w:r></w:del>'
        )
    )
    paragraph.add_run("医院。")
    assert read(saved(document), "plan.docx").clauses[-1].text == "检查医院。"
