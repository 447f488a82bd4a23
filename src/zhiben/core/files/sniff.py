"""What a file really is, by its content. Pure: bytes in, a kind or a refusal out."""

import zipfile
from typing import BinaryIO

from zhiben.core.errors import TooLarge, Unreadable, WrongType
from zhiben.core.findings import Finding

UNPACKED_LIMIT = 300 * 1024 * 1024
MEMBERS_LIMIT = 5000
RATIO_LIMIT = 200
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
_PLAIN = {"csv": "csv", "md": "md", "markdown": "md", "html": "html", "htm": "html"}
_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)


def ending_of(name: str) -> str:
    """The name's ending, lower case, without the dot."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def sniff(stream: BinaryIO, name: str) -> str:
    """The kind of a file by its content (one of kinds.MEDIA, or a word for what is not taken).

    Raises refusals with advice for what is known and not taken: HEIC, old Office, WPS, OFD, encrypted, bombs.
    """
    head = stream.read(4096)
    stream.seek(0)
    if not head:
        raise Unreadable(Finding("file-empty"), code="file-empty")
    kind = _by_magic(head, name)
    if kind == "zip":
        return _packed(stream, name)
    if kind == "ole":
        return _compound(stream, name)
    return kind or _plain(stream, name)


def _by_magic(head: bytes, name: str) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        if head[8:12] in _HEIC:
            raise WrongType(Finding("file-heic", {"name": name}), code="file-heic")
        return "video"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _packed(stream: BinaryIO, name: str) -> str:
    """A zip archive: a Word or Excel document, an OFD, or something else; never a bomb."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(Finding("file-broken", {"name": name}), code="file-broken") from error
    finally:
        stream.seek(0)
    refuse_bomb(members, name)
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise WrongType(Finding("file-encrypted", {"name": name}), code="file-encrypted")
    if "OFD.xml" in names:
        raise WrongType(Finding("file-ofd", {"name": name}), code="file-ofd")
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def refuse_bomb(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that declares to unpack to too much; readers stop at the declared size."""
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    bomb = unpacked > UNPACKED_LIMIT or (unpacked > 30 * 1024 * 1024 and unpacked / packed > RATIO_LIMIT)
    if bomb or len(members) > MEMBERS_LIMIT:
        raise TooLarge(Finding("file-bomb", {"name": name}), code="file-bomb")


def _directory(stream: BinaryIO) -> bytes:
    """The first sector of a compound file's directory, wherever it lies, and the file's beginning."""
    head = stream.read(4096)
    size = 1 << (int.from_bytes(head[30:32], "little") & 15)
    stream.seek((int.from_bytes(head[48:52], "little") + 1) * size)
    found = stream.read(4096)
    stream.seek(0)
    return head + found


def _compound(stream: BinaryIO, name: str) -> str:
    """The old compound format: an old workbook; refused are an encrypted document, a WPS one, old Word."""
    directory = _directory(stream)
    if _ENCRYPTED in directory:
        raise WrongType(Finding("file-encrypted", {"name": name}), code="file-encrypted")
    if ending_of(name) in ("wps", "et", "dps"):
        raise WrongType(Finding("file-wps", {"name": name}), code="file-wps")
    if any(book in directory for book in _OLD_BOOKS):
        return "xls"
    raise WrongType(Finding("file-old-office", {"name": name}), code="file-old-office")


def _plain(stream: BinaryIO, name: str) -> str:
    content = stream.read()
    stream.seek(0)
    try:
        decode(content)
    except UnicodeDecodeError:
        return "unknown"
    return _PLAIN.get(ending_of(name), "txt")


def decode(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with mark, or GB 18030; UnicodeDecodeError for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\x00" in content:
        raise UnicodeDecodeError("utf-8", content[:1], 0, 1, "a NUL byte is not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
