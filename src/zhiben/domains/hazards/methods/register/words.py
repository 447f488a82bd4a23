"""The words registers use: heads of columns, states, grades, ticks, lines that are no data."""

import re
import unicodedata
from functools import lru_cache

UNIT, DESCRIPTION, PLACE, STATE, GRADE, BASIS = "unit", "description", "place", "state", "grade", "basis"
FOUND, LIMIT, DONE = "found_day", "limit_day", "done_day"
MEASURES, MONEY, PERSON, PHONE, PHOTO, SERIAL, KEEP = (
    "measures",
    "money",
    "person",
    "phone",
    "photo",
    "serial",
    "keep",
)
FIELDS = (
    UNIT,
    DESCRIPTION,
    PLACE,
    FOUND,
    STATE,
    DONE,
    LIMIT,
    GRADE,
    BASIS,
    MEASURES,
    MONEY,
    PHOTO,
    PERSON,
    PHONE,
    SERIAL,
    KEEP,
)
"""What a column may be. `keep`: kept as it stood, not read."""
SINGLE = frozenset({UNIT, DESCRIPTION, FOUND, LIMIT, DONE, GRADE, MONEY, SERIAL})
DAYS = frozenset({FOUND, LIMIT, DONE})
APART = frozenset({PERSON, PHONE})
"""Fields with names or numbers of persons: kept apart."""

HEADS: dict[str, tuple[str, ...]] = {
    SERIAL: ("序号", "编号", "序", "no", "no.", "项次", "隐患编号"),
    UNIT: (
        "单位名称", "企业名称", "受检单位", "被检查单位", "被检单位", "检查单位名称", "隐患单位",
        "存在隐患单位",
        "场所名称", "单位", "企业", "被检查企业", "生产经营单位", "经营主体", "门店名称", "车间",
        "部门", "责任单位",
        "所属单位", "点位名称", "店名",
    ),
    DESCRIPTION: (
        "存在问题", "隐患内容", "问题描述", "隐患描述", "问题隐患", "安全隐患", "隐患情况",
        "发现的问题", "发现问题",
        "检查发现的问题", "主要问题", "主要隐患", "存在的问题", "存在隐患", "存在的隐患", "隐患",
        "问题", "隐患问题",
        "事故隐患", "隐患具体内容", "具体问题", "问题及隐患", "存在的主要问题", "不符合项", "隐患名称",
        "重大事故隐患内容",
        "存在的问题和隐患",
    ),
    PLACE: (
        "隐患部位", "部位", "地点", "位置", "隐患地点", "所在位置", "具体位置", "存在部位", "区域",
        "检查部位", "隐患位置",
    ),
    FOUND: (
        "检查时间", "检查日期", "排查时间", "排查日期", "发现时间", "发现日期", "登记时间", "登记日期",
        "上报时间",
        "录入时间", "巡查日期", "巡查时间", "时间", "日期", "检查", "通报时间",
    ),
    LIMIT: (
        "整改时限", "整改期限", "整改限期", "限期", "时限", "完成时限", "限改日期", "要求完成时间",
        "计划完成时间",
        "治理时限", "限期整改时间", "应完成时间", "整改截止日期", "拟完成时间",
    ),
    DONE: (
        "完成时间", "整改完成时间", "完成日期", "整改完成日期", "实际完成时间", "销号时间", "销号日期",
        "验收时间",
        "复查时间", "复查日期", "闭环时间", "整改时间", "整改日期", "验收日期",
    ),
    STATE: (
        "整改情况", "整改状态", "完成情况", "是否整改", "是否整改到位", "是否完成整改", "是否销号",
        "是否闭环",
        "整改进展", "进展情况", "目前状态", "状态", "整改落实情况", "整改结果", "复查情况", "验收情况",
        "销号情况",
        "是否完成", "整改进度", "治理情况", "已整改", "未整改", "整改中", "复查结果", "验收结果", "结果",
    ),
    GRADE: ("隐患等级", "隐患级别", "等级", "级别", "风险等级", "隐患类型", "隐患分级", "类型", "性质", "隐患类别"),
    BASIS: ("判定依据", "依据", "判定标准", "检查依据", "违反条款", "法规依据", "标准依据"),
    MEASURES: (
        "整改措施", "治理措施", "整改要求", "整改建议", "措施", "整改意见", "处理意见", "处置措施",
        "应急措施",
        "防范措施", "整改方案", "应急预案", "预案", "管控措施", "临时措施",
    ),
    MONEY: (
        "整改资金", "资金", "治理资金", "投入资金", "资金投入", "整改资金投入", "费用", "整改费用",
        "金额", "资金落实",
    ),
    PHOTO: (
        "照片", "图片", "隐患照片", "整改前照片", "整改后照片", "整改前", "整改后", "现场照片",
        "佐证照片", "前", "后",
        "整改前图片", "整改后图片", "佐证", "影像资料",
    ),
    PERSON: (
        "责任人", "整改责任人", "负责人", "检查人", "检查人员", "排查人", "验收人", "复查人",
        "责任领导", "联系人",
        "包保责任人", "填报人", "督办人", "监管责任人", "主要负责人", "销号人", "专家", "发现人",
        "检查组成员",
    ),
    PHONE: ("联系电话", "电话", "联系方式", "手机", "手机号", "手机号码"),
    KEEP: ("备注", "说明", "乡镇", "街道", "所属镇", "属地", "行业", "行业领域", "地址", "监管部门", "主管部门"),
}  # fmt: skip
"""Words of heads by field, those of an office's register as they are written."""

