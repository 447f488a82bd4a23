"""Numbers to reach and limits to keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .deeds import balanced
from .numbers import PERCENT, number, percent, scaled
from .sentences import Piece

UNIT = (
    "车道公里|个百分点|场次|千克|公斤|兆瓦|万亩|万套|万台|批次|立方米|公顷|平方公里|千瓦|平方公里|平方米|万公里|公里|人次|家次|户次|车次|千米|学时|课时|小时|分钟|万元|亿元|万户|万吨|万人|"
    "(?:个(?!学时|课时|小时|月|工作|百分)|[家座处户亩人名台套辆艘架项条根面盏眼棵株顶具册幅期吨件支所株亩米元起部只口对类种批届队站段栋幢间块场艘档张份本篇天年月周岁])"
)
_OPS = (
    (
        ">=",
        (
            "不低于",
            "不少于",
            "不得少于",
            "不得低于",
            "至少",
            "不小于",
            "达到",
            "达",
            "以上",
            "累计",
            "及以上",
        ),
    ),
    (
        "<=",
        (
            "不超过",
            "不得超过",
            "不高于",
            "控制在",
            "压减至",
            "压减到",
            "降至",
            "降到",
            "减少至",
            "减少到",
            "控制到",
            "控制至",
            "不得多于",
            "不大于",
            "以内",
            "以下",
            "不得高于",
            "不得大于",
            "严禁超过",
        ),
    ),
    (">", ("超过", "高于", "大于", "突破")),
    ("<", ("低于", "少于", "小于")),
)
_FLOOR = r"不得?低于|不得?少于|不得?小于|至少|达到|达|累计|超过|突破|高于|大于"
_CEILING = (
    r"不得?超过|不得?高于|不得?大于|不得?多于|控制在|严禁超过|低于|少于|小于|"
    r"(?:压减|压降|减少|下降|降低|控制|降)[到至]"
)
_ACHIEVE = (
    "力争|完成|建成|建设|打造|培育|创建|改造|治理|整治|开展|实施|处治|退出|配备|选树|新增|攻坚|选取|评选|启动|培养|淘汰|关闭|"
    "打通|销库|闭库|搬迁|配齐|更换|加装|增设|新设|增加|招录|招聘|聘用|划设|划定|修复|修缮|清理|清淤|拆除|铺设|敷设|接入|改建|扩建|迁建|拓宽|硬化|疏浚|"
    "植树|造林|绿化|签订|签约|挂牌|推树|树立|购买|采购|引进|编制|修订|查处|约谈|曝光|走访|救助|帮扶|监测|检测|评估|鉴定|核查|升级|修建|储存|完工|开工|"
    "投入|安装|新建|实现|推广|检查|抽查|举办|组织|组建|储备|扶持|排查|整改|验收|培训|选聘|认定|通过|命名|消除|布设|更新|确定|"
    "设立|建立|支持|落实|配置|减少|压减|取缔|提升|覆盖|处置|解决|推进|加固|评定|建好|添置|购置|达标"
)
_SHARE_BACKGROUND = re.compile(
    r"(?:同比|比上年|较上年)(?:上升|增长|增加|下降了|减少了)|占全[国省市](?:总数|总量)?的$|约占|(?:事故|起数|人数|死亡|伤亡|^|，)[^，。；]{0,8}(?:上升|增长|增加)$|上升了|增长了|提高了"
)
_COVER = re.compile(r"全覆盖")
_COVER_LEAD = re.compile(r"实现|确保|达到|完成|推动|推进|做到|力争|全面|落实|保证|带动|形成|应")
_COUNT = re.compile(
    rf"(?P<op>{_FLOOR}|{_CEILING})?(?P<value>(?<![\d.一-])\d+(?:\.\d+)?|(?<=[于少到过])[一二两三四五六七八九十]{{1,2}})"
    rf"(?P<scale>(?:[万百]|千(?![米克瓦]))?)余?(?P<unit>{UNIT})(?P<post>/[年月日人]|以上|以下|以内|及以上|左右)?"
)
_NOT_COUNTED = re.compile(
    r"^(?:\d+(?!\d|[万千百]?[户人家个处座])|方面|措施|硬措施|具体|举措|专题|专项|阶段|步骤|领域|问题|环节|清单|机制|系列|一批|月|工作日|日|号|重点任务|任务|行动|类型|行业|层面|维度|要点|要素|必|百分)"
)
_VAGUE = ("个", "项", "类", "种", "批", "条", "级", "起")
_VERB_BEFORE = re.compile(rf"(?:{_ACHIEVE})[^，。；]{{0,40}}$")
_SENTENCE_HEAD = re.compile(r"[，。；：]|(?<=\d%)、")
_DATE_HEAD = re.compile(
    r"^.*?(?<![较比])(?:20\d\d年?(?:年?底|\d{1,2}月(?:底|末)?)?(?:之前|以前|前)?|年底前)[，]?"
)
_MORE = re.compile(r"及?以[上下内]|左右")
_LEAD_WORDS = re.compile(
    r"^(?:20\d\d年?-20\d\d年|[\d.、*\-]+|\d{4}年|每年度?|年内|全年|[上下]半年|今年|第?[一二三四]季度|\d{1,2}月份?(?:底|末|[上中下]旬)?前?|月(?:底|末)前|计划|"
    r"按照(?=.{2})|全部|总计|共计|累计|到|要|力争|争取|确保|基本|全面|实现|推动|推进|完成|达到|加快|带动|做到|促进|应当|三年内?|年底前?|底前|前)+(?=.{2})"
)
_OPERATOR_TAIL = re.compile(
    rf"(?:{_FLOOR}|{_CEILING}|实现|为|左右|分别|均|(?:提高|提升|降低|下降|压降|控制|保持)[到至在])+(?:在职人员|总数|全部)?的?$|(?:力争|争取)$"
)
_ZERO = re.compile(
    r"[“\"](?P<what>[^“”\"]{0,8})零(?P<thing>事故|死亡|伤亡|发生|事件|新增|遗漏|亡人)[^“”\"]{0,8}[”\"]"
)
_BARE_ZERO = re.compile(
    r"(?:(?:实现|确保|保持|力争)(?P<what>[^，。；“”]{0,16}?)|(?:^|(?<=[，；。]))(?P<alone>[^，。；“”、零]{2,16}?(?:事故|事件|案件|火灾|伤亡|死亡)))"
    r"零(?P<thing>事故|死亡|伤亡|亡人|新增|发生|增长)"
)
_RISE = re.compile(r"(?:左右)?(?:提高|提升|上升|增长|增加|扩大|下降|降低|降|压减|压降|减少)(?:到|至|为)")
_ORIGIN = re.compile(r"(?:由|从)[^，。；由从]{0,12}$")
_RATE = re.compile(
    r"(?:率|指数|系数)(?P<op>控制在|不超过|不高于|不低于|不少于|低于|高于|[降达]到|降至)(?P<value>\d+\.\d+)(?P<post>以下|以内|以上)?(?=[，。；、)]|$)"
)
_DOUBLED = re.compile(r"翻(?P<times>[一两二三]?)番")
_HAN_COUNT = re.compile(
    r"(?:建成|新建|配备|创建|打造|选树|增设|新增|改造|完成|设立|建设|培育|组建|购置|加装|新设|安装|命名|评选|储备|扩建|修建)(?:不少于|不低于|至少|达到)?(?P<value>[一二两三四五六七八九十百零]{1,5})余?"
    r"(?P<unit>[家座处户名台套辆艘架条根块支所栋幢株]|个(?!月|“|工作|百分|方面|阶段|环节|重点|专项|体系|机制|清单))(?P<post>以上)?"
)
_HAN_LAST = re.compile(
    r"(?:建成|新建|配备|创建|打造|选树|增设|新增|改造|设立|购置|加装|新设|安装|扩建|修建|配齐|添置)[^，。；\d]{2,18}?(?P<value>[二两三四五六七八九十百零]{1,5})余?"
    r"(?P<unit>[家座处户名台套辆条块根支所栋株])(?P<post>以上)?(?=[，。；、]|$)"
)
_EACH = re.compile(r"每(?:次|期|班|场|批|组|人|班次)[^，。；]{0,6}$")
_YEARLY_AMOUNT = rf"\d+(?:\.\d+)?[万千]?(?:%|{UNIT})(?:以上)?"
_YEARLY_SHARES = re.compile(
    r"(?P<years>(?:20\d\d年?(?:年?底前?)?[、和])+20\d\d年(?:年?底)?前?)，?(?P<words>[^，。；\d]{0,12}分别[^，。；\d]{0,12})"
    rf"(?P<values>(?:{_YEARLY_AMOUNT}[、和])+{_YEARLY_AMOUNT})"
)
_AMOUNT = re.compile(rf"(?P<value>\d+(?:\.\d+)?)(?P<scale>[万千]?)(?P<unit>%|{UNIT})")
_LEAST = re.compile(r"累计(?=[^，。；]*$)|至少(?=.{0,3}$)")
_TIME = ("年", "月", "天", "周", "日", "学时", "课时", "小时", "分钟", "岁")
_NOT_AFTER = ("方面", "第", "前", "每", "近", "“", "+", "-", "每年", "约")
_LOOSE_OPS = ("超过", "突破", "高于", "大于", "低于", "少于", "小于", "达")
_TERM = re.compile(
    r"(?P<word>不少于|不低于|不得少于|不得低于|至少)(?P<value>\d+)(?P<scale>)个?(?P<unit>学时|课时|小时|月|天|周|年)(?P<post>)"
)
_LIMIT = re.compile(
    rf"(?P<word>不得超过|不得多于|不得高于|不得大于|不得少于|不得低于|严禁超过|不准超过|限制在|不超过|控制在)(?P<value>\d+(?:\.\d+)?|[一二两三四五六七八九十]{{1,2}})"
    rf"(?P<scale>(?:[万百]|千(?![米克瓦]))?)个?(?P<unit>%|{UNIT}|工作日|日)(?P<post>以内|以下|以上)?"
)
_EXCEED = re.compile(
    rf"(?<!不)(?<!不得)(?<!严禁)(?:超过|大于|高于|达到|低于|小于|少于)(?P<value>\d+(?:\.\d+)?)(?P<scale>(?:[万百]|千(?![米克瓦]))?)个?(?P<unit>%|℃|度|克|毫米|{UNIT})(?P<post>以上|以下)?"
    r"(?:的|时|的?，)，?(?=[^，。；]{0,10}?(?:应|必须|不得|严禁|一律|须|立即|停止|实行|禁止))"
)
_SIZE = re.compile(
    r"(?<!\d)(?P<value>\d+)(?P<scale>[万千]?)(?P<unit>人|吨|平方米|公里|米|层|小时|家)(?:\(含\))?(?P<post>以上|以下|及以上)的?(?P<of>[^，。；、()]{0,14}?(?:场所|企业|单位|作业|建筑|工程|车辆|矿山))"
)


@dataclass(frozen=True)
class Figure:
    """A printed number with its operator, unit and what it measures."""

    start: int
    end: int
    op: str
    value: int | float
    unit: str
    indicator: str
    by: str | None = None


def operator(before: str, after: str, default: str) -> str:
    """Read the operator from the words beside a number."""
    words = before + (after or "")
    for op, listed in _OPS:
        if any(word in words for word in listed):
            if (
                op == ">="
                and before.endswith(("低于", "少于"))
                and not re.search(r"不得?(?:低于|少于)$", before)
            ):
                continue
            return op
    return default


def targets(piece: Piece) -> list[Figure]:
    """All numbers to reach in a piece."""
    text = piece.plain
    found: list[Figure] = list(_yearly(text)) if "分别" in text else []
    if PERCENT.search(text):
        found.extend(one for one in _shares(text) if _free(one, found))
    if "覆盖" in text:
        found.extend(_cover(text))
    if "零" in text:
        found.extend(_zeros(text))
    if "." in text:
        found.extend(_rates(text))
    if "番" in text:
        found.extend(_doubled(text))
    found.extend(one for one in [*_counts(piece), *_han_counts(text)] if _free(one, found))
    return sorted(found, key=lambda one: one.start)[:_MOST]


# No sentence holds more; text that repeats itself without end is cut here.
_MOST = 40


def _free(one: Figure, found: list[Figure]) -> bool:
    return all(one.end <= other.start or one.start >= other.end for other in found)


def _yearly(text: str) -> Iterator[Figure]:
    """`2024、2025年分别达到90%、100%`: one value a year."""
    for found in _YEARLY_SHARES.finditer(text):
        years = re.findall(r"20\d\d", found["years"])
        subject = indicator(text[: found.start()]).removeprefix("到").removeprefix("至")
        subject = (
            subject or found["words"].strip("，").partition("分别")[0] or found["words"].partition("分别")[2]
        )
        op = operator(found["words"], "", "")
        for year, amount in zip(years, _AMOUNT.finditer(found["values"]), strict=False):
            value = scaled(amount["value"], amount["scale"])
            sign = _reach(value) if amount["unit"] == "%" else op or "="
            yield Figure(found.start(), found.end(), sign, value, amount["unit"], subject, f"{year}-12-31")


def _reach(value: int | float) -> str:
    return "=" if value == 100 else ">="


def _shares(text: str) -> Iterator[Figure]:
    previous = 0
    origin = ""
    for found in PERCENT.finditer(text):
        value = percent(found)
        before = text[previous : found.start()]
        risen = _ORIGIN.search(before)
        if risen and _RISE.match(text, found.end()):
            # What it rises from is no target; the words before it say what rises.
            origin = before[: risen.start()]
            previous = found.end()
            continue
        if origin and _RISE.match(before):
            before = origin + before
        origin = ""
        after = _MORE.match(text, found.end())
        previous = after.end() if after else found.end()
        if not _SHARE_BACKGROUND.search(before[-14:]):
            op = operator(_near(before), after[0] if after else "", _reach(value))
            subject = _share_of(before, text[previous:])
            sign = found["sign"] or "%"
            full = value == 100 and sign == "%"
            yield Figure(found.start(), found.end(), "=" if full else op, value, sign, subject)


def _near(before: str) -> str:
    return before[-16:] if before.endswith("的") else before[-6:]


def _share_of(before: str, after: str) -> str:
    """What a share is a share of: the words before it, or those after it where it opens the clause."""
    if before in ("、", "和", "及"):
        return ""
    if before.endswith(("，", "；", "。")):
        return _following(after)
    subject = indicator(before)
    opens = not re.search(
        rf"(?:{_FLOOR}|{_CEILING}|率|占比|比例|分别|下降|减少|降低|的|为|实现|率均)$", before
    )
    if (
        len(subject) < 3
        or subject.endswith(("按照", "按"))
        or (opens and not re.match(r"$|[，。；、)的]", after))
    ):
        following = _following(after)
        return subject + following if len(following) < 5 else following
    return subject


def indicator(before: str) -> str:
    """What is measured: the words before the number, without deadline and operator."""
    words = _SENTENCE_HEAD.split(before[-90:].rstrip("，、"))[-1]
    return _bare(_DATE_HEAD.sub("", words)) or _bare(words.partition("20")[0])


def _bare(words: str) -> str:
    words = _OPERATOR_TAIL.sub("", _LEAD_WORDS.sub("", words))
    return balanced(words.strip("，、： 的"))


def _following(after: str) -> str:
    words = re.split(r"[，。；]", re.sub(r"^(?:及?以上|左右|以下|以内)?的?", "", after))[0]
    return balanced(words[:30])


def _cover(text: str) -> Iterator[Figure]:
    for found in _COVER.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        near = before[-40:]
        ends = re.match(r"$|[，。；、)（(”]|的?(?:目标|要求)", after)
        achieved = _COVER_LEAD.search(_SENTENCE_HEAD.split(near)[-1])
        if (
            "两个" in near[-3:]
            or near.endswith("%")
            or not (ends or (achieved and re.search(r"(?:实现|确保|达到|完成)$", near[-4:])))
        ):
            continue
        if before.endswith(("“", "全过程、", "全方位、", "进行", "开展")) and not (
            achieved and ends and ends[0] == ""
        ):
            continue
        yield Figure(found.start(), found.end(), "=", 100, "%", _covered(before, after))


def _covered(before: str, after: str) -> str:
    """What is covered wholly: the words before, those after (全覆盖培训), or the clause before."""
    own, _, earlier = before[::-1].partition("，")
    subject = _LEAD_WORDS.sub("", indicator(own[::-1]) + "  ").strip().rpartition("全覆盖、")[2]
    subject = re.sub(r"^(?:组织)?(?:对|将|把|为|使)(?=.{4})", "", subject)
    if len(subject) < 2 and not re.match(r"$|[，。；、]", after):
        subject = _following(after)
    if len(subject) < 2:
        subject = indicator(earlier[::-1]) or subject
    return f"{'' if '%' in subject else subject}覆盖率"


def _zeros(text: str) -> Iterator[Figure]:
    for found in [*_ZERO.finditer(text), *_BARE_ZERO.finditer(text)]:
        if text[: found.start()].endswith("以"):
            # 以“零事故”为主题: a motto.
            continue
        alone = found.groupdict().get("alone")
        subject = alone or f"{indicator(text[: found.start()])}{found['what'] or ''}"
        thing = "" if alone or found["thing"] in ("发生", "增长") else found["thing"]
        op, unit = ("<=", "%") if found["thing"] == "增长" else ("=", "起")
        yield Figure(found.start(), found.end(), op, 0, unit, balanced(f"{subject}{thing}"))


def _rates(text: str) -> Iterator[Figure]:
    """`死亡率控制在0.05以下`: a rate without a unit."""
    for found in _RATE.finditer(text):
        op = operator(found["op"], found["post"] or "", "<=" if found["op"].startswith("降") else ">=")
        subject = indicator(text[: found.start("op")])
        yield Figure(found.start(), found.end(), op, float(found["value"]), "", subject)


def _doubled(text: str) -> Iterator[Figure]:
    """`翻一番`: twice as much."""
    for found in _DOUBLED.finditer(text):
        times = int(number(found["times"])) if found["times"] else 1
        yield Figure(found.start(), found.end(), ">=", 2**times, "倍", indicator(text[: found.start()]))


def _han_counts(text: str) -> Iterator[Figure]:
    """`建成两座`: numbers in words behind a verb that achieves; one alone is no number to reach."""
    for found in [*_HAN_COUNT.finditer(text), *_HAN_LAST.finditer(text)]:
        value = number(found["value"])
        if value < 2 or text[max(0, found.start() - 1) : found.start()] in ("第", "每"):
            continue
        op = operator(found[0], found["post"] or "", "=")
        thing = re.split(r"[，。；、(]", text[found.end() :])[0][:24]
        yield Figure(found.start("value"), found.end(), op, value, found["unit"], balanced(thing))


def _counts(piece: Piece) -> Iterator[Figure]:
    text = piece.plain
    last_end = -1
    parts = False
    last_op = ""
    for found in _COUNT.finditer(text):
        gap = text[last_end : found.start()] if 0 <= last_end >= found.start() - 24 else None
        listed = gap is not None and ("、" in gap or not gap)
        parts = parts or bool(last_end >= 0 and "其中" in text[last_end : found.start()])
        listed = listed or parts
        if not _counted(text, found, listed):
            continue
        last_end = found.end()
        value = scaled(found["value"], found["scale"])
        near = found["op"] or _LEAST.search(text[max(0, found.start() - 16) : found.start()])
        last_op = (near if isinstance(near, str) else near[0] if near else "") or (last_op if listed else "")
        op = operator(last_op, found["post"] or "", "=")
        yield Figure(found.start(), found.end(), op, value, found["unit"], _thing(text, found))


def _counted(text: str, found: re.Match[str], listed: bool) -> bool:
    """Whether a number with a unit is something to reach and not the size of a class, a date or a list."""
    before, after = text[: found.start()], text[found.end() :]
    if found["unit"] in _TIME or before.endswith(_NOT_AFTER):
        return False
    if _NOT_COUNTED.match(after) and (found["unit"] in _VAGUE or after[:1].isdigit()):
        return False
    if (found["unit"] in ("期", "场") and "每" in before[-40:]) or _EACH.search(before):
        return False
    if found["post"] and (found["post"].startswith("/") or after.startswith("的")):
        return False
    if found["unit"] == "个百分点":
        return bool(re.search(r"下降|减少|降低|提高|提升|压减", before[-12:]))
    if found["op"]:
        return _operated(found["op"], before, after)
    if found["post"]:
        return found["post"] == "以上" and _above(before, after)
    return (
        listed or "至少" in before[-5:] or (bool(_VERB_BEFORE.search(before[-44:])) and not _generic(found))
    )


def _above(before: str, after: str) -> bool:
    """`完成30家以上`, or `退出产能20万吨以上` where the clause ends."""
    if re.search(rf"(?:{_ACHIEVE})$", before):
        return True
    return re.match(r"$|[，。；、]", after) is not None and bool(_VERB_BEFORE.search(before[-30:]))


def _operated(op: str, before: str, after: str) -> bool:
    if op.startswith("不得") or before.endswith(("不得", "严禁")):
        return False
    return op not in _LOOSE_OPS or re.match(r"$|[，。；、]", after) is not None


def _generic(found: re.Match[str]) -> bool:
    """`1个平台`, `2类`: too small and too vague to be measured without 不少于 or 完成."""
    return (
        found["unit"] in ("项", "类", "种", "批", "条", "本", "份")
        and not found["scale"]
        and float(found["value"]) < 3
    )


def _thing(text: str, found: re.Match[str]) -> str:
    """The counted things: the words after the number, else those before it."""
    before = indicator(re.split(r"、", text[: found.start()])[-1])
    after = re.split(r"[，。；、(]", re.sub(r"^(?:及?以上|左右|以下|以内)?的?", "", text[found.end() :]))[0][
        :24
    ]
    if re.fullmatch(_ACHIEVE if after else "完成|实现|达到|建成|累计", before):
        before = ""
    return balanced(f"{before[-16:]}{after}" if after else before)


def limits(piece: Piece) -> list[Figure]:
    """Thresholds that must not be passed, and sizes from which a rule holds."""
    text = piece.plain
    found: list[Figure] = []
    for one in [*_LIMIT.finditer(text), *_TERM.finditer(text)]:
        if one["unit"] in _TIME and "每" in text[max(0, one.start() - 24) : one.start()]:
            continue
        value = scaled(one["value"], one["scale"])
        op = ">=" if one["word"].endswith(("少于", "低于", "至少")) else "<="
        found.append(Figure(one.start(), one.end(), op, value, one["unit"], indicator(text[: one.start()])))
    for one in _EXCEED.finditer(text):
        value = scaled(one["value"], one["scale"])
        op = operator(one[0], "", ">=")
        found.append(Figure(one.start(), one.end(), op, value, one["unit"], indicator(text[: one.start()])))
    for one in _SIZE.finditer(text):
        if not re.search(rf"(?:{_FLOOR})$", text[: one.start()]):
            value = scaled(one["value"], one["scale"])
            op = "<=" if one["post"] == "以下" else ">="
            subject = f"{one['of'].strip('的')}{'人数' if one['unit'] == '人' else '规模'}"
            found.append(Figure(one.start(), one.end(), op, value, one["unit"], subject))
    return found
