"""Who owes a duty and by what activity, suggested from the words of a sentence; a person decides. Pure."""

from collections.abc import Mapping
from typing import Any

_ACTIVITIES = (
    (("疏散演练", "逃生演练", "逃生避险", "紧急撤离"), "drill.evacuation"),
    (("消防演练", "灭火演练"), "drill.fire"),
    (("演练",), "drill"),
    (("带队检查", "带队开展", "带队深入"), "inspection.led"),
    (("重大事故隐患排查", "排查重大事故隐患", "重大隐患排查"), "check.major_hazards"),
    (("警示教育",), "warning_education"),
    (("主要负责人培训", "主要负责人安全培训"), "training.principal"),
    (("从业人员培训", "全员培训", "职工培训"), "training.staff"),
    (("培训",), "training"),
    (("研判会商", "会商研判", "分析研判", "风险研判"), "meeting.analysis"),
    (("安委会会议", "安委会全体会议"), "meeting.committee"),
    (("联席会议",), "meeting.coordination"),
    (("安全生产会议", "安全生产例会", "安全例会"), "meeting.safety"),
    (("集中学习", "专题学习"), "study"),
    (("宣讲", "授课"), "talk"),
    (("自查", "自检"), "inspection.self"),
    (("巡查", "巡检"), "patrol"),
    (("主题日",), "safety_day"),
    (("约谈",), "meeting.interview"),
)
"""The most particular first: what a sentence calls it, and the word of the packs."""
_UNITS = {
    "enterprise": ("企业", "公司", "矿山", "煤矿", "生产经营单位", "工厂"),
    "school": ("学校", "幼儿园"),
    "hospital": ("医院", "医疗机构"),
    "home": ("养老机构", "福利院", "敬老院"),
}
_BODIES = ("政府", "安委会", "安委办", "部门", "局", "街道", "办事处", "镇", "乡")
_LEADERS = (("主要负责人", "principal"), ("矿长", "mine_manager"), ("校长", "school_head"))


def suggested(sentence: str, sectors: Mapping[str, str]) -> dict[str, Any]:
    """`activity`, `who` and `led_by` of a duty where the sentence says them; `sectors`: key -> name.

    Whom it means is suggested only where it is plainly units and no body leads: a wrong suggestion costs more
    than none.
    """
    found: dict[str, Any] = {}
    activity = next((key for words, key in _ACTIVITIES if any(word in sentence for word in words)), None)
    if activity:
        found["activity"] = activity
    before = sentence.split("每")[0]
    kinds = [kind for kind, words in _UNITS.items() if any(word in before for word in words)]
    if len(kinds) == 1 and not any(word in before for word in _BODIES):
        who: dict[str, Any] = {"subject": "unit", "kinds": kinds}
        named = [key for key, name in sectors.items() if name in before]
        found["who"] = {**who, "sectors": named} if len(named) == 1 else who
        if activity == "inspection.led":
            found["led_by"] = [key for word, key in _LEADERS if word in before]
    whole = "who" in found and "activity" in found
    return {key: value for key, value in found.items() if value} if whole else {}
