"""What lies over the cells of a register: cells merged over several rows, and pictures. Kept, and given back."""

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter

from zhiben.domains.hazards.methods.register.shapes import Head, Sheet, Span

SPANS = 20_000
_HEIGHT, _WIDTH, _GAP = 80, 112, 3
"""Pixels of a row and of a column with pictures, and between pictures."""
_EMU = 9_525
"""Units of a drawing in a pixel."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture on a row (from zero, below the head) and a column."""

    row: int
    column: int
    data: bytes


def data_spans(sheet: Sheet, head: Head) -> list[list[int]]:
    """Cells merged over several rows below the head: first and last row as offices count, first and last column."""
    width = max(len(head.paths), 1)
    found = [
        [span.top + 1, span.bottom + 1, span.left, span.right]
        for span in sheet.merged
        if head.bottom < span.top < span.bottom and span.right - span.left + 1 <= max(1, width * 0.7)
    ]
    return sorted(found)[:SPANS]


def spans_again(
    spans: Mapping[str, Sequence[Sequence[int]]], places: Mapping[tuple[int, int], int]
) -> list[Span]:
    """The merges where their rows stand now. `spans`: by register; `places`: (register, row) -> row, from zero.

    Rows that are not there are passed over; a merge of one row that is left is none, unless it goes across.
    """
    made = []
    for register, given in spans.items():
        for top, bottom, left, right in given:
            rows = [places[one] for row in range(top, bottom + 1) if (one := (int(register), row)) in places]
            if rows and (len(rows) > 1 or right > left):
                made.append(Span(min(rows), max(rows), left, right))
    return made


def merge_again(sheet: Any, spans: Iterable[Span], below: int) -> None:
    """Merge the cells of a worksheet whose data begin below so many rows."""
    for span in spans:
        sheet.merge_cells(
            start_row=below + span.top + 1,
            end_row=below + span.bottom + 1,
            start_column=span.left + 1,
            end_column=span.right + 1,
        )


def lay_pictures(sheet: Any, pictures: Sequence[Laid], below: int) -> None:
    """Lay pictures on the cells of a worksheet, side by side where a cell has several."""
    several = Counter((one.row, one.column) for one in pictures)
    placed: Counter[tuple[int, int]] = Counter()
    for one in pictures:
        cell = one.row, one.column
        width = (_WIDTH - _GAP) // several[cell] - _GAP
        image = _fitted(one.data, max(width, 8), _HEIGHT - 2 * _GAP)
        left = _GAP + placed[cell] * (width + _GAP)
        placed[cell] += 1
        image.anchor = OneCellAnchor(
            _from=AnchorMarker(one.column, left * _EMU, below + one.row, _GAP * _EMU),
            ext=XDRPositiveSize2D(image.width * _EMU, image.height * _EMU),
        )
        sheet.add_image(image)
    for row in {one.row for one in pictures}:
        sheet.row_dimensions[below + row + 1].height = _HEIGHT * 0.75
    for column in {one.column for one in pictures}:
        wide = sheet.column_dimensions[get_column_letter(column + 1)]
        wide.width = max(wide.width or 0, _WIDTH / 7)


def _fitted(data: bytes, width: int, height: int) -> Any:
    """A picture no wider and no higher than its place, in its own proportions."""
    image: Any = Image(io.BytesIO(data))
    share = min(width / image.width, height / image.height, 1.0)
    image.width, image.height = max(1, int(image.width * share)), max(1, int(image.height * share))
    return image
