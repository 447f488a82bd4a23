"""One case for each further procedure: short lives, other bodies, other grades, other ends, look-back."""

from datetime import timedelta

from zhiben.domains.hazards import operations as hazards
from zhiben.domains.hazards import queries
from zhiben.domains.reports.operations.demo_cases import Case
from zhiben.domains.reports.operations.demo_pictures import signature
from zhiben.domains.reports.operations.demo_world import World

_SEED = 5000


def drive_procedures(world: World) -> None:
    """Drive every procedure, each at its own unit."""
    for number, procedure in enumerate(_PROCEDURES, 1):
        procedure(world, _SEED + number * 100)
    _look_back(world)


def _kept_inside(world: World, seed: int) -> None:
    """Unit 1 keeps general hazards to itself: closed, put right and waiting, open."""
    closed = _own(world, seed, "worker1", 20, "灭火器箱门卡滞", "二号车间西门", fixed=True)
    closed.by("principal1", 19, hazards.close_own, text="已检查，开启灵活")
    waiting = _own(world, seed, "safety1", 5, "配电箱前堆放纸箱", "一号车间配电间")
    waiting.by("safety1", 4, hazards.fix_own, text="纸箱已移走，地面划线标识")
    _own(world, seed, "worker1", 2, "楼梯扶手松动", "办公楼二层楼梯")


def _own(
    world: World, seed: int, who: str, days: int, title: str, place: str, *, fixed: bool = False
) -> Case:
    case = Case(world, 1, "emergency", "general", (title, title, place), seed)
    case.id = hazards.record_own(
        actor=world.actor(who), at=world.ago(days), title=title, place=place, fixed=fixed
    )
    return case


def _dissuaded(world: World, seed: int) -> None:
    """A grid member dissuaded twice: one is to be looked at once more, one was put right."""
    done = _told(world, seed, 12, "疏散通道停放电动自行车", "当场劝导，店主答应移到室外充电棚。")
    done.by("grid1", 10, hazards.look_again, corrected=True, text="已移走，通道畅通")
    _told(world, seed + 50, 1, "插线板串接拉到后厨", "当场拔除，告知店主改用固定插座。")


def _told(world: World, seed: int, days: int, title: str, text: str) -> Case:
    case = Case(world, 3, "fire", "fire", (title, text, "后厨通道"), seed)
    case.id = hazards.dissuade(
        actor=world.actor("grid1"),
        at=world.ago(days),
        unit_id=world.known("unit3").id,
        title=title,
        place="后厨通道",
        text=text,
        matter="fire",
        photos=case.photos("grid1", days, 1),
    )
    return case


def _ordered(world: World, seed: int) -> None:
    """An order of law on a general hazard, half re-inspected."""
    words = ("作业票未审批", "两张动火作业票缺少审批签字", "生产装置区")
    case = Case(world, 2, "emergency", "general", words, seed)
    case.report("emergency2", 14, photos=1)
    case.confirm(13, major=False)
    case.letter(13, 10, ordered=True)
    case.rectify(6)
    case.by("emergency2", 3, hazards.reinspect, text="补签完成，抽查无误", signature_png=signature(seed + 12))


def _transferred(world: World, seed: int) -> None:
    """Reported as general, it belongs to fire safety: offered, taken."""
    words = ("仓库占用消防车通道", "成品仓库外侧堆料占用消防车通道", "成品仓库")
    case = Case(world, 1, "emergency", "general", words, seed)
    case.report("yunxi1", 9, photos=1)
    offer = {"to_body_id": world.bodies["fire"], "matter": "fire", "text": "属消防安全事项，建议移交"}
    case.by("emergency2", 8, hazards.propose_transfer, **offer)
    case.by("fire2", 7, hazards.accept_transfer, text="同意承接")


def _refused_twice(world: World, seed: int) -> None:
    """Nobody wants it: the committee's office has to say who handles it."""
    words = ("观光电梯旁护栏松动", "一层观光电梯候梯区玻璃护栏松动", "一层中庭")
    case = Case(world, 6, "commerce", "general", words, seed)
    case.report("commerce2", 8, photos=1)
    offer = {"to_body_id": world.bodies["market"], "matter": "special_equipment", "text": "属电梯附属设施"}
    for days, answer in ((7, "护栏不属特种设备"), (5, "复核后仍不属特种设备")):
        case.by("commerce2", days, hazards.propose_transfer, **offer)
        case.by("market2", days - 1, hazards.refuse_transfer, text=answer)


