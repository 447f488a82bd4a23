"""Short headings cut from a sentence."""

import re

LONGEST = 30
_LEADING = re.compile(
    r"^(?:[，。；、：\s\d()]|至少|不少于|应当|必须|应(?!急)|要(?!求)|将(?!军)|都|均|需|并(?!网)|且|每[年月季周日天](?:度)?|"
    r"[一二两三四五六七八九十\d]+次(?!性)|内|之前|以前|前(?=[，完推建实全形])|底(?=[，前]))+"
)
_BREAK = re.compile(r"[，。；：]")
_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+是|\d+[.．、])")
_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》"))


def heading(text: str) -> str:
    """A heading of at most thirty characters: the first clause that says something."""
    text = _LEADING.sub("", _NUMERAL.sub("", text.strip()))
    position = 0
    for found in _BREAK.finditer(text):
        if found.start() >= 6:
            position = found.start()
            break
    return balanced((text[:position] if position else text).rstrip("。；，：、 ")[:LONGEST])


def balanced(text: str) -> str:
    """Cut a bracket or quotation that the shortening left open."""
    for opening, closing in _PAIRS:
        last = text.rfind(opening)
        if last > 5 and closing not in text[last:]:
            text = text[:last]
        elif last >= 0 and closing not in text[last:]:
            text = text.replace(opening, "")
        if closing in text and opening not in text:
            text = text.replace(closing, "")
    return text.rstrip("，。；：、")
