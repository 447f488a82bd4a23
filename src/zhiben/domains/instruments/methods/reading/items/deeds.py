"""Short headings cut from a sentence."""

import re

LONGEST = 30
_SHORTEST = 16
_LEADING = re.compile(
    r"^(?:20\d\d年(?:年?[底末])?(?:之?前|以前)?|\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前?|(?:上午|下午)?\d{1,2}[时点](?:之?前|以前)|年[底末](?:之?前|以前)|"
    r"分别|各(?=组织|开展|进行|召开|完成)|[一二三四五六七八九十\d]+次(?!性)|[，。；、：\s\d()%,*\-]|至少|不少于|应当|必须|应(?!急)|要(?!求|点|素)|将(?!军)|"
    r"都(?!市)|均|需(?!求)|并(?!网|联)|且|每[年月季周日天](?:度)?|的|了|和(?!谐|解|平)|及(?!时|早)|与(?!会)|或(?!有)|[底末初](?=[，前形开组向集统制])|"
    r"[一二两三四五六七八九十\d]+次(?!性)|内(?=[^部外设河涝业审控])|之前|以前|前(?=[，完推建实全形]))+"
)
_OTHER_CASE = re.compile(r"[（(][^（）()]*(?:每|至少|不少于|前)[^（）()]*[）)]")
_BREAK = re.compile(r"[，。；：,;]|、(?=每|按[月季年周日])|(?<=[一-龥])\.(?=[一-龥]|$)")
_NUMERAL = re.compile(
    r"^(?:\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前?|[一二三四五六七八九十]+是|\d+[.．、])"
)
_SETTING = re.compile(
    r".*(?:牵头|配合)$|^(?:通过|按照?|结合|依据|根据|依托|围绕|聚焦|以(?!案)|在(?!线)|针对|为(?!.*开展)|综合运用|充分运用|采取|采用|遵循|落实《|对照|依法|"
    r"三年行动期间|坚持|贯彻落实|认真贯彻|利用)(?!.{0,40}(?:建立|制定|完成|开展|组织|推动|实现|完善|建成|出台|加强|强化|提升))"
)
_BY_THE_WAY = re.compile(r"同时|其中|此外|另外|今年|今后|确保|力争|年内|下同|同步")
_SUBJECT = re.compile(r"^[^，。；“”]{4,40}?(?:必须|应当|(?<![主重需])[要应须](?![求急素点害]))(?=.{6})")
_TRAILING = re.compile(r"[，、。；：\s]*(?:到|至|于|并|并于|力争|争取|力争到)?$")
_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》"))
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_WAY = re.compile(
    r"^(?:通过|采取|利用|运用|依托|结合|按照|根据|依据)[^，。；]{2,40}?(?:等?(?:方式|形式|渠道|手段|途径|方法|要求|规定|原则|平台))[，]?(?=.{4})"
)
_VERBS = (
    "组织开展|组织实施|组织|开展|召开|举办|进行|参加|完成|建立健全|建立|健全|制定|完善|建成|建设|出台|推动|推进|实现|落实|编制|加强|强化|"
    "修订|选取|选聘|评定|实施|听取|打造|发布|更新|配备|深化|提升"
)
_MODIFIED = re.compile(
    rf"^(?P<verb>(?:至少)?(?:{_VERBS})(?:不少于)?(?:[一二两三四\d]+[次期场轮])?).{{6,}}的(?P<head>[^的，。；、“”《》（）()]{{4,14}})$"
)
_CUTS = re.compile(rf"、|(?:以及|或者|[和及与并])(?!时|谐|平|网)|(?=(?:{_VERBS})[^度化])|(?<=的)|(?=[对将])")


def heading(text: str) -> str:
    """A heading of at most thirty characters: the first clause that says what is done."""
    text = _OTHER_CASE.sub("", _NUMERAL.sub("", text[:200].strip()))
    text = _LEADING.sub("", text)
    clauses = [one for one in _BREAK.split(text) if one]
    while len(clauses) > 1 and (
        _SETTING.match(clauses[0]) or len(clauses[0]) < 2 or _BY_THE_WAY.fullmatch(clauses[0])
    ):
        clauses.pop(0)
    first = _LEADING.sub("", clauses[0]) if clauses else ""
    return balanced(_TRAILING.sub("", shortened(_TRAILING.sub("", first))))


_SAYS_NOTHING = re.compile(
    r".?|个课时|[个次项家名处].?|(?:组织|开展|进行|完成|实现|建立|建成|新建|新增|配备|达到|不少于|至少|上报|填报|报送|提交|办结|每.)(?:[一二两三四\d]+次)?"
)


def telling(found: str, sentence: str) -> str:
    """The heading, or that of the whole sentence where the words found say nothing by themselves."""
    return heading(sentence) or found if _SAYS_NOTHING.fullmatch(found) else found


def shortened(text: str) -> str:
    """The words without asides, without the way it is done, and at last up to a joint of the sentence."""
    for shorter in (_without_asides, _without_way, _without_subject, _without_middle):
        if len(text) <= LONGEST:
            return text
        text = shorter(text)
    return text if len(text) <= LONGEST else _up_to_joint(text)


def _without_asides(text: str) -> str:
    bare = _ASIDE.sub("", text)
    return bare if len(bare) >= 4 else text


def _without_way(text: str) -> str:
    return _LEADING.sub("", _WAY.sub("", text))


def _without_subject(text: str) -> str:
    """`各省管企业要全面…`: whom it is for stands in the sentence."""
    return _LEADING.sub("", _SUBJECT.sub("", text))


def _without_middle(text: str) -> str:
    """`组织…的业务培训` is a training: the verb and what it ends in."""
    found = _MODIFIED.match(text)
    return f"{found['verb']}{found['head']}" if found else text


def _up_to_joint(text: str) -> str:
    """Cut where a list or another clause begins; an ellipsis says that more follows."""
    kept = text[: LONGEST - 1]
    joints = [found.start() for found in _CUTS.finditer(text) if _SHORTEST <= found.start() < LONGEST]
    if joints:
        place = joints[-1]
        kept = text[:place].rstrip("的和及与并、")
        kept += "等" if text[place] == "、" and not kept.endswith("等") else "…"
    else:
        kept += "…"
    return _closed(kept)


def _closed(text: str) -> str:
    """Close the quotation that the cut left open."""
    for opening, closing in _PAIRS:
        if text.count(opening) > text.count(closing):
            end = text.rfind(opening)
            inside = text[end + 1 :].rstrip("等…")[: LONGEST - 3 - end]
            kept = f"{text[:end]}{opening}{inside}…{closing}"
            text = kept if len(inside) > 1 else f"{text[:end].rstrip('、')}…"
    return text


def measure(text: str) -> str:
    """The heading of a number: what is measured stands at the end, whom it is for before it."""
    if len(text) <= LONGEST:
        return heading(text)
    places = [found.end() for found in re.finditer(r"[、的]|以及|[和与]|及(?!以)", text)]
    ends = [place for place in places if 6 <= len(text) - place <= LONGEST]
    return heading(text[ends[0] :] if ends else text)


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
