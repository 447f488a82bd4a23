"""Files that are no readable plan: each is refused with its own reason."""

import io
import random
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest

from zhiben.domains.instruments.methods.reading import Unreadable, read
from zhiben.domains.instruments.methods.reading.extract.sniff import MAX_BYTES, MAX_ENTRIES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def code(data: bytes, name: str) -> str:
    """Why the file is refused."""
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    assert refusal.value.message
    return refusal.value.code


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def test_empty_and_blank() -> None:
    assert code(b"", "plan.txt") == "empty"
    assert code(" \n\n　".encode(), "plan.txt") == "no_content"
    assert code(b"<html><body><p> </p></body></html>", "plan.html") == "no_content"


def test_too_large() -> None:
    assert code(bytes(MAX_BYTES + 1), "plan.txt") == "too_large"


def test_binary_rubbish_and_wrong_encodings() -> None:
    noise = random.Random(7).randbytes(4000).replace(b"\x00", b"\x01")
    assert code(noise, "plan.txt") == "not_text"
    assert code("一、任务".encode() + b"\x00\x00", "plan.txt") == "nul_bytes"
    assert code("한국어 문서입니다. 안전 계획".encode("euc-kr") * 20, "plan.txt") == "not_text"


def test_encrypted_word() -> None:
    assert code(OLE + "EncryptedPackage".encode("utf-16-le"), "plan.docx") == "encrypted"


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps"])
def test_old_word(name: str) -> None:
    assert code(OLE + "WordDocument".encode("utf-16-le"), name) == "old_word"


def test_other_packages() -> None:
    workbook = io.BytesIO()
    openpyxl.Workbook().save(workbook)
    assert code(workbook.getvalue(), "plan.xlsx") == "spreadsheet"
    assert code(workbook.getvalue(), "plan.docx") == "spreadsheet"
    assert code(zipped(OFD_xml=b"<a/>"), "plan.ofd") == "ofd"
    assert code(zipped(a=b"text"), "plan.zip") == "archive"
    assert code(b"\x89PNG\r\n\x1a\n" + bytes(20), "scan.png") == "picture"


def test_zip_bombs() -> None:
    assert code(zipped(word__document_xml=b"a" * (20 * 1024 * 1024)), "plan.docx") == "zip_bomb"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(str(number), b"")
    assert code(buffer.getvalue(), "plan.docx") == "zip_bomb"


def test_damaged_files() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    assert code(buffer.getvalue()[:-200], "plan.docx") == "damaged"
    assert code(zipped(word__document_xml=b"<broken"), "plan.docx") == "damaged"
    assert code(b"%PDF-1.7 nothing", "plan.pdf") == "damaged"
    assert code("一、任务".encode(), "plan.docx") == "damaged"


def test_entities_of_xml_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'">]><a>&b;</a>'
    assert code(zipped(word__document_xml=bomb), "plan.docx") == "damaged"


def test_encrypted_pdf() -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n"
    end = b"xref\n0 5\n0000000000 65535 f \n" + table + trailer % len(data)
    assert code(data + end, "plan.pdf") == "encrypted"


def test_a_scan_has_no_text() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    assert code(buffer.getvalue(), "scan.pdf") == "no_text"


@pytest.mark.parametrize("seed", range(12))
def test_any_mixture_of_numerals_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [
        "一、",
        "（一）",
        "1.",
        "1.1",
        "①",
        "一是",
        "二是",
        "第一章 ",
        "第一条 ",
        "附件1",
        "。",
        "\n",
        "\t",
        "|",
        "目录",
        "任务",
        "责任部门：",
        "《",
        "2024年",
    ]
    text = "".join(chance.choice(pieces) for _ in range(800))
    document = read(text.encode(), "plan.md")
    found = [(c.part, c.id) for c in document.clauses]
    assert len(found) == len(set(found))
    assert all(c.parent is None or (c.part, c.parent) in found for c in document.clauses)
