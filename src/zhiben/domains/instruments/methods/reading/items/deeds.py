"""Short headings cut from a sentence."""

import re

LONGEST = 30
_LEADING = re.compile(
    r"^(?:\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前?|[一二三四五六七八九十\d]+次(?!性)|[，。；、：\s\d()%,*\-]|至少|不少于|应当|必须|应(?!急)|要(?!求)|将(?!军)|都|均|需|并(?!网)|且|每[年月季周日天](?:度)?|"
    r"[一二两三四五六七八九十\d]+次(?!性)|内|之前|以前|前(?=[，完推建实全形])|底(?=[，前]))+"
)
_BREAK = re.compile(r"[，。；：,;]")
_NUMERAL = re.compile(
    r"^(?:\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前?|[一二三四五六七八九十]+是|\d+[.．、])"
)
_SETTING = re.compile(
    r".*(?:牵头|配合)$|^(?:通过|按照?|结合|依据|根据|依托|围绕|聚焦|以(?!案)|在(?!线)|针对|为(?!.*开展)|综合运用|充分运用|采取|采用|遵循|落实《|对照|依法|"
    r"三年行动期间|坚持|贯彻落实|认真贯彻|利用)(?!.{0,40}(?:建立|制定|完成|开展|组织|推动|实现|完善|建成|出台|加强|强化|提升))"
)
_TRAILING = re.compile(r"[，、。；：\s]*(?:到|至|于|并|并于|力争|争取|力争到)?$")
_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》"))


def heading(text: str) -> str:
    """A heading of at most thirty characters: the first clause that says what is done."""
    text = _LEADING.sub("", _NUMERAL.sub("", text[:200].strip()))
    clauses = [one for one in _BREAK.split(text) if one]
    while len(clauses) > 1 and (_SETTING.match(clauses[0]) or len(clauses[0]) < 4):
        clauses.pop(0)
    first = _LEADING.sub("", clauses[0]) if clauses else ""
    return balanced(_TRAILING.sub("", first)[:LONGEST])


def balanced(text: str) -> str:
    """Cut a bracket or quotation that the shortening left open."""
    text = text.replace("（）", "").replace("()", "")
    for opening, closing in _PAIRS:
        last = text.rfind(opening)
        if last > 5 and closing not in text[last:]:
            text = text[:last]
        elif last >= 0 and closing not in text[last:]:
            text = text.replace(opening, "")
        if closing in text and opening not in text:
            text = text.replace(closing, "")
    return text.rstrip("，。；：、")
