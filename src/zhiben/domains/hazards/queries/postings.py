"""The drafted text of a notice by which a paper is served publicly."""

from datetime import date

from django.utils.translation import override

from zhiben.core.context import remembered
from zhiben.domains.hazards.methods.postings import Undelivered, served_text
from zhiben.domains.hazards.queries.cases import HazardCase
from zhiben.domains.hazards.queries.suspension import SuspensionCase
from zhiben.domains.hazards.vocabulary import Grade
from zhiben.domains.hazards.vocabulary.suspension import KIND_LABELS
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations

_PAPERS = {Grade.MAJOR_FIRE: "重大火灾隐患整改指导函", Grade.MAJOR: "重大事故隐患整改指导函"}


def served_publicly(case: HazardCase | SuspensionCase, today: date) -> str:
    """Of the newest letter of a hazard, or of a decision to suspend; empty while there is no paper."""
    found = _letter(case) if isinstance(case, HazardCase) else _decision(case)
    if found is None:
        return ""
    paper, number, about = found
    body_id = case.body_id or 0
    sender = remembered(("body", body_id), lambda: organisations.body_brief(body_id))
    days = int(instruments.parameter("notices.service.public_days", on=today).value)
    name = sender.name if sender else case.body
    return served_text(Undelivered(case.unit, paper, number, about, name, days), today)


def _letter(case: HazardCase) -> tuple[str, str, str] | None:
    if not case.letters:
        return None
    letter = max(case.letters, key=lambda one: one.id)
    limit = letter.limit_day
    about = f"隐患“{case.title}”，请于{limit.year}年{limit.month}月{limit.day}日前（含当日）完成整改。"
    return _PAPERS.get(Grade(case.grade), "一般事故隐患整改指导函"), letter.number, about


def _decision(case: SuspensionCase) -> tuple[str, str, str]:
    with override("zh-hans"):
        kind = str(KIND_LABELS.get(case.kind, case.kind))
    return f"{kind}决定书", case.number, f"依据{case.basis}，暂停：{case.extent}。"
