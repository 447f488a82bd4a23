"""What a file really is, whatever its name says, and whether it is safe to open."""

import io
import zipfile
from pathlib import PurePath

from zhiben.domains.instruments.methods.reading.model import Unreadable

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_RATIO = 200
SMALL = 5 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# UTF-16 names of the streams of an encrypted package inside an OLE container.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_ADVICE = {
    ".doc": "old_word",
    ".wps": "old_word",
    ".ofd": "ofd",
    ".xlsx": "spreadsheet",
    ".xls": "spreadsheet",
    ".et": "spreadsheet",
    ".pptx": "slides",
    ".ppt": "slides",
    ".zip": "archive",
    ".rar": "archive",
    ".7z": "archive",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".png": "picture",
}
_MESSAGES = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than {limit} MB.",
    "encrypted": "The file is encrypted. Remove the password and upload it again.",
    "old_word": "Old Word and WPS files cannot be read. Save the document as .docx and upload it again.",
    "ofd": "OFD files cannot be read. Export the document as .docx or as a PDF with text.",
    "spreadsheet": "A spreadsheet is not a plan document. Save the plan as .docx or .txt.",
    "slides": "Slides are not a plan document. Save the plan as .docx or .txt.",
    "archive": "An archive cannot be read. Unpack it and upload the document itself.",
    "picture": "A picture has no text. Upload the .docx or a PDF with text.",
    "zip_bomb": "The file unpacks to far more than a document holds and was not opened.",
    "damaged": "The file is damaged and cannot be opened.",
    "not_text": "The file is not text in UTF-8, GB 18030 or UTF-16.",
    "nul_bytes": "The file contains NUL bytes and is not a text document.",
    "no_text": "The PDF has no text: it is a scan. Upload the .docx or a PDF with text.",
    "too_many_pages": "The PDF has more than {limit} pages.",
    "no_content": "No text was found in the file.",
}


def unreadable(code: str, **params: object) -> Unreadable:
    """The refusal with this code."""
    return Unreadable(code, _MESSAGES[code].format(**params), **params)


def sniff(data: bytes, filename: str) -> str:
    """`docx`, `pdf`, `html`, `md` or `txt`; raises Unreadable for everything else."""
    if not data:
        raise unreadable("empty")
    if len(data) > MAX_BYTES:
        raise unreadable("too_large", limit=MAX_BYTES // 1024 // 1024)
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()
    if data[:8] == _OLE:
        raise unreadable(_ole_kind(data, suffix))
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(data, suffix)
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        raise unreadable("picture")
    if data[:6] in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"):
        raise unreadable("archive")
    return _text_kind(data, suffix)


def _text_kind(data: bytes, suffix: str) -> str:
    if suffix in (".docx", ".pdf"):
        raise unreadable("damaged")
    head = data[:2048].replace(b"\x00", b"").lower()
    if suffix in (".html", ".htm") or b"<!doctype html" in head or b"<html" in head:
        return "html"
    return "md" if suffix in (".md", ".markdown") else "txt"


def _ole_kind(data: bytes, suffix: str) -> str:
    if _ENCRYPTED in data:
        return "encrypted"
    if _WORD in data:
        return "old_word"
    return _ADVICE.get(suffix, "old_word")


def _zip_kind(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise unreadable("damaged") from problem
    names = {entry.filename for entry in entries}
    if _is_bomb(entries):
        raise unreadable("zip_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise unreadable("encrypted")
    if "word/document.xml" in names:
        return "docx"
    raise unreadable(_package_kind(names, suffix))


def _is_bomb(entries: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1))
    )


def _package_kind(names: set[str], suffix: str) -> str:
    if any(name.startswith("xl/") for name in names):
        return "spreadsheet"
    if any(name.startswith("ppt/") for name in names):
        return "slides"
    if "OFD.xml" in names:
        return "ofd"
    return "damaged" if suffix == ".docx" else _ADVICE.get(suffix, "archive")
