"""Who leads and who supports, as the text puts it in parentheses or on a line of its own."""

import re
from dataclasses import dataclass

from ..model import Clause
from .sentences import compact

_INNER = r"(?:[^()]|\([^()]*\))*?"
_END = (
    r"(?:牵头|负责|配合|组织实施|参与|参加|协助|承担|落实|不再列出|不再一一列出|主办|协办|负责落实|牵头负责)"
)
_ASIDE = re.compile(rf"\((?P<inner>{_INNER}{_END})[。]?(?:[；，][^()]{{0,20}}(?:前|底|完成|坚持|推进|月))?\)")
_LABEL = re.compile(
    r"^[(\[【]?(?P<label>牵头(?:责任)?(?:单位|部门|处室|领导)|主?责任(?:单位|部门|主体|处室|科室|领导)|主[办责](?:单位|部门)|"
    r"(?:配合|参与|参加|协办|协助|支持)(?:单位|部门|处室))[】\])]?：(?P<names>.*)$"
)
_LABELS = re.compile(
    r"(?P<label>牵头(?:责任)?(?:单位|部门|处室|领导)|主?责任(?:单位|部门|主体|处室|科室|领导)|主[办责](?:单位|部门)|"
    r"(?:配合|参与|参加|协办|协助|支持)(?:单位|部门|处室))：(?P<names>(?:[^；。：()]|\([^()]*\))*?)(?=[；。)]|[，、]?(?:牵头|责任|配合|参与)(?:单位|部门)：|"
    r"[，、]?(?:完成|整改)?(?:时限|时间|期限|节点)：|$)"
)
_CARRIED = re.compile(
    r"以下(?:各项|任务)?均?(?:需|由|须)?(?P<names>[^，。；]{2,60}?)(?:配合|参与|协助)[，、]?(?:以下)?(?:均?不再|不再)"
)
_CARRIED_LATER = re.compile(r"以下(?:均)?不再(?:一一)?列出")
_ROLE = re.compile(
    r"(?P<names>.+?)(?P<role>(?:分别)?牵头(?:，?负责|组织实施|组织|落实)?或?(?:按(?:照)?(?:各自)?职责(?:分工)?负责)?"
    r"|按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实|配合|参与|组织实施)?|分工负责|(?:等)?(?:积极)?(?:配合|参与|参加|协助|协办)|主办|"
    r"(?:具体|共同|分别|牵头)?(?:负责|组织实施|承担|落实))$"
)
_ETC = re.compile(r"等(?=(?:区|市|县|省|镇|乡|街道|有关|相关|各|办事处|部门|单位|成员|安委会|其他))")
_RUN_ON = re.compile(r"(?<=办公室)(?=[^、，；()]{2,10}(?:办公室|局|中队|所)(?:[、，；]|$))")
_TAIL = re.compile(r"(?:等|等部门|等单位)$")


