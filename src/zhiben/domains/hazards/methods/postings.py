"""The text of a public notice, in Chinese as it is posted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Posting:
    """What a notice tells. `since`, `lifted`: first day of the suspension, day of the resumption."""

    unit: str
    extent: str
    basis: str
    number: str
    sender: str
    since: date
    until: date | None
    lifted: date | None


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def suspend_text(posting: Posting, today: date) -> str:
    """That a unit, or part of it, was suspended: since when, on what ground."""
    ends = f"至{_day(posting.until)}止" if posting.until else ""
    what = f"依据{posting.basis}，自{_day(posting.since)}起{ends}暂停：{posting.extent}。"
    lines = ["暂停公告", f"{posting.unit}因存在事故隐患，{what}"]
    lines += [f"决定文号：{posting.number}。", "未经验收批准，不得恢复。", posting.sender, _day(today)]
    return "\n".join(lines)


def resume_text(posting: Posting, today: date) -> str:
    """That the suspension was lifted after acceptance."""
    day = _day(posting.lifted or today)
    lines = ["恢复公告", f"{posting.unit}申请恢复，经现场验收并批准，自{day}起解除暂停：{posting.extent}。"]
    lines += [f"原决定文号：{posting.number}。", posting.sender, _day(today)]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A paper that reached nobody. `days`: after how many calendar days the public notice counts as service."""

    unit: str
    paper: str
    number: str
    about: str
    sender: str
    days: int


def served_text(paper: Undelivered, today: date) -> str:
    """That a paper is served by this notice: on whom, what it says, where to see it, from when it counts."""
    lines = ["送达公告", f"{paper.unit}："]
    lines.append(
        f"因以其他方式无法送达，现向你单位公告送达{paper.sender}《{paper.paper}》（{paper.number}）。"
    )
    lines.append(f"该文书内容：{paper.about}")
    lines.append(f"请到{paper.sender}领取。自本公告发布之日起经过{paper.days}日，即视为送达。")
    return "\n".join([*lines, paper.sender, _day(today)])
