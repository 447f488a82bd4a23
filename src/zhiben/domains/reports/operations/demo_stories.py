"""The cases that show each way through the procedure: closed, on the way, sent back, extended, overdue."""

from datetime import timedelta

from zhiben.domains.hazards import operations as hazards
from zhiben.domains.reports.operations.demo_cases import Case
from zhiben.domains.reports.operations.demo_world import World


def drive_cases(world: World) -> None:
    """Drive every story, the oldest first."""
    for number, story in enumerate(_STORIES, 1):
        story(world, number * 100)


def _closed_with_suspension(world: World, seed: int) -> None:
    words = ("冲压机安全装置失效", "三号冲压机双手启动装置失灵，存在伤手危险", "一号车间冲压工位")
    case = Case(world, 1, "emergency", "general", words, seed)
    case.report("safety1", 60, stopped="一号车间三号冲压机及相邻工位")
    case.confirm(59, major=True)
    case.letter(58, 30)
    case.letter_by_account(58, "controller1")
    case.plan(56, 20)
    case.rectify(40)
    case.accept(38)
    case.close(36)


def _closed_in_second_round(world: World, seed: int) -> None:
    words = ("罐区防火堤开裂", "二号罐组防火堤存在贯通裂缝", "罐区")
    case = Case(world, 2, "emergency", "general", words, seed)
    case.report("emergency2", 110)
    case.confirm(109, major=True)
    case.letter(108, 45)
    case.plan(105, 40)
    case.rectify(90)
    case.send_back(88)
    case.rectify(75)
    case.accept(73)
    case.close(70)


def _overdue(world: World, seed: int) -> None:
    words = ("燃气软管穿墙未加套管", "后厨燃气软管穿越隔墙且无保护套管", "后厨")
    case = Case(world, 3, "urban", "gas", words, seed)
    case.report("yunxi1", 40)
    case.confirm(39, major=True)
    case.letter(38, 30)
    case.plan(36, 25)


def _unfounded(world: World, seed: int) -> None:
    words = ("疑似燃气泄漏", "后厨有异味，疑似燃气泄漏", "后厨")
    case = Case(world, 3, "urban", "gas", words, seed)
    case.report("safety3", 28)
    case.by("urban2", 28, hazards.decline_hazard, text="经检测无泄漏，异味来自下水口")


def _sent_back(world: World, seed: int) -> None:
    words = ("疏散指示标志损坏", "二层疏散指示标志多处不亮", "二层走廊")
    case = Case(world, 4, "fire", "fire", words, seed)
    case.report("fire2", 30)
    case.confirm(29, major=False)
    case.letter(28, 40)
    case.plan(26, 20)
    case.rectify(12)
    case.send_back(9)


def _extended(world: World, seed: int) -> None:
    words = ("自动喷水灭火系统停用", "三层自动喷水灭火系统因漏水停用", "三层")
    case = Case(world, 4, "fire", "fire", words, seed)
    case.report("safety4", 45, stopped="三层老人居室")
    case.confirm(44, major=True)
    case.letter(43, 40)
    case.plan(41, 35)
    until = world.today + timedelta(days=27)
    reason = {"reason": "更换管件需向厂家订货", "interim": "三层停用，增设灭火器，夜间专人巡查"}
    case.by("principal4", 10, hazards.ask_extension, until=until, **reason)
    case.by("fire2", 8, hazards.decide_extension, granted=True, text="同意延期，临时措施不得撤除")


def _to_be_accepted(world: World, seed: int) -> None:
    words = ("实验室通风橱失效", "化学实验室两台通风橱风量不足", "实验楼")
    case = Case(world, 5, "education", "campus", words, seed)
    case.report("safety5", 24)
    case.confirm(23, major=False)
    case.letter(22, 30)
    case.plan(20, 20)
    case.rectify(4)


def _half_accepted(world: World, seed: int) -> None:
    words = ("体育器材固定不牢", "操场篮球架底座配重缺失", "操场")
    case = Case(world, 5, "education", "campus", words, seed)
    case.report("education2", 20)
    case.confirm(19, major=False)
    case.letter(18, 30)
    case.plan(17, 14)
    case.rectify(6)
    case.accept(3, officers=(3,))


def _to_be_reviewed(world: World, seed: int) -> None:
    words = ("自动扶梯梳齿板断齿", "一号自动扶梯下部梳齿板断齿三处", "一层自动扶梯")
    case = Case(world, 6, "market", "special_equipment", words, seed)
    case.report("safety6", 26, stopped="一号自动扶梯")
    case.confirm(25, major=True)
    case.letter(24, 30)
    case.plan(22, 15)
    case.rectify(7)
    case.accept(5)


def _extension_waits(world: World, seed: int) -> None:
    words = ("防火卷帘无法下降", "地下车库防火卷帘控制器故障", "地下车库")
    case = Case(world, 6, "fire", "fire", words, seed)
    case.report("fire3", 32)
    case.confirm(31, major=True)
    case.letter(30, 35)
    case.plan(28, 30)
    until = world.today + timedelta(days=35)
    reason = {"reason": "控制器停产，需整体更换", "interim": "车库分区停用，值班人员现场看守"}
    case.by("principal6", 2, hazards.ask_extension, until=until, **reason)


def _being_rectified(world: World, seed: int) -> None:
    words = ("喷漆房排风联锁失效", "喷漆房排风机停止后喷枪仍可工作", "二号车间喷漆房")
    case = Case(world, 1, "emergency", "general", words, seed)
    case.report("safety1", 9, stopped="二号车间喷漆房")
    case.confirm(8, major=True)
    case.letter(8, 30)
    case.letter_by_account(7, "controller1")
    case.plan(5, 25)


def _letter_to_be_issued(world: World, seed: int) -> None:
    words = ("安全阀铅封缺失", "反应釜安全阀铅封缺失，无法证明校验状态", "生产装置区")
    case = Case(world, 2, "emergency", "general", words, seed)
    case.report("emergency3", 4)
    case.confirm(3, major=False)


def _to_be_confirmed(world: World, seed: int) -> None:
    words = ("有毒气体报警器误报频发", "装置区有毒气体报警器频繁误报，值班人员已习惯性消音", "生产装置区")
    Case(world, 2, "emergency", "general", words, seed).report("safety2", 1)


def _found_on_patrol(world: World, seed: int) -> None:
    words = ("车间门口堆放油桶", "巡查发现车间门口堆放油桶，占用疏散通道", "一号车间门口")
    Case(world, 1, "fire", "fire", words, seed).report("grid1", 2)


_STORIES = (
    _closed_in_second_round,
    _closed_with_suspension,
    _extended,
    _overdue,
    _extension_waits,
    _sent_back,
    _unfounded,
    _to_be_reviewed,
    _to_be_accepted,
    _half_accepted,
    _being_rectified,
    _letter_to_be_issued,
    _found_on_patrol,
    _to_be_confirmed,
)
