"""From the bytes of a file to its printed lines; what cannot be read is refused with a reason."""

from zhiben.domains.instruments.methods.reading.extract.docx import read_docx
from zhiben.domains.instruments.methods.reading.extract.html import read_html
from zhiben.domains.instruments.methods.reading.extract.pdf import read_pdf
from zhiben.domains.instruments.methods.reading.extract.plain import decode, read_plain
from zhiben.domains.instruments.methods.reading.extract.sniff import sniff
from zhiben.domains.instruments.methods.reading.model import Line

__all__ = ["extract"]


def extract(data: bytes, filename: str) -> tuple[str, list[Line]]:
    """Format and lines of a file; raises Unreadable."""
    kind = sniff(data, filename)
    if kind == "docx":
        return kind, read_docx(data)
    if kind == "pdf":
        return kind, read_pdf(data)
    text = decode(data)
    return (kind, read_html(text)) if kind == "html" else (kind, read_plain(text))
