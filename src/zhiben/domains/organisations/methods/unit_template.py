"""The empty table that people fill in and hand back."""

import io
from collections.abc import Sequence

import xlsxwriter

_LAST = 1_048_575


def template(headings: Sequence[str], kinds: Sequence[str], sectors: Sequence[str]) -> bytes:
    """An .xlsx with the headings, lists to choose kind (third column) and sector (fourth) from."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet, words = book.add_worksheet("单位"), book.add_worksheet("填写说明")
    bold, text = book.add_format({"bold": True, "bg_color": "#E9ECEF"}), book.add_format({"num_format": "@"})
    sheet.set_column(0, len(headings) - 1, 18, text)
    for position, heading in enumerate(headings):
        sheet.write_string(0, position, heading, bold)
    sheet.freeze_panes(1, 0)
    for position, choices in enumerate((kinds, sectors)):
        words.write_string(0, position, headings[2 + position], bold)
        for line, word in enumerate(choices, start=1):
            words.write_string(line, position, word)
        column = "AB"[position]
        source = f"='填写说明'!${column}$2:${column}${len(choices) + 1}"
        sheet.data_validation(1, 2 + position, _LAST, 2 + position, {"validate": "list", "source": source})
    words.set_column(0, 1, 24)
    book.close()
    return target.getvalue()
