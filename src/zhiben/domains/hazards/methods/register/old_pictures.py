"""The pictures of an .xls: a store of them in the book, and on each sheet shapes that lie on cells and name one.

Formats: [MS-XLS] (MsoDrawingGroup, MsoDrawing, Continue) and [MS-ODRAW] (blips, shapes, anchors).
Nothing the file says about lengths is believed: what reaches beyond the end is cut off or left out.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from xlrd.compdoc import CompDoc

from zhiben.domains.hazards.methods.register.shapes import Picture

MOST, MOST_BYTES, MOST_SHEETS, MOST_RECORDS = 2_000, 20 * 1024 * 1024, 64, 4_000_000
"""Pictures of a book, bytes of one, sheets, records and atoms looked at."""
_BOF, _EOF, _SHEET, _CONTINUE, _OBJECT = 0x809, 0x0A, 0x85, 0x3C, 0x5D
_GROUP, _DRAWING = 0xEB, 0xEC
_STORE_ENTRY, _SHAPE, _OPTIONS, _ANCHOR = 0xF007, 0xF004, 0xF00B, 0xF010
_CHILD_ANCHOR = 0xF00F
"""A picture within a group of shapes lies where the group lies."""
_BLIPS = range(0xF018, 0xF118)
_STORE = 0xF001
_KINDS = {0xF01D: "jpg", 0xF02A: "jpg", 0xF01E: "png"}
_TWO_DIGESTS = frozenset({0x46B, 0x6E3, 0x6E1})
_STARTS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n"}
_PICTURE_NUMBER = 0x104


@dataclass(slots=True)
class OldPictures:
    """Pictures by sheet (worksheets in their order), and how many are of a kind that is not taken."""

    of_sheets: list[list[Picture]] = field(default_factory=list)
    others: int = 0


def read_old_pictures(data: bytes) -> OldPictures:
    """The pictures lying on the worksheets of an .xls."""
    return pictures_in(_stream(data))


def pictures_in(stream: bytes) -> OldPictures:
    """The pictures of a book of BIFF8, by its records; nothing for older books."""
    found = OldPictures()
    if stream[:2] != struct.pack("<H", _BOF):
        return found
    group, starts = _globals(stream)
    store = dict(enumerate((_file(*blip) for blip in _store(group)), start=1))
    left = MOST
    for start in starts[:MOST_SHEETS]:
        shapes = list(islice(_shapes(_drawing(stream, start)), left))
        left -= len(shapes)
        taken = [(anchor, store.get(number)) for number, anchor in shapes]
        found.of_sheets.append(
            [
                Picture(*anchor, f"picture-{place}.{file[0]}", file[1])
                for place, (anchor, file) in enumerate(taken, start=1)
                if file is not None
            ]
        )
        found.others += sum(file is None for _anchor, file in taken)
    return found


def _stream(data: bytes) -> bytes:
    """The book within the compound file."""
    compound = CompDoc(data, logfile=None)
    for name in ("Workbook", "Book"):
        memory, base, size = compound.locate_named_stream(name)
        if memory:
            return bytes(memory[base : base + size])
    return b""


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of the records from a place to the end of their part of the book."""
    depth, place = 0, start
    for _count in range(MOST_RECORDS):
        if place < 0 or place + 4 > len(stream):
            return
        number, size = struct.unpack_from("<HH", stream, place)
        yield number, stream[place + 4 : place + 4 + size]
        depth += (number == _BOF) - (number == _EOF)
        if depth <= 0:
            return
        place += 4 + size


def _globals(stream: bytes) -> tuple[bytes, list[int]]:
    """The drawing group of the book, put together, and where its worksheets begin."""
    parts: list[bytes] = []
    starts: list[int] = []
    before = 0
    for number, content in _records(stream, 0):
        if number == _GROUP or (number == _CONTINUE and before == _GROUP):
            parts.append(content)
            number = _GROUP
        elif number == _SHEET and len(content) >= 6 and content[5] == 0:
            starts.append(struct.unpack_from("<I", content)[0])
        before = number
    return b"".join(parts), starts


def _drawing(stream: bytes, start: int) -> bytes:
    """The drawing of a sheet, put together: it goes on after objects; embedded charts have their own."""
    parts: list[bytes] = []
    depth = before = 0
    for number, content in _records(stream, start):
        depth += (number == _BOF) - (number == _EOF)
        if depth > 1:
            continue
        if number == _DRAWING or (number == _CONTINUE and before in (_DRAWING, _OBJECT)):
            parts.append(content)
        if number != _CONTINUE:
            before = number
    return b"".join(parts)


def _atoms(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Kind, instance and content of each atom in order; of containers the head alone, then what is in them."""
    place = 0
    for _count in range(MOST_RECORDS):
        if place + 8 > len(data):
            return
        head, kind, size = struct.unpack_from("<HHI", data, place)
        place += 8
        if head & 0xF == 0xF:
            yield kind, head >> 4, b""
        else:
            yield kind, head >> 4, data[place : place + size]
            place += size


def _store(group: bytes) -> list[tuple[int, int, bytes]]:
    """The blips of the book in their order: kind, instance, content; an empty place holds nothing."""
    found: list[tuple[int, int, bytes]] = []
    inside = False
    for kind, instance, content in _atoms(group):
        inside = inside or kind == _STORE
        if inside and kind == _STORE_ENTRY:
            found.append(_entry(content))
        elif inside and kind in _BLIPS:
            found.append((kind, instance, content))
    return found


def _entry(content: bytes) -> tuple[int, int, bytes]:
    """The blip within an entry of the store: after 36 bytes and a name."""
    if len(content) < 44:
        return 0, 0, b""
    place = 36 + content[33]
    if place + 8 > len(content):
        return 0, 0, b""
    head, kind, size = struct.unpack_from("<HHI", content, place)
    return kind, head >> 4, content[place + 8 : place + 8 + size]


def _shapes(drawing: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """Number of the picture (from one) and (row, column) of the middle of each shape that shows one."""
    number = 0
    anchor: tuple[int, int] | None = None
    for kind, instance, content in _atoms(drawing):
        if kind == _SHAPE:
            number = 0
        elif kind == _OPTIONS:
            number = _number(content, instance)
        elif kind == _ANCHOR and len(content) >= 18:
            left, _, top, _, right, _, bottom = struct.unpack_from("<7H", content, 2)[:7]
            anchor = (top + bottom) // 2, (left + right) // 2
        if number and anchor and kind in (_ANCHOR, _CHILD_ANCHOR):
            yield number, anchor


def _number(content: bytes, count: int) -> int:
    """Which picture the options of a shape name; 0 for none."""
    for place in range(0, min(count * 6, len(content) - 5), 6):
        key, value = struct.unpack_from("<HI", content, place)
        if key & 0x3FFF == _PICTURE_NUMBER:
            return int(value)
    return 0


def _file(kind: int, instance: int, content: bytes) -> tuple[str, bytes] | None:
    """Ending and bytes of a photograph; None for drawings of Windows, bitmaps, and what is damaged or too large."""
    ending = _KINDS.get(kind)
    if ending is None:
        return None
    data = content[33:] if instance in _TWO_DIGESTS else content[17:]
    return (ending, data) if len(data) <= MOST_BYTES and data.startswith(_STARTS[ending]) else None
