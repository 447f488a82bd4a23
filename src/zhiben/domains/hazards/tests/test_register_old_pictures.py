"""Pictures of an .xls: those of a real book are read where they lie, and a damaged one does no harm."""

import io
import random
import struct
from pathlib import Path

import pytest
from PIL import Image

from zhiben.core.errors import Refusal
from zhiben.domains.hazards.methods.register.old_pictures import _stream, pictures_in
from zhiben.domains.hazards.methods.register.propose import propose
from zhiben.domains.hazards.methods.register.read import read_book
from zhiben.domains.hazards.methods.register.rows import read_rows

BOOK = Path(__file__).parent / "registers" / "old_pictures.xls"
"""Saved by LibreOffice Calc: a cover with a picture, a register with four, one of them longer than a record."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return BOOK.read_bytes()


def test_pictures_lie_on_their_cells(data: bytes) -> None:
    book = read_book(data, "old_pictures.xls")
    assert [(sheet.name, len(sheet.pictures)) for sheet in book.sheets] == [("说明", 1), ("台账", 4)]
    assert [(one.row, one.column) for one in book.sheets[1].pictures] == [(2, 4), (2, 5), (3, 4), (4, 5)]
    seen = [Image.open(io.BytesIO(one.data)) for one in book.sheets[1].pictures]
    assert [(image.format, image.size) for image in seen] == [("JPEG", (160, 120)), *[("PNG", (64, 48))] * 3]
    seen[0].load()
    colours = [image.convert("RGB").getpixel((10, 10)) for image in seen[1:]]
    assert colours == [(0, 128, 0), (255, 0, 0), (0, 128, 0)]
    assert book.told == []


def test_pictures_belong_to_their_rows(data: bytes) -> None:
    book = read_book(data, "old_pictures.xls")
    proposal = propose(book)
    assert proposal.mapping.columns == (
        *("serial", "unit", "description", "found_day"),
        *("photo", "photo", "state", "done_day"),
    )
    reading = read_rows(book.sheets[1], proposal.mapping)
    assert [(entry.row, len(entry.pictures)) for entry in reading.entries] == [(3, 2), (4, 1), (5, 1)]


def test_a_book_without_pictures_and_one_of_another_kind() -> None:
    assert pictures_in(b"").of_sheets == []
    assert pictures_in(struct.pack("<HHHH", 0x409, 4, 0, 0)).of_sheets == []


def test_what_is_no_photograph_is_counted(data: bytes) -> None:
    """A blip of another kind (a drawing of Windows) is told of, the others are read."""
    stream = _stream(data)
    place = stream.index(struct.pack("<H", 0xF01D), stream.index(b"JFIF") - 60)
    found = pictures_in(stream[:place] + struct.pack("<H", 0xF01A) + stream[place + 2 :])
    assert (found.others, [len(sheet) for sheet in found.of_sheets]) == (1, [1, 3])


def test_a_book_cut_off_anywhere_is_refused_or_read(data: bytes) -> None:
    for end in range(0, len(data), 331):
        try:
            read_book(data[:end], "old_pictures.xls")
        except Refusal:
            continue
    stream = _stream(data)
    counts = [sum(map(len, pictures_in(stream[:end]).of_sheets)) for end in range(0, len(stream), 257)]
    assert counts == sorted(counts)
    assert set(counts) >= {0, 1}


def test_a_damaged_book_does_no_harm(data: bytes) -> None:
    draw, stream = random.Random(20261122), _stream(data)
    for _ in range(1500):
        damaged = bytearray(stream)
        for _ in range(draw.randrange(1, 12)):
            damaged[draw.randrange(len(damaged))] = draw.choice((0, 1, 0x7F, 0xFF, draw.randrange(256)))
        found = pictures_in(bytes(damaged))
        assert sum(map(len, found.of_sheets)) <= 2000
        assert all(one.row >= 0 and one.column >= 0 for sheet in found.of_sheets for one in sheet)
    for _ in range(100):
        whole = bytearray(data)
        for _ in range(draw.randrange(1, 6)):
            whole[draw.randrange(len(whole))] = draw.randrange(256)
        try:
            read_book(bytes(whole), "old_pictures.xls")
        except Refusal:
            continue


def test_lengths_that_lie_end_the_reading() -> None:
    """A container that says it holds four gigabytes, and a store that names itself."""
    start = struct.pack("<HHHHII", 0x809, 16, 0x600, 5, 0, 0) + bytes(4)
    group = struct.pack("<HHI", 0xF, 0xF000, 0xFFFFFFFF) * 500
    record = struct.pack("<HH", 0xEB, len(group)) + group
    sheet = struct.pack("<HHI", 0x85, 6, 0) + b"\0\0"
    assert pictures_in(start + record + sheet + struct.pack("<HH", 0x0A, 0)).others == 0


def test_a_broken_compound_file_is_refused() -> None:
    with pytest.raises(Refusal):
        read_book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "x.xls")
