"""Files: what is taken, what is refused with which advice, who may use what."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, Refusal, RuleBroken, TooLarge, Unreadable, WrongType
from zhiben.core.files import storage, uploads
from zhiben.core.files.keeping import clean_name
from zhiben.core.files.kinds import PART
from zhiben.core.models import Entry, Upload
from zhiben.core.tests import samples
from zhiben.core.tests.conftest import NOW


def put(actor: Actor, data: bytes, name: str, purpose: str = "any") -> int:
    return files.store(actor=actor, at=NOW, data=data, name=name, purpose=purpose)


def refused(actor: Actor, data: bytes, name: str, purpose: str = "any") -> Refusal:
    with pytest.raises(Refusal) as caught:
        put(actor, data, name, purpose)
    return caught.value


def test_a_photograph_is_kept_whole_and_shown_without_metadata(db: None, actor: Actor) -> None:
    original = samples.jpeg(3000, 2000)
    key = put(actor, original, "配电箱.jpg", "photo")
    brief = files.brief([key])[key]
    assert (brief.kind, brief.is_image, brief.width, brief.height) == ("jpeg", True, 3000, 2000)
    assert files.read(key) == original
    view = b"".join(files.serve(key, "view").streaming_content)
    with Image.open(io.BytesIO(view)) as shown:
        assert max(shown.size) == 1600
        assert not shown.getexif()
    assert b"CameraMaker" in original and b"CameraMaker" not in view
    with Image.open(io.BytesIO(b"".join(files.serve(key, "thumb").streaming_content))) as small:
        assert max(small.size) == 320


def test_a_turned_photograph_stands_upright(db: None, actor: Actor) -> None:
    key = put(actor, samples.jpeg(640, 480, orientation=6), "竖.jpg", "photo")
    brief = files.brief([key])[key]
    assert (brief.width, brief.height) == (480, 640)
    with Image.open(io.BytesIO(b"".join(files.serve(key, "thumb").streaming_content))) as small:
        assert small.height > small.width


def test_the_same_bytes_lie_there_once_and_are_ledgered(db: None, actor: Actor, tmp_path: Path) -> None:
    first = put(actor, samples.jpeg(), "a.jpg")
    second = put(actor, samples.jpeg(), "b.jpg")
    assert first != second
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert Entry.objects.filter(table="core_file", row__in=[first, second]).count() == 2
    assert files.digests([first])[first] == hashlib.sha256(samples.jpeg()).hexdigest()


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"", "empty.jpg", 400, "file-empty"),
        ("这是文字,不是照片".encode(), "照片.jpg", 415, "file-not-photo"),
        (b"%PDF-1.7 ...", "照片.jpg", 415, "file-not-photo"),
        (samples.jpeg()[:2000], "half.jpg", 400, "file-broken"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "IMG_1.HEIC", 415, "file-heic"),
        (samples.png_bomb(), "bomb.png", 413, "file-too-many-pixels"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "fake.jpg", 400, "file-broken"),
    ],
)
def test_a_photograph_that_is_not_one(
    db: None, actor: Actor, data: bytes, name: str, status: int, code: str
) -> None:
    refusal = refused(actor, data, name, "photo")
    assert (refusal.status, refusal.findings[0].code) == (status, code)


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (samples.OLE + b"\x00" * 600, "通知.doc", 415, "file-old-office"),
        (samples.OLE + b"\x00" * 600, "通知.wps", 415, "file-wps"),
        (samples.OLE + "EncryptedPackage".encode("utf-16-le"), "方案.docx", 415, "file-encrypted"),
        (samples.archive({"OFD.xml": b"<x/>"}), "公文.ofd", 415, "file-ofd"),
        (samples.archive({"a.txt": b"x"}), "文件.docx", 415, "file-not-taken"),
        (samples.archive({"word/document.xml": b"\0" * 40_000_000}), "bomb.docx", 413, "file-bomb"),
        (b"PK\x03\x04 and then nothing", "broken.docx", 400, "file-broken"),
        (b"\x00\x01\x02\xff\xfe" * 50, "什么.txt", 415, "file-not-taken"),
        (b"MZ\x90\x00", "run.exe", 415, "file-not-taken"),
    ],
)
def test_a_document_that_is_not_taken(
    db: None, actor: Actor, data: bytes, name: str, status: int, code: str
) -> None:
    refusal = refused(actor, data, name, "document")
    assert (refusal.status, refusal.findings[0].code) == (status, code)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_text_in_every_usual_encoding(db: None, actor: Actor, encoding: str) -> None:
    key = put(actor, "安全生产治本攻坚".encode(encoding), "方案.txt", "document")
    assert files.brief([key])[key].kind == "txt"


def test_a_file_over_the_limit_is_refused_before_it_is_sent(db: None, actor: Actor, settings: object) -> None:
    with pytest.raises(TooLarge):
        uploads.begin(actor=actor, at=NOW, name="video.mp4", size=200 * 1024 * 1024)
    assert Upload.objects.count() == 0
    settings.ZHIBEN_MAX_UPLOAD = 1024
    assert refused(actor, samples.jpeg(), "a.jpg").status == 413


def test_only_the_one_who_uploaded_may_attach(db: None, actor: Actor, stranger: Actor) -> None:
    photo, paper = put(actor, samples.jpeg(), "a.jpg"), put(actor, b"text", "a.txt")
    assert files.claim(actor, [photo, photo, paper]) == [photo, paper]
    with pytest.raises(NotFound):
        files.claim(stranger, [photo])
    with pytest.raises(NotFound):
        files.claim(actor, [photo, 999_999])
    with pytest.raises(WrongType):
        files.claim(actor, [paper], "photo")


def test_what_is_handed_out_cannot_run(db: None, actor: Actor) -> None:
    key = put(actor, b"<html><script>alert(1)</script>", "page.html", "document")
    response = files.serve(key)
    assert response["Content-Type"].startswith("text/plain")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment")
    with pytest.raises(NotFound):
        files.serve(key, "thumb")
    with pytest.raises(NotFound):
        files.serve(key, "../../etc/passwd")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("C:\\tmp\\照片.jpg", "照片.jpg"), ("../../etc/passwd", "passwd"), ("a\u202egpj.exe\x00", "agpj.exe")],
)
def test_names_lose_paths_and_tricks(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_name_of_nothing_is_refused() -> None:
    with pytest.raises(Invalid):
        clean_name(" /\x00. ")


def send(actor: Actor, data: bytes, name: str, sha256: str = "") -> uploads.Finished:
    begun = uploads.begin(actor=actor, at=NOW, name=name, size=len(data), sha256=sha256)
    for offset in range(0, len(data), PART):
        uploads.append(
            actor=actor, at=NOW, upload=begun.upload, offset=offset, content=data[offset : offset + PART]
        )
    return uploads.finish(actor=actor, at=NOW, upload=begun.upload)


def test_an_upload_in_parts_becomes_one_file(
    db: None, actor: Actor, django_capture_on_commit_callbacks: object
) -> None:
    data = ("安全" * 400_000).encode()
    with django_capture_on_commit_callbacks(execute=True):
        made = send(actor, data, "长.txt", hashlib.sha256(data).hexdigest())
    assert files.read(made.file) == data
    assert made.size == len(data)
    assert not default_storage.exists(f"uploads/{Upload.objects.get().pk}")


def test_an_upload_goes_on_where_it_stopped(db: None, actor: Actor, stranger: Actor) -> None:
    data = b"x" * (PART + 10)
    begun = uploads.begin(actor=actor, at=NOW, name="a.txt", size=len(data))
    part = {"actor": actor, "at": NOW, "upload": begun.upload}
    uploads.append(**part, offset=0, content=data[:PART])
    assert uploads.append(**part, offset=0, content=data[:PART]).received == PART
    assert uploads.progress(actor, begun.upload).received == PART
    with pytest.raises(RuleBroken) as caught:
        uploads.append(**part, offset=7, content=data[:PART])
    assert caught.value.findings[0].params == {"received": PART}
    with pytest.raises(RuleBroken):
        uploads.finish(**part)
    with pytest.raises(NotFound):
        uploads.progress(stranger, begun.upload)
    with pytest.raises(TooLarge):
        uploads.append(**part, offset=PART, content=b"x" * (PART + 1))
    with pytest.raises(Invalid):
        uploads.append(**part, offset=PART, content=b"x" * 11)
    uploads.append(**part, offset=PART, content=data[PART:])
    made = uploads.finish(**part)
    assert uploads.finish(**part) == made


def test_an_upload_with_another_digest_is_not_kept(db: None, actor: Actor) -> None:
    with pytest.raises(RuleBroken):
        send(actor, b"hello", "a.txt", "0" * 64)


def test_unfinished_uploads_expire(db: None, actor: Actor) -> None:
    begun = uploads.begin(actor=actor, at=NOW, name="a.txt", size=10)
    uploads.append(actor=actor, at=NOW, upload=begun.upload, offset=0, content=b"12345")
    later = NOW + uploads.EXPIRY
    with pytest.raises(NotFound):
        uploads.append(actor=actor, at=later, upload=begun.upload, offset=5, content=b"67890")
    assert uploads.expire(later) == 1
    assert not default_storage.exists(storage.part_path(str(begun.upload), 0))


def test_a_changed_file_row_no_longer_fits_its_entry(db: None, actor: Actor) -> None:
    key = put(actor, b"text", "a.txt")
    digest = bytes(Entry.objects.get(table="core_file", row=key).digest)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_file SET sha256 = %s WHERE id = %s", ["0" * 64, key])
        cursor.execute("SELECT ledger_digest_core_file_1(f) FROM core_file f WHERE id = %s", [key])
        assert bytes(cursor.fetchone()[0]) != digest


def test_an_unreadable_part_of_a_refusal_is_told(db: None, actor: Actor) -> None:
    with pytest.raises(Unreadable):
        send(actor, b"\xff\xd8\xff" + b"0" * 50, "a.jpg")
