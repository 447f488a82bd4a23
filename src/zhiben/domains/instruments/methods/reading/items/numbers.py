"""Numbers as plans print them: 12, 2.5万, 两, 十二, 百分之九十."""

import re

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
NUMERAL = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3})"
SCALE = {"": 1, "万": 10_000, "千": 1_000, "百": 100}


def number(printed: str) -> int | float:
    """Read an Arabic or a Chinese numeral below one hundred."""
    if printed[0].isdigit():
        value = float(printed)
        return int(value) if value.is_integer() else value
    tens, mark, ones = printed.partition("十")
    if not mark:
        return DIGITS[printed[0]]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def scaled(printed: str, scale: str) -> int | float:
    """Apply a printed 万, 千 or 百 to a numeral."""
    value = number(printed) * SCALE[scale]
    return int(value) if float(value).is_integer() else value


PERCENT = re.compile(r"(?P<value>\d+(?:\.\d+)?)%|百分之(?P<words>[一二三四五六七八九十百]{1,4})")


def percent(match: re.Match[str]) -> int | float:
    """The value of a printed share."""
    if match["value"]:
        return number(match["value"])
    return 100 if "百" in match["words"] else number(match["words"])