def _found_by_another(world: World, seed: int) -> None:
    """Found by the emergency bureau in a unit of the commerce bureau: accepted, the finder has not signed yet."""
    words = ("货运平台无防坠落措施", "卸货平台临边无护栏和警示标识", "卸货平台")
    case = Case(world, 6, "commerce", "general", words, seed)
    case.report("emergency2", 21, photos=1)
    case.confirm(20, major=False)
    case.letter(20, 20)
    case.rectify(8)
    case.accept(4)


def _major_fire(world: World, seed: int) -> None:
    """A major fire hazard: collective discussion first, the unit states its case and is answered."""
    words = ("疏散楼梯间被封堵", "东侧疏散楼梯间首层出口被砖墙封堵", "东侧楼梯间")
    case = Case(world, 4, "fire", "fire", words, seed)
    case.report("fire2", 18, photos=1)
    minutes = "大队集体讨论，五人参加，一致认定为重大火灾隐患（示例）"
    case.by("fire2", 17, hazards.record_discussion, kind="discussion", text=minutes)
    basis = "按演示口径判定为重大火灾隐患（示例）"
    case.by("fire2", 17, hazards.confirm_hazard, grade="major_fire", basis=basis, text="集体讨论认定")
    case.letter(16, 60)
    case.by("principal4", 15, hazards.state_case, text="出口为临时封堵，正在拆除，请求按一般隐患处理")
    case.by("fire2", 14, hazards.answer_case, text="封堵属实，现场仍不能使用，维持认定")
    case.plan(13, 45)


def _repeated(world: World, seed: int) -> None:
    """Found again at the same place within a year; one of the four double reports is made."""
    words = ("冲压机光幕被短接", "二号冲压机光幕保护被短接", "一号车间冲压工位")
    case = Case(world, 1, "emergency", "general", words, seed)
    case.report("safety1", 5, photos=1)
    case.confirm(4, major=True)
    day = world.today - timedelta(days=3)
    told = {"occasion": "found", "to": "congress", "day": day, "text": "职工代表大会通报（示例）"}
    case.by("safety1", 3, hazards.double_report, **told)


def _handed_over(world: World, seed: int) -> None:
    """It belongs to somebody outside this platform."""
    words = ("专用铁路道口看守缺失", "厂区专用铁路道口无人看守", "专用铁路道口")
    case = Case(world, 2, "emergency", "general", words, seed)
    case.report("emergency2", 16, photos=1)
    case.confirm(15, major=False)
    where = {"destination": "示例铁路监督管理机构", "text": "属铁路专用线，书面移交并附照片"}
    case.by("emergency2", 14, hazards.hand_over, **where)


def _merged(world: World, seed: int) -> None:
    """Found twice, by the unit and by the grid: one hazard, two sources."""
    kept = Case(world, 1, "fire", "fire", ("消火栓前堆放货物", "西侧消火栓被货物遮挡", "二号车间"), seed)
    kept.report("safety1", 7, photos=1)
    words = ("消火栓被遮挡", "二号车间西侧消火栓前堆货，无法开启", "二号车间")
    ended = Case(world, 1, "fire", "fire", words, seed + 50)
    ended.report("grid1", 6, photos=1)
    hazards.merge_hazards(
        actor=world.actor("fire2"),
        at=world.ago(5),
        kept_id=kept.id,
        ended_id=ended.id,
        kept_version=kept.version,
        ended_version=ended.version,
        text="同一处消火栓",
    )


_PROCEDURES = (
    _kept_inside,
    _dissuaded,
    _ordered,
    _transferred,
    _refused_twice,
    _found_by_another,
    _major_fire,
    _repeated,
    _handed_over,
    _merged,
)


def _look_back(world: World) -> None:
    """The office drew a share of what was closed; one of the drawn was looked at again and is sound."""
    office, last = world.actor("office1"), world.today - timedelta(days=10)
    hazards.draw_look_back(
        actor=office,
        at=world.ago(6),
        first=last - timedelta(days=80),
        last=last,
        percent=10,
        seed="云溪示例回头看",
    )
    drawn = queries.look_backs(office)[0].cases[0]
    case = queries.case(office, drawn["id"], world.today)
    holder = next(key for key, body in world.bodies.items() if body == case.body_id)
    hazards.look_back(
        actor=world.actor(f"{holder}1"),
        at=world.ago(2),
        hazard_id=case.id,
        seen_version=case.version,
        text="现场复看，未反弹",
    )
