"""Reads a file from its bytes to its clauses."""

import re
from pathlib import PurePath

from zhiben.domains.instruments.methods.reading.clean import bare, document_number, is_date, is_title, squeeze
from zhiben.domains.instruments.methods.reading.contents import take_contents
from zhiben.domains.instruments.methods.reading.extract import extract
from zhiben.domains.instruments.methods.reading.extract.sniff import unreadable
from zhiben.domains.instruments.methods.reading.model import Clause, Document, LineKind, Part, Warning
from zhiben.domains.instruments.methods.reading.paragraphs import Paragraph, clean_lines, join_lines
from zhiben.domains.instruments.methods.reading.parts import divide
from zhiben.domains.instruments.methods.reading.tree import build

_ISSUER = re.compile(r"(?:文件|政府|委员会|办公室|局|厅|公司|集团|办事处)$")
_YEARS_LINE = re.compile(r"[（(]\s*20\d\d[^（）()]{0,16}[）)]")
_SERIAL = re.compile(r"\d{1,2}[\s　.．、]|[\d.]+[\u4e00-\u9fff]")
_TITLE_LINES, _TITLE_LENGTH = 3, 80


def read(data: bytes, filename: str) -> Document:
    """The document in these bytes; raises Unreadable when it is none that can be read."""
    kind, raw = extract(data, filename)
    lines, entries = take_contents(clean_lines(raw))
    paragraphs = join_lines(lines)
    if not any(paragraph.text for paragraph in paragraphs):
        raise unreadable("no_content")
    sections, warnings = divide(paragraphs, entries)
    clauses: list[Clause] = []
    for section in sections:
        found, said = build(section, front=section.part == 0)
        clauses += found
        warnings += said
    front = _front(sections[0].paragraphs)
    title = _title(front) or PurePath(filename).stem
    sections[0].title = title
    return Document(
        name=filename,
        title=title,
        number=next(filter(None, (document_number(p.text) for p in front)), ""),
        parts=tuple(Part(section.part, section.title) for section in sections),
        clauses=tuple(clauses),
        warnings=(*warnings, *_doubts(clauses)),
        format=kind,
        characters=sum(len(bare(p.text)) for p in paragraphs),
    )


def _front(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """What stands before the first numeral."""
    end = next((i for i, p in enumerate(paragraphs) if p.mark), len(paragraphs))
    return [p for p in paragraphs[:end] if p.line.kind is not LineKind.ROW]


def _title(front: list[Paragraph]) -> str:
    """The plan's own title; failing that, that of the notice it came with."""
    titles: list[str] = []
    run: list[str] = []
    for paragraph in front:
        text = squeeze(paragraph.text)
        if titles and not run and _YEARS_LINE.fullmatch(text):
            titles[-1] += text
            continue
        if _ends_titles(paragraph, text):
            run = []
            continue
        if run and _ISSUER.search(run[-1]) and not text.startswith("关于"):
            run = []
        run = [*run[-_TITLE_LINES + 1 :], text]
        if is_title(text):
            titles.append("".join(run))
            run = []
    own = [title for title in titles if not title.endswith("通知")]
    return (own or titles or [_first_line(front)])[-1]


def _first_line(front: list[Paragraph]) -> str:
    """Better than a file's name: the first line that could be a title."""
    for paragraph in front:
        text = squeeze(paragraph.text)
        if 4 <= len(text) <= _TITLE_LENGTH and not paragraph.closed and not _ends_titles(paragraph, text):
            return "" if _SERIAL.match(paragraph.text) else text
    return ""


def _ends_titles(paragraph: Paragraph, text: str) -> bool:
    sentence = paragraph.closed and not is_title(text)
    return sentence or len(text) > _TITLE_LENGTH or is_date(text) or bool(document_number(text))


def _doubts(clauses: list[Clause]) -> list[Warning]:
    if clauses:
        return []
    return [Warning("no_clauses", "未识别出任何条款编号或段落")]
