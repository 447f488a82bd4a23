"""Numbers as plans print them: 12, 2.5万, 两, 十二, 三百, 百分之九十, 九成."""

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
    """Read an Arabic or a Chinese numeral below one thousand."""
    if printed[0].isdigit():
        value = float(printed)
        return int(value) if value.is_integer() else value
    hundreds, mark, rest = printed.rpartition("百")
    above = DIGITS.get(hundreds, 1) * 100 if mark else 0
    tens, mark, ones = rest.lstrip("零").rpartition("十")
    return above + (DIGITS.get(tens, 1) * 10 if mark else 0) + DIGITS.get(ones[:1], 0)


def scaled(printed: str, scale: str) -> int | float:
    """Apply a printed 万, 千 or 百 to a numeral."""
    value = number(printed) * SCALE[scale]
    return int(value) if float(value).is_integer() else value


PERCENT = re.compile(
    r"(?<!\d)(?P<value>\d+(?:\.\d+)?)(?P<sign>[%‰])|百分之(?P<words>[一二三四五六七八九十百]{1,4})(?:点(?P<part>[零一二三四五六七八九]))?"
    r"|(?<![一二三四五六七八九十几])(?P<tenths>[一二三四五六七八九])成(?=以上|以下|[，。；、]|$)"
)


def percent(match: re.Match[str]) -> int | float:
    """The value of a printed share."""
    if match["value"]:
        return number(match["value"])
    if match["tenths"]:
        return number(match["tenths"]) * 10
    whole = 100 if "百" in match["words"] else number(match["words"])
    return whole + DIGITS[match["part"]] / 10 if match["part"] else whole
