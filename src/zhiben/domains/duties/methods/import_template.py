"""The empty table of activities that people fill in and hand back."""

import io
from collections.abc import Sequence

import xlsxwriter

_LAST = 1_048_575
_CHOSEN = (2, 4)
"""The columns for which there are words to choose from: kind of activity, post."""


def template(headings: Sequence[str], kinds: Sequence[str], posts: Sequence[str]) -> bytes:
    """An .xlsx with the headings, and lists to choose the kind of activity and the post from."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet, words = book.add_worksheet("履职活动"), book.add_worksheet("填写说明")
    bold, text = book.add_format({"bold": True, "bg_color": "#E9ECEF"}), book.add_format({"num_format": "@"})
    sheet.set_column(0, len(headings) - 1, 18, text)
    for position, heading in enumerate(headings):
        sheet.write_string(0, position, heading, bold)
    sheet.freeze_panes(1, 0)
    for place, (position, choices) in enumerate(zip(_CHOSEN, (kinds, posts), strict=True)):
        words.write_string(0, place, headings[position], bold)
        for line, word in enumerate(choices, start=1):
            words.write_string(line, place, word)
        column = "AB"[place]
        source = f"='填写说明'!${column}$2:${column}${len(choices) + 1}"
        sheet.data_validation(1, position, _LAST, position, {"validate": "list", "source": source})
    words.write_string(0, 2, "说明", bold)
    for line, said in enumerate(_SAID, start=1):
        words.write_string(line, 2, said)
    words.set_column(0, 2, 28)
    book.close()
    return target.getvalue()


_SAID = (
    "单位名称、统一社会信用代码填一项即可；本单位（本部门）的活动两项都不填。",
    "活动类型、完成日期必填；日期写作 2026-03-05。",
    "学时只填数字；同一天多次活动分行填写。",
    "发现的隐患请另在隐患台账登记。",
)
