"""Reports due: by when, from whom, to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates import Deadline, Years, last_day
from .deeds import balanced
from .sentences import Piece

_VERB = re.compile(
    r"报送(?!制度|机制|不及时|等)|上报(?![、等制机的]|并|，督)|呈报|抄报|抄送(?!移交)|报备(?!制)|提交(?!申请)|反馈至|汇总至|"
    r"(?<![通申汇填举预]|[上禀情])报(?=[^，。；告名警道表批酬废刊纸考复销]{0,16}?"
    r"(?:厅|局|办公室|办|委员会|委|总队|支队|大队|政府|党委|公司|指挥部|管委会|专班|部门|备案|审定|审批|中心|所))|书面报告|填报(?=[，。；、]|$)|(?<=[厅局办室委队府部会所]|构|位|前)报告(?![制书机等，。])"
)
_BODY = (
    r"(?:[^，。；、()]|\([^()]{1,6}\)){1,22}?(?:厅|局|办公室|安委办|消安办|办|委员会|安委会|委|总队|支队|大队|政府|党委|总公司|公司|指挥部|"
    r"管委会|专班|部门|中心|所|处|科|院|集团|街道|镇|机构|领导小组|工作组|秘书处|消防站|防火办|防汛办|[市县区镇乡]办|[^单]单位)"
)
_TO = re.compile(
    rf"(?:报送|报(?!告)|上报|报备|呈报|抄报|抄送|提交|书面报告)(?:至|给|到|送|经)?(?P<to>{_BODY}(?:、{_BODY})*)(?=[，。；、()]|备案|审|汇总|批准|核准|同意|研究|$)"
)
_SENT = re.compile(
    rf"(?:报送|上报|提交|反馈|汇总|报)(?!告)[^，。；至给到]{{0,16}}(?:至|给|到)(?P<to>{_BODY})(?=[，。；、()]|备案|$)"
)
_TOWARDS = re.compile(rf"向(?P<to>{_BODY}(?:、{_BODY})*)(?:书面)?(?:报送|上报|提交|报告|报备|汇报)")
_MONTHLY = re.compile(
    r"(?:[每次下]|(?<=[于在，；。])(?=季度?末|半年末|月[底末]))(?P<unit>月|季度?|半年|年度?|周|旬|日|天)(?:度)?(?P<last>末|底|终)?(?:月|的)?(?:(?P<first>首月|头月)|(?P<final>最后(?:一|1)个?月)|(?P<lastday>最后(?:一|1)个?(?:工作日|日|天))|第?(?P<month>[一二三]|1[0-2]|[1-9])个?月)?(?:(?P<after>结束|终了)后)?"
    r"(?:(?P<day>[0-3]?\d)(?:日|号|个工作日内?))?(?P<end>底|末)?(?:之前|以前|前)?"
)
_MORE = re.compile(r"(?:和|及|、|与)(?:(?P<month>1[0-2]|[1-9])月)?(?:(?P<day>[0-3]?\d)日|底)(?:之前|以前|前)")
_WEEKDAY = re.compile(r"每周(?P<day>[一二三四五六日天])(?:下班)?(?:之前|以前|前)?")
_ONCE = re.compile(r"(?<![每\d])(?P<year>20\d\d)年(?P<month>1[0-2]|0?[1-9])月(?P<day>[0-3]?\d)日")
_UNITS = {
    "月": "month",
    "季": "quarter",
    "季度": "quarter",
    "半年": "half_year",
    "年": "year",
    "年度": "year",
    "周": "week",
    "旬": "ten_days",
    "日": "day",
    "天": "day",
}
_LAST_MONTH = {"quarter": 3, "half_year": 6, "year": 12}
_WEEK = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_ORDINAL = {"一": 1, "二": 2, "三": 3}
_LOOSE = re.compile(
    r"定期[^，。；]{0,14}报送|(?:报告|总结|方案|清单|情况)[^。；]{0,14}报[^，。；]{0,20}(?:办公室|安委办|安委会|委员会|厅|局|政府)|报[^，。；]{0,16}备案"
)
_FROM_CUT = re.compile(
    r"(?:要|应当?|须|需|必须|将|并|及时|负责|每[月年季]|于?20\d\d年|每|于|在|分别|\d+月|对|明确|按).*$"
)


@dataclass(frozen=True)
class Report:
    """One report due; `when` is None where the text gives no day."""

    start: int
    end: int
    when: dict[str, object] | None
    sender: str | None
    receiver: str | None


def reports(piece: Piece, deadlines: list[Deadline], years: Years) -> list[Report]:
    """All reports due in a piece."""
    text = piece.plain
    if "报" not in text and "提交" not in text and "抄" not in text:
        return []
    verbs = [found for found in _VERB.finditer(text)]
    if not verbs:
        return []
    last = verbs[-1].start()
    dated = list(_periodic(text, last))
    free = [one for one in deadlines if all(one.end <= start or one.start >= end for start, end, _ in dated)]
    dated.extend(_once(text, last, free, verbs))
    dated = [one for one in dated if set(one[2]) != {"per"} or not _superseded(one, dated, verbs)]
    sender, receiver = _sender(text), _receiver(text)
    if dated:
        return [Report(start, end, when, sender, receiver) for start, end, when in dated]
    loose = _LOOSE.search(text)
    if loose and receiver:
        return [Report(loose.start(), loose.end(), None, sender, receiver)]
    return []


_Found = tuple[int, int, dict[str, object]]


def _superseded(one: _Found, dated: list[_Found], verbs: list[re.Match[str]]) -> bool:
    """A bare period with another one before the next verb belongs to another deed: `每季度开会，每年报告`."""
    verb = next((found.start() for found in verbs if found.start() >= one[1]), one[1])
    return any(one[0] < other[0] < verb for other in dated)


def _periodic(text: str, limit: int) -> Iterator[_Found]:
    for found in _WEEKDAY.finditer(text, 0, limit):
        yield found.start(), found.end(), {"day": _WEEK[found["day"]], "per": "week"}
    for found in _MONTHLY.finditer(text, 0, limit):
        if _WEEKDAY.match(text, found.start()) or found.end() - found.start() == 0:
            continue
        per = _UNITS[found["unit"]]
        yield found.start(), found.end(), _when(per, found)
        yield from _further(text, found.end(), per)


def _when(per: str, found: re.Match[str]) -> dict[str, object]:
    number = (
        int(found["day"])
        if found["day"]
        else (31 if found["end"] or found["last"] or found["lastday"] else None)
    )
    month = _month(found)
    if per == "year" and number and (month or found["last"]):
        month = month or 12
        return {"date": f"{month:02d}-{min(number, last_day(2024, month).day):02d}", "per": "year"}
    when: dict[str, object] = {"per": per}
    if per in _LAST_MONTH and number:
        when = {"month": month or _LAST_MONTH[per], "day": number, "per": per}
    elif number:
        when = {"day": number, "per": per}
    return when


def _month(found: re.Match[str]) -> int | None:
    if found["first"] or found["after"]:
        return 1
    printed = found["month"]
    return _ORDINAL.get(printed) or int(printed) if printed else None


def _further(text: str, position: int, per: str) -> Iterator[_Found]:
    """`每年6月30日前和11月30日前`: the second of them."""
    while more := _MORE.match(text, position):
        number = int(more["day"] or 31)
        when: dict[str, object] = {"day": number, "per": per}
        if more["month"]:
            month = int(more["month"])
            when = {"date": f"{month:02d}-{min(number, last_day(2024, month).day):02d}", "per": per}
        yield more.start(), more.end(), when
        position = more.end()


def _once(text: str, limit: int, deadlines: list[Deadline], verbs: list[re.Match[str]]) -> Iterator[_Found]:
    taken: set[str] = set()
    for one in deadlines:
        if one.end > limit or not _close(text, one, verbs):
            continue
        if _left_behind(text, one, deadlines, verbs):
            taken.add(one.by)
        else:
            taken.add(one.by)
            yield one.start, one.end, {"date": one.by}
    for found in _ONCE.finditer(text, 0, limit):
        by = f"{found['year']}-{int(found['month']):02d}-{int(found['day']):02d}"
        if by not in taken and not text.startswith(("至", "-", "印发"), found.end()):
            yield found.start(), found.end(), {"date": by}


def _close(text: str, one: Deadline, verbs: list[re.Match[str]]) -> bool:
    """A year's end needs a receiver; a day near the verb needs none."""
    following = [found for found in verbs if found.start() >= one.end]
    if not following:
        return False
    if one.by.endswith("-12-31") or "底" in text[one.start : one.end]:
        return any(
            _receiver(text[found.start() - 20 if found.start() > 20 else 0 :])
            and found.start() - one.end < 40
            for found in following
        )
    return following[0].start() - one.end < 90


def _left_behind(text: str, one: Deadline, deadlines: list[Deadline], verbs: list[re.Match[str]]) -> bool:
    """`4月15日前完成…，4月底前上报`: another day stands nearer to the verb, and this one has its own deed."""
    verb = next(found.start() for found in verbs if found.start() >= one.end)
    nearer = [other for other in deadlines if one.end <= other.start < verb]
    return bool(nearer) and len(text[one.end : nearer[0].start].strip("，、和及与")) > 3


def _receiver(text: str) -> str | None:
    found = _SENT.search(text) or _TO.search(text) or _TOWARDS.search(text)
    return balanced(found["to"]) if found else None


def _sender(text: str) -> str | None:
    """The words before 要, 应, 将 or the date, where they read like a body."""
    for part in re.split(r"[，。；：]", text):
        words = _FROM_CUT.sub("", part).strip().lstrip("0123456789.")
        if 2 <= len(words) <= 30 and re.search(
            r"^各.{1,8}$|(?:部门|单位|企业|局|厅|市|县|区|街道|镇|村|社区|公司|学校|幼儿园|各地|机构|校|办|所)(?:\))?$",
            words,
        ):
            return balanced(words)
    return None
