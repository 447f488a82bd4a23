"""A proof of service as a .docx: A4 with the margins and type of party and government papers (GB/T 9704)."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"


def write_proof(
    title: str, sender: str, rows: Sequence[tuple[str, str]], sign: str, signature_png: bytes | None
) -> bytes:
    """The bytes of the document: sender, title, one row per fact, and the drawn signature where there is one."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    for words, size in ((sender, 16), (title, 22)):
        head = document.add_paragraph()
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _type(head.add_run(words), TITLE_FONT, size)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in rows:
        cells = table.add_row().cells
        _type(cells[0].paragraphs[0].add_run(label), BODY_FONT, 14)
        _type(cells[1].paragraphs[0].add_run(value), BODY_FONT, 14)
    cells = table.add_row().cells
    _type(cells[0].paragraphs[0].add_run(sign), BODY_FONT, 14)
    if signature_png:
        cells[1].paragraphs[0].add_run().add_picture(BytesIO(signature_png), width=Mm(50))
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(42), Mm(114)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _type(run: Run, font: str, size: int) -> None:
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