CLOSED, RECTIFYING, RECTIFIED, REPORTED, UNFOUNDED, NONE = (
    "closed",
    "rectifying",
    "rectified",
    "reported",
    "unfounded",
    "none",
)
"""What a state word may mean; `none`: the row is no hazard."""
STATES: dict[str, tuple[str, ...]] = {
    CLOSED: (
        "已整改", "已完成", "已销号", "已闭环", "完成", "整改完成", "已整改完成", "整改到位",
        "已整改到位", "完成整改",
        "已完成整改", "立行立改", "当场整改", "现场整改", "合格", "是", "√", "✓", "✔", "■", "☑", "已改",
        "销号", "闭环",
        "验收合格", "复查合格", "已验收", "100%", "已消除", "已治理", "已落实", "绿色", "1", "整改完毕",
        "已整改完毕",
    ),
    RECTIFYING: (
        "整改中", "正在整改", "未整改", "未完成", "进行中", "限期整改", "未整改到位", "部分整改",
        "未销号", "未闭环",
        "长期坚持", "持续整改", "持续推进", "正在推进", "否", "×", "✗", "✘", "x", "□", "☐", "○", "",
        "-", "/", "—",
        "黄色", "红色", "橙色", "0", "治理中", "逾期未整改", "正在办理", "推进中", "未改", "立案查处",
    ),
    RECTIFIED: ("待验收", "待复查", "已整改待验收", "整改完成待复查", "待销号", "申请验收", "申请销号", "待核查"),
    REPORTED: ("待确认", "待核实", "待整改", "未处理", "新增"),
    UNFOUNDED: ("不属实", "误报", "撤销", "取消", "不属于隐患", "查无此事"),
    NONE: ("无", "无隐患", "未发现问题", "未发现隐患"),
}  # fmt: skip
GRADES: dict[str, tuple[str, ...]] = {
    "major": ("重大", "重大隐患", "重大事故隐患", "重大火灾隐患", "一级", "红", "红色"),
    "general": (
        "一般", "一般隐患", "一般事故隐患", "较大", "较大隐患", "低", "低风险", "二级", "三级", "四级",
        "黄", "蓝", "黄色", "蓝色", "橙色",
    ),
}  # fmt: skip
TICKS = frozenset("√✓✔☑■●")
CROSSES = frozenset("×✗✘□☐○")
COLOURS = {"green": "绿色", "red": "红色", "yellow": "黄色", "orange": "橙色", "blue": "蓝色"}
NO_HAZARD = re.compile(
    r"^(无|无隐患|无问题|未发现(明显)?(的)?(安全)?(问题|隐患|异常)|检查正常|正常|未见异常)[。.]?$"
)
TOTAL = re.compile(r"^(合计|总计|小计|共计|累计|本页合计|合\s*计)")
FOOT = re.compile(
    r"^(填表人|填报人|制表人?|审核人?|审批人?|审签|负责人|单位负责人|主要负责人|分管领导|分管负责人|联系人|联系电话|"
    r"签字|签名|签章|盖章|检查人员?签[字名]|注|备注|说明|填表说明|填报单位|填报日期|填表日期|填报时间|报送单位|报送时间|"
    r"第\s*\d+\s*页|共\s*\d+\s*页|制表单位|制表日期|日期|单位[(（]?(盖章|公章)[)）]?)(签[字名章])?\s*[:：(（]|^(注|备注|说明)\s*[:：]"
    r"|^第\s*\d+\s*页|^(以下空白|此页无正文)"
)

_BLANK = re.compile(r"[\s*::、,,.。;;·]+")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A word to compare: half-width, small, without blanks, stars and marks."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).lower())


_STATE_OF = {plain(word): state for state, words in STATES.items() for word in words}
_GRADE_OF = {plain(word): grade for grade, words in GRADES.items() for word in words}
_UNDONE = ("未", "没有", "尚未", "待", "正在", "不", "中")


@lru_cache(maxsize=10_000)
def state_of(word: str) -> str:
    """What a state word means; empty when it says nothing known."""
    text = plain(word)
    if text in _STATE_OF:
        return _STATE_OF[text]
    for state in (UNFOUNDED, RECTIFIED, RECTIFYING, CLOSED):
        for known in STATES[state]:
            if len(known) > 2 and plain(known) in text:
                return state
    if any(text.startswith(sign) for sign in _UNDONE):
        return RECTIFYING
    return CLOSED if text.startswith("已") else ""


def grade_of(word: str) -> str:
    """What a grade word means; empty when it says nothing known."""
    text = plain(word)
    if text in _GRADE_OF:
        return _GRADE_OF[text]
    return "major" if text.startswith("重大") else "general" if text.startswith("一般") else ""
