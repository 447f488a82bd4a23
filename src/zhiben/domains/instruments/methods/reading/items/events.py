"""Duties that wait for an event: an accident elsewhere, named criticism, a holiday, bad weather, a change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numbers import NUMERAL, number
from .sentences import Piece

_ACT = (
    "停止|撤离|转移|关闭|禁止|停工|组织|开展|安排|部署|检查|排查|整改|报告|谈话|约谈|制定|修订|更新|培训|加强|强化|召开|会商|研判|上报|通报|公布|公开|公示|评估|演练|报|"
    "启动|办结|答复|处理|结案|挂牌|督办|查处|处置|救援|赶赴|追究|倒查|疏散|上岗|完成|立案|吊销|暂停|补充|演习|清理|巡检|"
    "核查|复查|执行|带班|值守|停产|进行|采取|警示|巡查|告知|抽查|验收|暗访|督导|完善|录入|移送|移交|反馈|整治|组织力量|举一反三"
)
_ACTS = re.compile(_ACT)
_PATTERNS = (
    re.compile(
        r"(?P<event>(?:同行业|同类|本行业)?(?:异地|外地|其他地区|其它地区|国内外|国内|省内外|省外|市外|其他单位|同类企业|同行业)(?:发生|出现)[^，。；]{0,16}?(?:事故|事件))(?:后|时|的)?[，]"
    ),
    re.compile(
        r"(?P<event>[^，。；：()]{0,28}?被[^，。；]{0,14}?点名批评(?:[、和或]?(?:被)?(?:通报|约谈|督办|曝光))*(?:等情形)?)的?[，]?"
    ),
    re.compile(
        r"(?P<event>(?:凡是?|对)?发生(?!过)[^，。；]{0,26}?(?:事故|险情|事件)(?:的[^，。；]{2,14})?)(?:后|时|的)?[，](?=[^。；]{0,10}?(?:一律|必须|要(?!求)|应|立即|组织|开展))"
    ),
    re.compile(
        r"(?P<event>(?:在|围绕|聚焦)?[^，。；：()]{0,40}?(?:节假日|节日|重大活动|重要活动|敏感时期|全国两会|两会|春节|国庆节?|清明节?|重点时段|重要时段|重要时间节点|关键节点|重大节点|农时|农忙|寒暑假|小长假|长假|旺季|复工复产|开工|开学|汛期|汛|节)(?:来临)?(?:之前|以前|前夕|前|期间)|(?:每逢|逢)(?:重大|法定)?(?:节假日|节日|节庆|重大活动|周末|集会))(?=[，都要应须必组开全各集进加])"
    ),
    re.compile(r"(?P<event>(?:重点时段|重要时段|特殊时段|敏感时期)(?:或|和)?(?:研判)?[^，。；]{0,20}?时)，"),
    re.compile(r"(?:^|(?<=[，；。]))(?P<event>(?:在)?重点时段)(?=加强|强化|，|安排|组织|开展)"),
    re.compile(
        r"(?P<event>[^，。；：()]{0,20}?(?:恶劣天气|极端天气|灾害性天气|强降雨|暴雨|大风|高温|寒潮|预警)(?:预警)?(?:信息|信号|响应)?(?:发布|来临|到来|期间|下|启动|影响)?(?:前|后|时|期间))(?=[，要应须及立停撤组开])"
    ),
    re.compile(
        r"(?P<event>[^，。；：()]{0,20}?(?:法律|法规|标准|规程|规范|办法|条例|预案)[^，。；：()]{0,8}?(?:修订|修改|出台|颁布|发布|变化)(?:后|时))(?=[，要应须及])"
    ),
    re.compile(
        r"(?P<event>[^，。；：()]{2,30}?(?:之前|前|后|时))，?(?=(?:都|均|应当?|必须|须|要(?!求|素|害))[^。；]{0,6}(?:必须)?(?:进行|开展|组织|参加|报告|编制|评估|培训|检查|制定|验收|立即|及时))"
    ),
)
_PERIODIC = re.compile(r"每(?:[年月季周日天]|学期|半[年月])")
_WITHIN = re.compile(
    rf"(?P<event>[^，。；：]{{2,40}}?(?:之日起|之日|后的?|决定|之时起|起|变更|发生))?(?:在|，)?(?P<n>{NUMERAL})个?(?P<unit>工作日|自然日|日|天|小时)(?:之内|以内|内)"
)
_FILTER = re.compile(
    r"发生|点名|节|农时|农忙|假|旺季|时段|两会|汛|天气|预警|修订|修改|出台|颁布|发布|变化|调整|暴雨|大风|高温|寒潮|降雨|前|后|时|日内|天内|小时内|日之内|敏感"
)
_REFUSED = re.compile(
    r"20\d\d|年底|每[年月季周日天]|(?<!项)目前|以前|此前|提前|\d月|之后年|事后|今后|最后|背后|落后|及时|同时|平时|随时|适时|实时|按时|定时|临时|限时|有时|不定时|小时|前后|当前|空前|向前|超前|岗前|售后|"
    r"准时|前端|前提|工时|学时|课时|目标|先后|日前|战时|届时|全时|时时|超时|逾时|暂时|时间|生前"
)


@dataclass(frozen=True)
class Occasion:
    """A printed event with the words that follow it."""

    start: int
    end: int
    event: str
    within: int | None
    action: str


def occasions(piece: Piece) -> list[Occasion]:
    """All events of a piece on which something has to be done."""
    text = piece.plain
    if not _FILTER.search(text):
        return []
    found: list[Occasion] = list(_terms(text))
    for index, pattern in enumerate(_PATTERNS):
        for one in pattern.finditer(text):
            if all(one.end("event") <= other.start or one.start("event") >= other.end for other in found):
                found.extend(_occasion(text, one, index))
    return sorted(found, key=lambda one: one.start)


def _terms(text: str) -> Iterator[Occasion]:
    """`作出决定5个工作日内…`: an act within some days of an event."""
    named = ""
    for one in _WITHIN.finditer(text):
        if not _ACTS.search(text[one.end() :][:40]):
            continue
        event = (one["event"] or "").strip() or _last_words(text[: one.start()])
        if _WEAK.search(event):
            # 并在30日内…: the event is the one named before it in the sentence.
            event = named or _named_before(text[: one.start()])
        days = _days(one)
        if event and not _PERIODIC.search(event):
            named = event
            yield Occasion(one.start(), one.end(), _trim(event), days, text[one.end() :])


def _last_words(before: str) -> str:
    """The words of the same clause before a term."""
    return re.split(r"[，；。]", before)[-1][-24:]


def _named_before(before: str) -> str:
    """The event that stands in an earlier clause of the sentence."""
    earlier = _OCCURRED.search(before)
    if earlier:
        return earlier["event"]
    clauses = [one for one in re.split(r"[，；。]", before) if len(one) > 3]
    return clauses[-1] if clauses else ""


_WEAK = re.compile(r"^(?:并|且|应当?|要|须|必须|在|于|和|及|、)*$|^[^，]{0,3}并$|，并?应?当?在?$")
_OCCURRED = re.compile(r"(?P<event>(?:发生|出现|接到|收到|发现)[^，。；]{1,20}?)(?:后|时|的)，?")
_LAST_GENERAL = 8


def _days(one: re.Match[str]) -> int | None:
    """A term in days; hours only where they make whole days."""
    count = int(number(one["n"]))
    if one["unit"] != "小时":
        return count
    return count // 24 if count % 24 == 0 else None


def _occasion(text: str, one: re.Match[str], index: int) -> Iterator[Occasion]:
    event = one["event"]
    if (
        (index == _LAST_GENERAL and _REFUSED.search(event))
        or re.search(r"20\d\d年|□", event)
        or _PERIODIC.search(event)
    ):
        return
    action = text[one.end() :]
    if index in (1,) and not action.strip("。；，"):
        action = event
    if _ACTS.search(action[:60]):
        yield Occasion(one.start("event"), one.end("event"), _trim(event), None, action.replace("□", ""))


def _trim(event: str) -> str:
    event = re.sub(
        r"^[^，、]{2,24}?(?:在|于)(?=[^，]{0,30}(?:节|两会|时段|活动|汛|前|收到|接到|发生|变更|作出|接报|之日))",
        "",
        event,
    )
    return re.sub(r"^(?:应当|应|要|须|必须|在|围绕|聚焦|凡是|自|于|对|并)+(?!急)", "", event).strip(
        "，、。 "
    )[-40:]
