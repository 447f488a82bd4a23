"""The invented plan: imported through the reader, reviewed by rule, published, signed for and reported on."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from zhiben.core import clock, files
from zhiben.core.deadlines import add_months
from zhiben.domains.instruments import operations as instruments
from zhiben.domains.instruments import queries as documents
from zhiben.domains.plans import operations as plans
from zhiben.domains.plans import queries as plan_lists
from zhiben.domains.reports.operations.demo_world import DATA, World

PUBLISHED = 80
"""So many days before the loading the plan was published."""
_TITLE = "云溪区安全生产治本攻坚三年行动实施方案（示例）"
_UNSIGNED = "完成医疗机构氧气站和地下空间安全整治"
_OBJECTED = "完成一线职工安全技能培训5000人次"
_UPHELD = "完成农机驾驶操作人员轮训"
_NAMED = "重点行业企业主要负责人培训考核覆盖率达到100%"
_STILL_RUNNING = "治理农村公路平交路口安全隐患60处"
_BROKEN_DOWN = "实现重大事故隐患线上闭环办理全覆盖"
_DONE = ("完成重点营运车辆动态监控设备更新", "完成中小学校和幼儿园电气线路检测")
_WORDS = (
    ("已完成摸底并建立清单，召开部署会一次", "累计完成工作量过半", 55, "下月组织集中检查"),
    ("推进设备采购，完成招标", "累计完成三分之一", 35, "签订合同并开工"),
    ("开展培训两场，参训一百二十人", "累计培训五场", 70, "组织考核"),
)
_REPORTS = ("reviewed reviewed", "reviewed filled", "reviewed -", "nil nil", "reviewed returned", "- -")
"""How the two last months stand, share after share."""


@dataclass(slots=True)
class Share:
    """A share as the steps need it, with the department's username stem."""

    id: int
    title: str
    stands: str
    body_id: int | None
    due_day: date
    who: str
    version: int = 1


def run_plan(world: World) -> None:
    """Import and publish the plan, and let its bodies work on it."""
    plan_id = _publish(world)
    found = _shares(world, plan_id)
    _confirm_old(world, found)
    _object(world, found)
    _name_lead(world, found)
    _sign(world, found)
    _break_down(world, found)
    _report(world, [share for share in found if share.stands == "running"])
    _complete(world, found)
    _read_targets(world, plan_id)
    plans.ask_for_reports(actor=world.system, at=world.at)


def _publish(world: World) -> int:
    office, at, year = world.actor("office1"), world.ago(PUBLISHED), world.last_year
    years = {f"y{place}": year - 3 + place for place in range(4)}
    text = (DATA / "demo_plan.txt").read_text("utf-8").format(**years)
    file = files.store(actor=office, at=at, data=text.encode(), name=f"{_TITLE}.txt", purpose="document")
    document = instruments.import_document(actor=office, at=at, file_id=file, title=_TITLE)
    ids = [line.id for line in documents.proposals(office, document)]
    for chosen, decision in ((ids[:1], "dropped"), (ids[1:], "kept")):
        instruments.decide_proposals(
            actor=office, at=at, document_id=document, proposal_ids=chosen, decision=decision
        )
    instruments.publish_document(
        actor=office,
        at=at,
        document_id=document,
        seen_version=documents.document(office, document).version,
        counting_from=date(year, 1, 1),
        period_from=date(year - 2, 1, 1),
        period_to=date(year, 12, 31),
        stock_cutoff=date(year - 2, 1, 1),
    )
    plan_id = plan_lists.plan_of_document(office, document)
    if plan_id is None:
        raise LookupError(document)
    return plan_id


def _shares(world: World, plan_id: int) -> list[Share]:
    keys = {body: key for key, body in world.bodies.items()}
    rows = plan_lists.shares(world.actor("office1"), plan=plan_id).order_by("id")
    return [
        Share(
            row["id"],
            row["title"],
            row["state"],
            row["body_id"],
            row["due_day"],
            keys.get(row["body_id"] or 0, ""),
        )
        for row in rows
    ]


def _titled(found: list[Share], title: str) -> Share:
    return next(share for share in found if share.title == title)


def _step(world: World, share: Share, username: str, days: int, verb: Any, **values: Any) -> Any:
    done = verb(
        actor=world.actor(username),
        at=world.ago(days),
        share_id=share.id,
        seen_version=share.version,
        **values,
    )
    share.version += 1
    return done


def _confirm_old(world: World, found: list[Share]) -> None:
    """Of the tasks from before counting, the first eight were done; one goes on; the others still wait."""
    old = [share for share in found if share.stands == "to_confirm" and share.title != _STILL_RUNNING]
    office = world.actor("office1")
    plans.confirm_old(
        actor=office, at=world.ago(PUBLISHED - 1), share_ids=[share.id for share in old[:8]], done=True
    )
    going_on = _titled(found, _STILL_RUNNING)
    plans.confirm_old(
        actor=world.actor(f"{going_on.who}1"), at=world.ago(76), share_ids=[going_on.id], done=False
    )
    going_on.stands, going_on.version = "running", going_on.version + 1


