"""Duties by cadence: N times a day, week, ten days, month, quarter, half-year, year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .model import Per
from .numbers import NUMERAL, number
from .sentences import Piece

_UNITS: dict[str, Per] = {
    "日": "day",
    "天": "day",
    "周": "week",
    "星期": "week",
    "旬": "ten_days",
    "月": "month",
    "双月": "two_months",
    "季": "quarter",
    "季度": "quarter",
    "学期": "half_year",
    "年": "year",
    "年度": "year",
    "学年": "year",
    "全年": "year",
    "半月": "half_month",
    "半年": "half_year",
    "双周": "half_month",
    "年终": "year",
    "年末": "year",
    "年底": "year",
}
_SEVERAL: dict[tuple[str, str], Per] = {
    ("2", "月"): "two_months",
    ("3", "月"): "quarter",
    ("6", "月"): "half_year",
    ("12", "月"): "year",
    ("2", "周"): "half_month",
    ("15", "日"): "half_month",
    ("10", "日"): "ten_days",
    ("15", "天"): "half_month",
    ("10", "天"): "ten_days",
    ("7", "天"): "week",
    ("3", "年"): "three_years",
}

_EVERY = re.compile(
    r"(?<!为)(?<!结合)每[隔逢]?(?P<n>\d+|[半双一二两三六十]|十[二五])?个?(?P<unit>星期|季度?|年度|学年|学期|日|天|周|旬|月|年)"
    r"(?:(?:1[0-2]|[1-9])月?[-至到](?:1[0-2]|[1-9])月份?(?:期间)?)?(?!活动主题|有所|都(?:有|会|发生)|新增|发生|造成|平均|约|仍|均有|的(?!\d))(?![围边期初中底]*(?:以来|受))"
)
_WITHIN = re.compile(
    r"(?P<n>三|3)年(?:行动期间|之内|内|时间内)(?!，?(?:实现|完成|建成))[^，。；]{0,24}?(?:一次|1次|一轮|1轮|一遍|1遍)"
)
_ONE_PER = re.compile(
    r"(?<![每\d一二三四五六七八九十两几])(?P<unit>半年|半月|(?:一个?|1个?)(?:季度|月|年|周|旬|天|日)|(?:季度|全年|年度|年|月|周|日)(?=[至不一1内])|全年(?=要?(?:开展|组织|召开|进行|检查|演练|培训|举办)))"
    rf"(?:内|度)?要?(?:至少|不少于|不得少于|最少)?(?:组织开展|开展|组织|召开|进行|检查|演练|培训|举办)?(?:至少|不少于|不得少于|最少)?(?P<times>{NUMERAL})(?:次|轮|遍)(?!性|以上|及以上|或|发现|发生|受到|被)"
)
_TIMES = re.compile(
    rf"(?<![第届同每再多首另上下这该])(?P<times>{NUMERAL})(?:次|轮|期|场|遍|回)(?!性|以上学|事故|生|元)"
)
_SHIFTS = re.compile(
    rf"(?:带班|下井|入井|跟班|值班)[^，。；]{{0,8}}?(?:不少于|至少|不低于)(?P<times>{NUMERAL})(?:个|班)"
)
_NOUNS = (
    "巡查|调度|通报|总结|例会|会商|讲评|研判|督导|排名|小结|总评|管控|排查|检查|报告|点评|评比|考核|晾晒|自查|抽查|分析|"
    "提示|汇报|公示|盘点|推进|警示|督查|评估|评价|会诊|碰头|巡检|清零|交办|复盘|观摩|评议|联席|统计|调研|演练|培训|报"
)
_HABIT = re.compile(
    r"(?P<lead>^|[、，：(“‘\"和及与]|实行|落实|建立|执行|推行|健全|实施|坚持|完善|制定|开展|召开|召集|严格|按照?|出台|采取|运用)按?一?"
    rf"(?P<unit>半年|半月|双周|双月|季度|全年|年度|年[终末底]|日|周|旬|月|季|年)(?:度)?一?(?P<noun>(?:{_NOUNS})(?:会议|会)?)"
    r"(?P<tail>[、，”’\"制机等工和及与)。；]|$)"
)
_BY = re.compile(
    r"(?:^|(?<![依按]))(?:按|逐(?!年))(?P<unit>半年|季度?|年度?|周|旬|月|日)(?:度)?"
    rf"(?P<noun>{_NOUNS}|汇总|更新|上传|核算|核查|调整|公开|提交|研究|公布|组织|开展|召开|填报|上报|报送|梳理|清点|收集|发布)"
)
_EACH_ONE = re.compile(
    r"(?<!第)(?P<unit>一(?:日|天|周|旬|月|季度?|年)|半[年月])一(?P<noun>[一-龥]{1,4}?)(?=[、，。；”’)制机的]|$)"
)
_LISTED_UNIT = "半年度?|半月|季度?|年度?|月度?|周|旬|日"
_LISTED = re.compile(
    rf"(?<![\d年月一二三四五六七八九十上本当])(?P<units>(?:(?:{_LISTED_UNIT})[、和])+(?:{_LISTED_UNIT}))(?P<noun>[^，。；、]{{0,8}}?(?:{_NOUNS}|工作机制|工作制度))"
)
_BY_SUBJECT = re.compile(
    rf"[一-龥]{{2,8}}?(?P<unit>半年|日|周|旬|月|季|年)(?P<noun>(?:{_NOUNS}|查|检|研))(?=[、”]|制度|机制|工作)"
)
_YEAR_END = re.compile(
    rf"(?:^|(?<=[，、；]))年[终末底](?:组织|开展|进行|要)*(?P<noun>(?:{_NOUNS}))(?=[，、。；]|$)"
)
_TABLE = re.compile(
    r"(?P<times>\d+|[一二两三四])(?:次|轮)/(?:每)?(?P<n>\d+|半)?个?(?P<unit>季度?|年度?|学期|月|周|旬|日|天)"
)
_JOINED = re.compile(r"^[”’\"]?[、，和及与][“‘\"]?按?$")
_PLAIN_BEFORE = re.compile(r"每(?:[日天周旬月季年]|半[年月]|季度)[^，。；、]{2,8}[、，]$")
_REFUSED = re.compile(
    r"每(?:年度?|季度?|月)(?:有所|治理\d|[^，。；]{0,32}(?<![学课小工])时，|(?:不低于|不少于|达到|下降|增长|提高|递减|递增|降低)[\d.]+%|(?:对[^，。；]{0,24})?合格率)|每年(?:视情|必查)|每天候|每年来"
)
_ASIDE = re.compile(r"^[（(][^（）()]*[）)]")
_LEAST = re.compile(r"^(?:至少|不少于|不得少于|，|、)+")
_HOURS = re.compile(r"(?<!\d)(?P<hours>\d+)个?(?:学时|课时|小时)")


@dataclass(frozen=True)
class Cadence:
    """A printed cadence: where it stands in the piece, how often, and the words that follow it."""

    start: int
    end: int
    per: Per
    times: int
    action: str
    hours: int | None = None


def cadences(piece: Piece) -> list[Cadence]:
    """All cadences of a piece, those in parentheses too."""
    if not _FILTER.search(piece.plain):
        return []
    found = [*_every(piece), *_single(piece), *_habits(piece), *_other(piece)]
    return _distinct(found)


_FILTER = re.compile(
    r"每|次|轮|遍|按|逐|年[终末底]|[日周月季年]查|[周日月季年度][、和]|[年月]一|周一|[日周旬月季年](?:度)?一?(?:"
    + _NOUNS
    + ")"
)


def _distinct(found: list[Cadence]) -> list[Cadence]:
    kept: list[Cadence] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        if all(one.start >= other.end or one.end <= other.start for other in kept):
            kept.append(one)
        if len(kept) == _MOST:
            break
    return kept


# No sentence asks for more; text that repeats itself without end is cut here.
_MOST = 40


def _per(several: str | None, unit: str) -> Per | None:
    if several in (None, "一", "1"):
        return _UNITS[unit]
    if several == "半" or several == "双":
        return _UNITS.get(f"{several}{unit}")
    count = number(several) if several else 1
    return _SEVERAL.get((str(count), unit.removesuffix("度")))


def _every(piece: Piece) -> Iterator[Cadence]:
    matches = [found for found in _EVERY.finditer(piece.plain) if not _refused(piece.plain, found.start())]
    for found in matches:
        per = _per(found["n"], found["unit"])
        if per is None:
            continue
        window = _window(piece, found.end(), matches)
        yield Cadence(
            found.start(),
            found.end(),
            per,
            _times(window, piece, found.start()),
            _action(piece, found.end()),
            _hours(window),
        )
        yield from _further(window, found, per)


_MORE_TIMES = re.compile(rf"[、和](?:至少|不少于)?(?P<times>{NUMERAL})次(?P<deed>[一-龥]{{2,14}})")


def _further(window: str, found: re.Match[str], per: Per) -> Iterator[Cadence]:
    """`每年开展2次综合演练、4次专项演练`: the second of them."""
    first = _TIMES.search(window)
    for more in _MORE_TIMES.finditer(window, first.end() if first else len(window)):
        start = found.end() + more.start()
        yield Cadence(start, found.end() + more.end(), per, int(number(more["times"])), more["deed"])


def _refused(text: str, start: int) -> bool:
    return _REFUSED.match(text, start) is not None


def _window(piece: Piece, end: int, matches: list[re.Match[str]]) -> str:
    """The words a cadence may take its number from: its own parenthesis, else what stands outside of all."""
    outside = (one.start() for one in matches if one.start() >= end and piece.open[one.start()] != " ")
    stop = next(outside, len(piece.plain))
    if piece.open[end - 1] != " ":
        return piece.open[end:stop][:90]
    own, _, _ = piece.plain[end:].partition(")")
    if _TIMES.search(own):
        return own[:90]
    return piece.open[end + len(own) + 1 : stop][:90]


def _times(window: str, piece: Piece, start: int) -> int:
    listed = _several_days(piece.plain[start:][:48])
    found = _TIMES.search(window) or _SHIFTS.search(window)
    if found:
        return max(1, int(number(found["times"]))) * listed
    if listed > 1:
        return listed
    before = re.search(rf"(?P<times>{NUMERAL})次[^，。；]{{0,3}}$", piece.plain[max(0, start - 8) : start])
    return int(number(before["times"])) if before else 1


_MONTHS = re.compile(
    r"^每年(?:的)?(?P<days>(?:(?:1[0-2]|[1-9])月份?(?:底|初|[上中下]旬|[0-3]?\d日)?(?:之?前)?|[上下]半年|[春夏秋冬]季?|汛[前中后期]|[一二三四]季度|五一|十一|国庆节?|春节|元旦)(?:[、和及与](?:1[0-2]|[1-9])月份?(?:底|初|[上中下]旬|[0-3]?\d日)?(?:之?前)?|[、和及与](?:[上下]半年|[春夏秋冬]季?|汛[前中后期]|[一二三四]季度|五一|十一|国庆节?|春节|元旦))+)(?:两季|期间)?(?P<each>，?(?:各|分别))?"
)


def _several_days(words: str) -> int:
    """`每年6月、12月各一次`: how many days of the year are listed; 1 where none are."""
    found = _MONTHS.match(words)
    return len(re.findall(r"[、和及与]", found["days"])) + 1 if found else 1


def _hours(window: str) -> int | None:
    found = _HOURS.search(window)
    return int(found["hours"]) if found else None


def _action(piece: Piece, end: int) -> str:
    """The words after the cadence; for one in parentheses, whom it is for and what the sentence asks."""
    if piece.open[end - 1] != " ":
        after = piece.printed[end:].strip()
        after = _LISTED_TOO.sub("", after)
        if _COUNT_ONLY.match(after) or len(re.split(r"[，。；]", after)[0]) <= 6:
            before = _EVERY.split(re.split(r"[，；。：、]", piece.plain[:end])[-1])[0]
            return before + after if len(before) >= 2 else after
        return _ASIDE.sub("", after, count=1) if after.startswith(("（", "(")) else after
    opening, closing = piece.plain.rfind("(", 0, end), piece.plain.find(")", end)
    subject = _EVERY.split(re.split(r"[，；]", piece.plain[opening + 1 : end])[-1])[0].partition("至")[0]
    main = list(_EVERY.finditer(piece.open, 0, opening + 1))
    deed = piece.printed[main[-1].end() : opening].strip() if main else ""
    if not main and not subject:
        deed = re.split(r"[，；。：]", piece.printed[:opening])[-1]
    if len(deed) < 2:
        deed = piece.printed[closing + 1 :]
    return subject + _LEAST.sub("", deed)


_LISTED_TOO = re.compile(r"^(?:[、和及][^，。；、每]{0,12}每(?:半年|半月|季度?|年|月|周|旬|日|天))+(?:分别)?")
_COUNT_ONLY = re.compile(
    r"^(?:各)?(?:至少|不少于|不得少于|不低于)*(?:组织|开展|进行|召开|完成|安排)?(?:至少|不少于)*(?:[一二两三四五六七八九十\d]+)(?:次|轮|遍|期|场)(?:以上)?(?=[，、。；）)]|$)"
)


def _single(piece: Piece) -> Iterator[Cadence]:
    for found in _ONE_PER.finditer(piece.plain):
        unit = found["unit"].lstrip("一1").removeprefix("个")
        if unit in _UNITS:
            yield Cadence(
                found.start(),
                found.end(),
                _UNITS[unit],
                int(number(found["times"])),
                _action(piece, found.end()),
            )
    for found in _WITHIN.finditer(piece.plain):
        yield Cadence(found.start(), found.end(), "three_years", 1, piece.plain[found.start() : found.end()])


def _other(piece: Piece) -> Iterator[Cadence]:
    """`按月调度` and the `1次/季度` of tables."""
    for found in _BY.finditer(piece.plain):
        start = found.start("noun")
        yield Cadence(
            found.start(),
            found.end(),
            _UNITS[found["unit"]],
            1,
            piece.printed[found.start() : start] + re.split(r"[，。；、]", piece.printed[start:])[0],
        )
    yield from _by_subject(piece)
    for found in _YEAR_END.finditer(piece.plain):
        yield Cadence(found.start(), found.end(), "year", 1, piece.printed[found.start() : found.end()])
    for found in _EACH_ONE.finditer(piece.plain):
        unit = found["unit"].removeprefix("一")
        yield Cadence(found.start(), found.end(), _UNITS[unit], 1, piece.printed[found.start() : found.end()])
    for found in _LISTED.finditer(piece.plain):
        noun = piece.printed[found.start("noun") : found.end()]
        for unit in re.finditer(_LISTED_UNIT, found["units"]):
            start = found.start() + unit.start()
            word = unit[0] if unit[0] in _UNITS else unit[0].removesuffix("度")
            yield Cadence(start, start + len(unit[0]), _UNITS[word], 1, unit[0] + noun)
    for found in _TABLE.finditer(piece.plain):
        per = _per(found["n"], found["unit"])
        if per:
            yield Cadence(
                found.start(), found.end(), per, int(number(found["times"])), piece.printed[found.end() :]
            )


def _by_subject(piece: Piece) -> Iterator[Cadence]:
    """`领导月调度、部门周研判、乡镇日巡查制度`: several subjects, each with a habit of its own."""
    found = [one for one in _BY_SUBJECT.finditer(piece.plain) if "、" in piece.plain]
    ends = {one.end() for one in found}
    for one in found:
        listed = piece.plain[one.start() - 1 : one.start()] == "、" and one.start() - 1 in ends
        if listed or any(other.start() == one.end() + 1 for other in found):
            yield Cadence(one.start("unit"), one.end(), _UNITS[one["unit"]], 1, one[0])


def _habits(piece: Piece) -> Iterator[Cadence]:
    """Named habits of work: 月调度、季通报、年总结."""
    found = list(_overlapping(_HABIT, piece.plain))
    for index, one in enumerate(found):
        if _stands(piece.plain, one, found, index):
            start = one.start("unit")
            yield Cadence(
                start, one.end("noun"), _UNITS[one["unit"]], 1, piece.plain[start : one.end("noun")]
            )


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    position = 0
    while found := pattern.search(text, position):
        yield found
        position = found.end("noun")


def _stands(text: str, one: re.Match[str], found: list[re.Match[str]], index: int) -> bool:
    """A habit counts in a list of them or where it is set up; a mere mention of its name does not."""
    if len(one["lead"]) > 1 and one["tail"] and one["tail"] in "、制机等”，工":
        return True
    if _PLAIN_BEFORE.search(text[max(0, one.start("unit") - 16) : one.start("unit")]):
        return True
    before = found[index - 1].end("noun") if index else 0
    after = found[index + 1].start("unit") if index + 1 < len(found) else len(text)
    sides = (text[before : one.start("unit")], text[one.end("noun") : after])
    return any(_JOINED.match(side) for side in sides) or (
        one["tail"] in ("制", "机") and one["lead"] in "、“"
    )
