"""Hazards driven through the real steps by the people of the demonstration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from zhiben.core import files
from zhiben.domains.hazards import operations as hazards
from zhiben.domains.notices import operations as notices
from zhiben.domains.reports.operations import demo_pictures
from zhiben.domains.reports.operations.demo_world import World


@dataclass(slots=True)
class Case:
    """One hazard of a unit with people, and the department (its officers are 2 and 3, its head is 1)."""

    world: World
    unit: int
    department: str
    matter: str
    words: tuple[str, str, str]
    seed: int
    id: int = 0
    version: int = 1
    _minutes: int = field(default=0)

    def report(self, who: str, days: int, *, stopped: str = "", photos: int = 2) -> None:
        """It comes to light: with photographs, and with the stopped area where the unit says so."""
        title, text, place = self.words
        at = self._at(days)
        since = at - timedelta(minutes=30)
        self.id = hazards.report_hazard(
            actor=self.world.actor(who),
            at=at,
            unit_id=self.world.known(f"unit{self.unit}").id,
            matter=self.matter,
            title=title,
            description=text,
            place=place,
            found_day=at.date(),
            photos=self.photos(who, days, photos),
            suspension=hazards.SelfSuspension(extent=stopped, since=since) if stopped else None,
        )

    def by(self, who: str, days: int, verb: Callable[..., Any], **values: Any) -> Any:
        """Let somebody take a step, so many days ago."""
        done = verb(
            actor=self.world.actor(who),
            at=self._at(days),
            hazard_id=self.id,
            seen_version=self.version,
            **values,
        )
        self.version += 1
        return done

    def confirm(self, days: int, *, major: bool) -> None:
        """An officer confirms and grades."""
        grade = {"grade": "major", "basis": "按演示口径判定为重大（示例）"} if major else {"grade": "general"}
        self.by(f"{self.department}2", days, hazards.confirm_hazard, text="现场核实属实", **grade)

    def letter(self, days: int, limit: int, *, ordered: bool = False) -> None:
        """The letter is issued, by order of law or as guidance, and served in person on the principal."""
        officer = f"{self.department}2"
        self.by(
            officer,
            days,
            hazards.issue_letter,
            limit=hazards.Limit(count=limit, unit="calendar_days"),
            guidance="请先采取停用、隔离等临时措施，再制定治理方案；整改期间加强值守，遇到困难及时联系我局。",
            ordered=ordered,
        )
        self.by(
            officer,
            days,
            hazards.serve_letter,
            recipient_id=self.world.persons[f"principal{self.unit}"],
            method="in_person",
            signature_png=demo_pictures.signature(self.seed + 1),
        )

    def letter_by_account(self, days: int, who: str) -> None:
        """The letter is also served electronically on somebody with consent, who confirms the receipt."""
        service = self.by(
            f"{self.department}2",
            days,
            hazards.serve_letter,
            recipient_id=self.world.persons[who],
            method="electronic",
        )
        notices.receive(actor=self.world.actor(who), at=self._at(days), service_id=service)

    def plan(self, days: int, within: int) -> None:
        """The unit files its plan of treatment with the five elements."""
        plan = hazards.FiveElements(
            responsibility="主要负责人总负责，安全员负责落实",
            measures="停用相关部位，更换损坏部件，检测合格后恢复",
            funds="单位自筹，列入安全生产费用",
            funds_yuan=Decimal(8000 + 1000 * (self.seed % 20)),
            time_limit=f"{within}日内完成",
            done_by=self._at(days).date() + timedelta(days=within),
            contingency="专人值守，备足器材，异常时立即停用并撤离",
            parts={"aim": "消除隐患，恢复正常使用"},
        )
        self.by(f"safety{self.unit}", days, hazards.file_treatment, plan=plan)

    def rectify(self, days: int) -> None:
        """Rectified, accepted by another person of the unit, and reported rectified."""
        safety, principal = f"safety{self.unit}", f"principal{self.unit}"
        photos = self.photos(safety, days, 1)
        self.by(safety, days, hazards.record_rectification, text="已按方案完成整改", photos=photos)
        self.by(principal, days, hazards.own_acceptance, text="经检查，整改到位")
        self.by(safety, days, hazards.report_rectified, text="申请现场验收")

    def accept(self, days: int, officers: Sequence[int] = (2, 3)) -> None:
        """Officers accept on site and sign."""
        for number in officers:
            self.by(
                f"{self.department}{number}",
                days,
                hazards.accept_on_site,
                text="现场查验，隐患已消除",
                signature_png=demo_pictures.signature(self.seed + 10 + number),
            )

    def send_back(self, days: int) -> None:
        """An officer finds it not cured."""
        self.by(f"{self.department}2", days, hazards.send_back, text="部分点位未整改到位，退回继续整改")

    def close(self, days: int) -> None:
        """The head reviews, and the case is closed."""
        self.by(f"{self.department}1", days, hazards.review_and_close, text="材料齐全，同意销号")

    def _at(self, days: int) -> Any:
        self._minutes += 7
        return self.world.ago(days, self._minutes)

    def photos(self, who: str, days: int, count: int) -> list[hazards.Photo]:
        """Drawn photographs, stored by that person."""
        made = []
        for number in range(count):
            self.seed += 1
            key = files.store(
                actor=self.world.actor(who),
                at=self.world.ago(days),
                data=demo_pictures.photograph(self.seed, f"Case {self.seed // 100} No. {number + 1}"),
                name=f"示例照片{number + 1}.jpg",
                purpose="photo",
            )
            made.append(hazards.Photo(key, taken_at=self.world.ago(days)))
        return made
