"""Writes the old .xls format (BIFF8 in a compound file): enough of it for a register of an office."""

import struct

Cells = dict[tuple[int, int], str | float]
Merge = tuple[int, int, int, int]

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _sheet(cells: Cells, merged: list[Merge], hidden_columns: tuple[int, ...]) -> bytes:
    rows, columns = max(r for r, _ in cells) + 1, max(c for _, c in cells) + 1
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for column in hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0))
    out += _record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))
    for (row, column), value in sorted(cells.items()):
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            out += _record(0x204, place + _text(value))
        else:
            out += _record(0x203, place + struct.pack("<d", value))
    spans = [struct.pack("<HHHH", top, bottom, left, right) for top, bottom, left, right in merged]
    if spans:
        out += _record(0xE5, struct.pack("<H", len(spans)) + b"".join(spans))
    return out + _record(0x0A, b"")


def _workbook(name: str, sheet: bytes) -> bytes:
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x42, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    entry = struct.pack("<HBB", 0, len(name), 1) + title
    start = len(head) + 4 + 4 + len(entry) + 4
    return head + _record(0x85, struct.pack("<I", start) + entry) + _record(0x0A, b"") + sheet


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def book(name: str, cells: Cells, merged: list[Merge], hidden_columns: tuple[int, ...] = ()) -> bytes:
    """One sheet as an .xls; places from zero, merges as (top, bottom, left, right)."""
    stream = _workbook(name, _sheet(cells, merged, hidden_columns)).ljust(4096, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    directory += 2 * _entry("", 0, _FREE, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    return header.ljust(_SECTOR, b"\xff") + table + directory + stream
