"""Named phases with their days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import span
from .sentences import Piece

_WORDS = (
    "动员|部署|启动|准备|宣传|排查|整治|治理|攻坚|巩固|提升|总结|评估|验收|推动|推进|实施|提高|自查|督导|检查|整改|试点|推广|完善|"
    "深化|落实|收尾|评价|摸底|核查|执法|回头看|建设|集中|阶段|提质|强化|督查|考核|固化"
)
_NAMED = re.compile(
    rf"(?:^(?:\([一二三四五六七八九十\d]+\)|\d+[.．、]|[一二三四五六]是)?|(?<=[。；，、：]))(?P<name>(?:第[一二三四五六]阶段[：，、]?)?[^()，。；：]{{0,16}}(?:{_WORDS})[^()，。；：]{{0,6}}|第[一二三四五六]阶段)"
    r"[，：]?\((?P<span>[^()]*20\d\d年[^()]*)\)"
)
_COLON = re.compile(
    r"(?:^(?:\([一二三四五六七八九十\d]+\)|\d+[.．、]|[一二三四五六]是)?|(?<=[。；]))(?P<name>(?:第[一二三四五六]阶段|[^()，。；：]{2,14}阶段)(?:[：，、]?[^()，。；：\d]{0,12})?)[：，、]"
    r"(?P<span>(?:自|从)?20\d\d年[^，。；：]{0,24}?(?:月份?|日|底|底前|全年|年))(?=[，。；：]|$)"
)
_AHEAD = re.compile(
    r"^(?P<span>(?:自|从)?20\d\d年[^，。；：()为]{0,22}?)(?:[，：]|为|是|[，：]为)(?P<name>[^()，。；：为]{2,14}阶段)"
)
_YEAR = re.compile(
    r"(?P<span>20\d\d年)(?:是|为|定为|确定为)(?P<name>[^，。；《》]{2,18}年)[”\"]?(?=[，。；]|$)"
)
_TITLE = re.compile(r"阶段[。：]?$")
_STAGED = re.compile(
    rf"阶段|^[^()，。；：\d]{{0,12}}(?:{_WORDS})[^()，。；：\d]{{0,6}}\((?:自|从)?(?:1[0-2]|[1-9])月"
)
_NUMERAL = re.compile(r"^(?:[（(][一二三四五六七八九十]+[)）]|\d+[.．、]|[一二三四五六]是)")
_NO_YEAR = re.compile(r"\((?:自|从)?(?P<span>(?:1[0-2]|[1-9])月[\d年月日份至到\-底初前上下旬中末]*)\)")
_OPENING = re.compile(
    r"^(?:时间(?:安排)?：)?(?P<span>(?:自|从)?20\d\d年[\d年月日份至到\-底初上下旬中末]*(?:至|-|到)[\d年月日份底初上下旬中末]+)(?=[，。：；]|为|$)"
)
_REFUSED = re.compile(r"分.{1,3}个|方案|行动计划|规划|纲要|标准|办法|条例|《|》|印发|号$")
_SPAN_ONLY = re.compile(
    r"^(?:自|从)?(?:即日起?至|(?:本?方案)?(?:印发|发布|下发)之日起?至)?20\d\d年[\d年月日份至到\-底初前起全季度第一二三四上下半旬中末结束之]*(?:，.{0,10})?$"
)


@dataclass(frozen=True)
class Phase:
    """A printed phase."""

    name: str
    start: date | None
    end: date


def titled(title: str, piece: Piece) -> list[Phase]:
    """A phase whose heading stands alone and whose days open the text: `动员部署阶段。2024年4月至5月，…`."""
    opening = _OPENING.match(piece.plain)
    found = span(opening["span"]) if opening and _TITLE.search(title) else None
    return [Phase(_NUMERAL.sub("", title).strip("。：，、 "), *found)] if found else []


def phases(piece: Piece, year: int | None = None) -> list[Phase]:
    """All phases named in a piece; `year` completes `（4月至6月）` in a plan of one year."""
    text = piece.plain
    if year and _STAGED.search(text):
        text = _NO_YEAR.sub(lambda one: f"({year}年{one['span']})", text)
    if "20" not in text:
        return []
    found: list[Phase] = []
    for pattern in (_NAMED, _COLON, _AHEAD, _YEAR):
        for one in pattern.finditer(text):
            if _SPAN_ONLY.match(one["span"]) and not _REFUSED.search(one["name"]):
                days = span(one["span"])
                if days:
                    found.append(Phase(one["name"].strip("：，、“”"), *days))
        if found:
            break
    return found


def days(phase: Phase, previous: Phase | None) -> dict[str, str]:
    """From and to; a phase that only ends begins after the one before it."""
    start = phase.start
    if start is None and previous is not None:
        start = previous.end + timedelta(days=1)
    # Nothing printed before it: the year it ends in is the least that can be said.
    start = start or phase.end.replace(month=1, day=1)
    return {"from": start.isoformat(), "to": phase.end.isoformat()}