def _object(world: World, found: list[Share]) -> None:
    """Two bodies object in time: one objection waits, the other was decided and the share stays."""
    share = _titled(found, _OBJECTED)
    reason = "培训资金渠道尚未明确，建议由区应急管理局共同牵头"
    _step(world, share, f"{share.who}1", 79, plans.object_to_share, reason=reason)
    share.stands = "objected"
    share = _titled(found, _UPHELD)
    reason = "农机驾驶培训由市级组织，建议调整"
    _step(world, share, f"{share.who}1", 79, plans.object_to_share, reason=reason)
    _step(world, share, "office1", 77, plans.decide_objection, answer="区级负责组织参训，维持原分工")


def _name_lead(world: World, found: list[Share]) -> None:
    share = _titled(found, _NAMED)
    _step(world, share, "office2", 78, plans.name_lead, body_id=world.bodies["emergency"])
    share.stands, share.who = "assigned", "emergency"


def _sign(world: World, found: list[Share]) -> None:
    """Every body signs for its shares, but for one."""
    for share in found:
        if share.stands == "assigned" and share.title != _UNSIGNED:
            _sign_for(world, share, f"{share.who}1", f"{share.who}2", 74)


def _sign_for(world: World, share: Share, leader: str, handler: str, days: int) -> None:
    _step(
        world,
        share,
        leader,
        days,
        plans.sign_for_share,
        leader_id=world.persons[leader],
        handler_id=world.persons[handler],
        deliverable="工作总结、清单和验收材料",
    )
    share.stands = "running"


def _break_down(world: World, found: list[Share]) -> None:
    """One share is broken down to two towns; one of them has signed."""
    share = _titled(found, _BROKEN_DOWN)
    due = share.due_day - timedelta(days=20)
    pieces = [
        plans.Piece(world.bodies[town], f"{name}推广线上闭环办理", due)
        for town, name in (("yunxi", "云溪街道"), ("qingping", "青屏镇"))
    ]
    first, _ = _step(world, share, "emergency1", 60, plans.break_down, pieces=pieces)
    below = Share(first, pieces[0].title, "assigned", world.bodies["yunxi"], due, "yunxi")
    _sign_for(world, below, "yunxi1", "yunxi2", 58)
    found.append(below)


def _report(world: World, running: list[Share]) -> None:
    this = world.today.replace(day=1)
    for place, share in enumerate(running):
        for back, how in zip((2, 1), _REPORTS[place % len(_REPORTS)].split(), strict=True):
            if how != "-":
                _month(world, share, add_months(this, -back), how, _WORDS[(place + back) % len(_WORDS)])


def _month(world: World, share: Share, month: date, how: str, words: tuple[str, str, int, str]) -> None:
    """Filled by one person early in the month after, reviewed or returned by another the day after."""
    following = add_months(month, 1)
    filled = min(following + timedelta(days=1), world.today - timedelta(days=2))
    days = (world.today - filled).days
    nil = how == "nil"
    progress = plans.report_progress(
        actor=world.actor(f"{share.who}2"),
        at=world.ago(days),
        share_id=share.id,
        month=month,
        nil=nil,
        this_month="" if nil else words[0],
        cumulative="" if nil else words[1],
        percent=0 if nil else words[2],
        next_step="" if nil else words[3],
    )
    reviewer, after = world.actor(f"{share.who}1"), world.ago(days - 1)
    if how in ("reviewed", "nil"):
        plans.review_progress(actor=reviewer, at=after, progress_id=progress, seen_version=1)
    elif how == "returned":
        remark = "请补充数量和佐证材料"
        plans.return_progress(actor=reviewer, at=after, progress_id=progress, seen_version=1, remark=remark)


def _complete(world: World, found: list[Share]) -> None:
    for title in _DONE:
        share = _titled(found, title)
        result = "已全部完成并通过内部验收（示例）"
        _step(world, share, f"{share.who}2", 1, plans.complete_share, result=result)
        share.stands = "done"


def _read_targets(world: World, plan_id: int) -> None:
    """Two readings of each target but the last."""
    office = world.actor("office2")
    for place, target in enumerate(plan_lists.targets(office, plan_id)[:-1]):
        for days, share in ((45, 40 + 5 * place), (10, 60 + 5 * place)):
            value = (target.value * min(share, 100) / 100).quantize(Decimal(1))
            day = clock.day_of(world.ago(days))
            plans.record_target(
                actor=office,
                at=world.ago(days),
                target_id=target.id,
                day=day,
                value=value,
                source="各牵头单位报送（示例）",
            )