@dataclass(frozen=True)
class Bodies:
    """Those named by a clause; `later` support every clause that follows in the part."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def with_support(self, more: tuple[str, ...]) -> "Bodies":
        """The same bodies with those carried from a general clause."""
        kept = tuple(dict.fromkeys([*self.support, *(one for one in more if one not in self.lead)]))
        return Bodies(self.lead, kept, self.later)


def bodies(clause: Clause) -> Bodies | None:
    """The bodies a clause names for itself."""
    lead: list[str] = []
    support: list[str] = []
    later: list[str] = []
    for paragraph in clause.body or (clause.text,):
        if (
            "负责" in paragraph
            or "牵头" in paragraph
            or "配合" in paragraph
            or "：" in paragraph
            or ":" in paragraph
        ):
            _paragraph(_ascii(compact(paragraph)), lead, support, later)
    if not (lead or support or later):
        _written_out(clause, lead, support)
    if not (lead or support or later):
        return None
    return Bodies(_unique(lead), _unique([one for one in support if one not in lead]), _unique(later))


_BY_WHOM = re.compile(
    r"(?:^|(?<=[，；。]))[^，。；()]{0,30}?由(?P<names>[^，。；()]{2,30}?(?:局|办|办公室|委|队|所|站|中心|部|公司|校|厅|处|科|协会|学校|支队|大队))牵头"
    r"|^(?P<first>[^，。；()：]{2,30}?(?:局|办|办公室|委|队|所|站|中心|部|公司|厅|处|科))牵头[，：](?:(?P<second>[^，。；()]{2,40}?)(?:配合|参与|协助)[，：])?"
)


def _written_out(clause: Clause, lead: list[str], support: list[str]) -> None:
    """`由区应急局牵头`, `区应急局牵头，…`: named in the sentence itself."""
    if "牵头" not in clause.text:
        return
    for found in _BY_WHOM.finditer(_ascii(compact(clause.text))):
        lead.extend(names(found["names"] or found["first"]))
        support.extend(names(found["second"] or ""))


def is_label(paragraph: str) -> bool:
    """Whether a paragraph does nothing but name responsible bodies."""
    return _LABEL.match(_ascii(compact(paragraph))) is not None


def _ascii(text: str) -> str:
    text = text.replace("[", "(").replace("]", ")").replace("【", "(").replace("】", ")")
    return text.replace("（", "(").replace("）", ")").replace(":", "：").replace(",", "，").replace(";", "；")


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _paragraph(text: str, lead: list[str], support: list[str], later: list[str]) -> None:
    for found in _ASIDE.finditer(text):
        _aside(found["inner"], lead, support, later)
    if _LABEL.match(text) or re.search(r"[(。]" + _LABELS.pattern, text):
        _labels(list(_LABELS.finditer(text.strip("()"))), lead, support)


_FIRST_LEADS = re.compile(r"[，、](?:排名?|列)(?:在)?(?:第一|首)(?:位|个)?的?(?:单位|部门)?(?:为|是)牵头.*$")
_LEADS_AMONG = re.compile(r"\((?P<name>[^()]+)牵头\)")


def _labels(found: list[re.Match[str]], lead: list[str], support: list[str]) -> None:
    """责任单位 lead, unless others do by a label of their own or a remark that says who of them leads."""
    led = any(one["label"].startswith("牵头") and not one["label"].endswith("领导") for one in found)
    for one in found:
        label, listed = one["label"], one["names"]
        if label.endswith("领导"):
            continue
        first = _FIRST_LEADS.search(listed)
        among = _LEADS_AMONG.search(listed)
        every = names(_LEADS_AMONG.sub("", _FIRST_LEADS.sub("", listed)))
        helps = re.match("配合|参与|参加|协办|协助|支持", label) or (led and not label.startswith("牵头"))
        leaders = [] if helps else names(among["name"]) if among else every[:1] if first else every
        lead.extend(leaders)
        support.extend(name for name in every if name not in leaders)


def _aside(inner: str, lead: list[str], support: list[str], later: list[str]) -> None:
    carried = _CARRIED.search(inner)
    if carried:
        later.extend(names(carried["names"]))
        inner = inner[: carried.start()]
    inner = _CARRIED_LATER.split(inner)[0]
    held: list[str] = []
    for phrase in re.split(r"[，；。]", inner):
        found = _ROLE.match(phrase)
        if not found:
            held.append(phrase)
            continue
        before, _, beside = found["names"].partition("会同")
        listed = names("、".join([*held, before]))
        held = []
        leads = _leads(found["role"]) and not (found["role"] == "落实" and (lead or support))
        (lead if leads else support).extend(listed)
        support.extend(names(beside))


def _leads(role: str) -> bool:
    """牵头 and plain 负责 lead; 按职责分工 and 配合 do not."""
    return (
        role.startswith(("分别牵头", "牵头"))
        or ("职责" not in role and "分工" not in role and "负责" in role)
        or role
        in (
            "主办",
            "承担",
            "落实",
            "组织实施",
        )
    )


def names(listed: str) -> list[str]:
    """Split a printed list of bodies."""
    listed = _RUN_ON.sub("、", _ETC.sub("、", listed))
    parts = _outside(listed)
    bare = (_TAIL.sub("", _unclosed(part.strip(" 和及由"))) for part in parts)
    return [one.replace("(", "（").replace(")", "）") for one in bare if 2 <= len(one) <= 40]


def _unclosed(name: str) -> str:
    if name.count("(") == name.count(")"):
        return name
    return name.strip("()") if "(" in name[:1] or ")" in name[-1:] else name


def _outside(listed: str) -> list[str]:
    """Split at 、 and ， outside parentheses."""
    parts = [""]
    depth = 0
    for letter in listed:
        depth += (letter == "(") - (letter == ")")
        if letter in "、，；;,/" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
