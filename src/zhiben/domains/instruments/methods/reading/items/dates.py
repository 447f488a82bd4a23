"""Deadlines and spans of time, with the years that a plan leaves out."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEFORE = r"(?:之前|以前|前)"
_BAD_TAIL = r"(?!及|已|以来|未|后|的(?:基础|工作))"
DEADLINE = re.compile(
    r"(?<=[，；、])(?P<month9>1[0-2]|[1-9])月(?=完成|建成|启动|验收|投用|竣工|开工|上线|召开)|"
    rf"(?P<year>20\d\d)年?(?:年底|底|年末|末|年?以?内){_BEFORE}?+{_BAD_TAIL}"
    rf"|(?P<year2>20\d\d)年(?P<month2>1[0-2]|0?[1-9])月(?:(?P<day2>[0-3]?\d)日{_BEFORE}|(?P<end2>底|末|中旬|上旬|下旬){_BEFORE}?+"
    rf"|份?{_BEFORE}){_BAD_TAIL}"
    rf"|(?P<year5>20\d\d)年(?:(?P<half>上半年)|第?(?P<q>[一二三四])季度)(?:底|末)?{_BEFORE}?"
    rf"|(?:^|(?<=[，；：。、（(\d]))(?:于|在|到|至)?(?P<year6>20\d\d)年(?P<month6>1[0-2]|0?[1-9])月份?"
    rf"(?=[，。；)）]?(?:$|完成|组织|开展|建成|召开|制定|出台|启动|实现|上线|全面|各|市|区|县)|[。；)）])(?!.{{0,24}}(?:发生|以来))"
    rf"|(?P<year3>20\d\d)年{_BEFORE}{_BAD_TAIL}"
    rf"|(?P<year8>20\d\d)年?(?P<feast>元旦|春节|清明节?|五一|劳动节|端午节?|七一|国庆节?|中秋节?|十一|主?汛期?|入汛|开学)(?:假期|来临|到来)?{_BEFORE}"
    rf"|“?(?P<five>十[四五六]五)”?(?:期|时期|规划期?)?末"
    rf"|(?:^|(?<=[，；。：、(在于到至前争成和]))(?:今年|当年)?(?:(?P<half7>[上下]半年)|第?(?P<q7>[一二三四])季度)(?:底|末|结束)?{_BEFORE}?(?:要|计划|力争)?"
    rf"(?=，?(?:完成|建成|启动|实现|组织|开展|出台|制定|印发|全面|基本|全部|上线|投入|召开|建立|新建|改造|达到)|{_BEFORE})(?![^，。；]{{0,14}}[各\d一二两三四]次)"
    rf"|(?:^|(?<=[，；。：、(]))(?P<whole7>全年)(?:要|计划|力争|确保)*(?=[^，。；次]{{0,16}}\d)(?![^，。；]{{0,14}}[\d一二两三四]次)"
    rf"|(?<![每\d年一二两三四五六十几])(?:(?:今年|当年|本年)?(?P<yearend>年(?:底|末)(?:之前|以前|前)|年内|年底(?=，?(?:全部|实现|完成|建成|达到|基本)))|(?P<now>今年)(?:要|内|将|底前)?)"
    rf"|(?P<whole>三年(?:之|以)?内|[用以](?:三|3)年(?:左右)?的?时间)(?!，?不得|[^，。；]{{0,24}}(?:一次|一轮|一遍|1次|1轮))"
    rf"|(?<![年\d])(?P<month4>1[0-2]|[1-9])月(?:(?P<day4>[0-3]?\d)日{_BEFORE}|(?P<end4>底|末|[上中下]旬){_BEFORE}|份?{_BEFORE}(?!期)"
    rf"|(?P<end5>底|末|[上中下]旬|份)(?=，?(?:全面|全部|基本)?(?:完成|建成|启动|实现|组织|开展|出台|制定|印发|上线|投入|召开)))"
)
_BARE = re.compile(
    r"(?:^|(?<=[，；：。、\d )]))(?:(?:并|力争|争取|确保|力求|努力|其中)?[到至于在自从]?)"
    r"(?:20\d\d年?[-至和、]{1,2})*(?P<year>20\d\d)年(?:期间|[，]|全年)?"
    r"(?!底|末|前|[上下]半年|元旦|春节|清明|五一|劳动节|端午|七一|国庆|中秋|十一|主?汛|入汛|开学|第?[一二三四]季度|之前|以前|起|以来|及|度|的|为|开始|后|以后|\d|[-至]|[)）]|和|、20)"
)
_AND_REACH = re.compile(
    r"(?<=[一-龥])(?<![较比至到])(?P<year>20\d\d)年(?=(?:要|力争|基本)?(?:达到|实现|完成|不低于|不少于|提高|下降|建成))"
)
_TO_YEAR = re.compile(r"到(?P<year>20\d\d)年(?!底|末|前|年|\d|[-至)])，?")


@dataclass(frozen=True)
class Years:
    """The years a plan speaks of: its first, its last, and the one the text has come to."""

    first: int | None = None
    last: int | None = None
    current: int | None = None

    @property
    def named(self) -> int | None:
        """The year a bare month belongs to: the one printed before it, else that of the plan."""
        return self.current or self.first


@dataclass(frozen=True)
class Deadline:
    """A printed deadline: where it stands and the last day it allows."""

    start: int
    end: int
    by: str


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day(year: int, month: int, number: int) -> date:
    """A day; a number beyond the month means its last day."""
    return date(year, month, min(max(number, 1), calendar.monthrange(year, month)[1]))


_PARTS = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}


def _month(year: int, month: int, number: str | None, part: str | None) -> date:
    if number:
        return day(year, month, int(number))
    if part:
        return day(year, month, _PARTS[part])
    return date(year, month, 1) - timedelta(days=1)


def _year_before(year: int, years: Years, previous: date | None) -> date:
    """`2026年前` is the end of 2025, unless the text has already come that far."""
    strict = date(year - 1, 12, 31)
    if years.first is not None and year <= years.first or previous is not None and previous >= strict:
        return date(year, 12, 31)
    return strict


def _resolve(found: re.Match[str], years: Years, previous: date | None) -> date | None:
    if found["year"]:
        return date(int(found["year"]), 12, 31)
    if found["year2"]:
        return _month(int(found["year2"]), int(found["month2"]), found["day2"], found["end2"])
    if found["year5"]:
        return last_day(int(found["year5"]), 6 if found["half"] else _QUARTERS[found["q"]] * 3)
    if found["year6"]:
        return last_day(int(found["year6"]), int(found["month6"]))
    if found["year3"]:
        return _year_before(int(found["year3"]), years, previous)
    if found["year8"]:
        return _before_feast(int(found["year8"]), found["feast"])
    if found["five"]:
        return date(_FIVE_YEARS[found["five"]], 12, 31)
    return _without_year(found, years, previous)


_FIVE_YEARS = {"十四五": 2025, "十五五": 2030, "十六五": 2035}
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "七一": (7, 1), "国庆": (10, 1), "十一": (10, 1)}


def _before_feast(year: int, feast: str) -> date | None:
    """The day before a feast of the solar year; others have no fixed day."""
    fixed = _FEASTS.get(feast[:2])
    return date(year, *fixed) - timedelta(days=1) if fixed else None


def _without_year(found: re.Match[str], years: Years, previous: date | None) -> date | None:
    """A day whose year stands before it in the text or in the title."""
    if found["whole"]:
        return date(years.last, 12, 31) if years.last else None
    if found["month9"]:
        return _month(previous.year, int(found["month9"]), None, "底") if previous else None
    year = previous.year if previous else years.named
    if year is None:
        return None
    if found["month4"]:
        end = found["end4"] or (found["end5"] and found["end5"].replace("份", "底"))
        return _month(year, int(found["month4"]), found["day4"], end)
    if found["half7"] or found["q7"]:
        months = {"上半年": 6, "下半年": 12}.get(found["half7"]) or _QUARTERS[found["q7"]] * 3
        sure = years.current or previous or years.last in (None, years.first)
        return last_day(year, months) if sure else None
    return date(year, 12, 31)


def _exact(text: str, years: Years) -> Iterator[Deadline]:
    previous: date | None = None
    for found in DEADLINE.finditer(text):
        ahead = text[max(0, found.start() - 3) : found.start()]
        if "每" in ahead[-2:] or "截" in ahead:
            continue
        by = _resolve(found, years, previous)
        if by is not None and _plausible(by.year, years):
            previous = by
            yield Deadline(found.start(), found.end(), by.isoformat())


def _plausible(year: int, years: Years) -> bool:
    return years.first is None or years.first <= year <= years.first + 20


def _bare(text: str, years: Years) -> Iterator[Deadline]:
    for pattern in (_BARE, _TO_YEAR, _AND_REACH):
        for found in pattern.finditer(text):
            year = int(found["year"])
            if _plausible(year, years):
                yield Deadline(found.start(), found.end(), date(year, 12, 31).isoformat())


def deadlines(text: str, years: Years) -> list[Deadline]:
    """All deadlines of a piece of text in their order; a printed day wins over a bare year."""
    if "20" not in text and not any(mark in text for mark in "年月末"):
        return []
    found = list(_exact(text, years))
    taken = [(one.start, one.end) for one in found]
    for one in _bare(text, years):
        if all(one.end <= start or one.start >= end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return sorted(found, key=lambda one: one.start)


_SPAN = re.compile(
    r"(?:自|从)?(?P<y1>20\d\d)年(?:(?P<m1>1[0-2]|0?[1-9])月?份?(?:(?P<d1>[0-3]?\d)日|初|底|上旬|中旬|下旬)?)?起?"
    r"(?:(?:至|-|到){1,2}(?:(?P<y2>20\d\d)年)?(?:(?P<m2>1[0-2]|0?[1-9])月?份?(?:(?P<d2>[0-3]?\d)日|(?P<e2>底|上旬|中旬|下旬|末))?)?)?"
    r"(?P<before>底前|底之前|年?底|前)?(?:全年|结束)?"
)
_QUARTER = re.compile(r"(?P<year>20\d\d)年(?:第?(?P<q>[一二三四1-4])季度|(?P<half>上半年|下半年))")


def span(text: str) -> tuple[date | None, date] | None:
    """From and to of a span of time; `2024年4月底前` has no beginning."""
    quarter = _QUARTER.search(text)
    if quarter:
        return _quarter_span(quarter)
    found = _SPAN.search(text)
    if not found:
        return None
    year = int(found["y1"])
    if re.search(r"(?:即日|之日)起?至?$", text[: found.start()]):
        return None, _end(found, year)
    if found["before"] and not (found["y2"] or found["m2"]):
        return None, _end_before(found, year)
    start = day(year, int(found["m1"] or 1), int(found["d1"] or 1))
    return start, _end(found, year)


def _quarter_span(found: re.Match[str]) -> tuple[date, date]:
    year = int(found["year"])
    if found["q"]:
        last = _QUARTERS[found["q"]] * 3
        return date(year, last - 2, 1), last_day(year, last)
    return (
        (date(year, 1, 1), date(year, 6, 30))
        if found["half"] == "上半年"
        else (date(year, 7, 1), date(year, 12, 31))
    )


def _end_before(found: re.Match[str], year: int) -> date:
    if not found["m1"]:
        return date(year, 12, 31)
    if found["d1"]:
        return day(year, int(found["m1"]), int(found["d1"]))
    if "底" in found["before"] or "底" in found[0]:
        return last_day(year, int(found["m1"]))
    return date(year, int(found["m1"]), 1) - timedelta(days=1)


def _end(found: re.Match[str], year: int) -> date:
    last = int(found["y2"] or year)
    if found["m2"]:
        return _month(last, int(found["m2"]), found["d2"], found["e2"] or "底")
    if found["y2"]:
        return date(last, 12, 31)
    if found["d1"]:
        return day(year, int(found["m1"]), int(found["d1"]))
    return last_day(year, int(found["m1"] or 12))
