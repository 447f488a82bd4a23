"""A closed plan: nothing is entered for it any more, each refusal says since when and why; what was entered stays."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import world as w
from zhiben.core import clock
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.core.wording import words
from zhiben.domains.instruments.models import Item
from zhiben.domains.instruments.tests import test_documents
from zhiben.domains.notices import queries as notices
from zhiben.domains.people.models import Account
from zhiben.domains.plans import operations as do
from zhiben.domains.plans import queries
from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.models import Plan, Progress, ReportRule, Share, Target
from zhiben.domains.plans.vocabulary import ShareState

pytestmark = pytest.mark.django_db
WHY = "三年行动已经结束。"
REPORT = "\n四、工作要求\n各镇街每月2日前向区安委办报送工作总结。\n"


class Closing:
    """A published plan: a task signed for, one to sign for, a target, a report due."""

    def __init__(self) -> None:
        self.world = w.build()
        document = test_documents.upload(self.world, (test_documents.TEXT + REPORT).encode())
        story = test_documents.Story(self.world, document)
        story.decide("kept")
        story.publish()
        self.plan = Plan.objects.unscoped(reason="test").get(document_id=document).pk
        signed, self.unsigned = (one.pk for one in self.shares(ShareState.ASSIGNED)[:2])
        self.sign(signed)
        self.running = signed

    def shares(self, *states: str) -> list[Share]:
        rows = Share.objects.unscoped(reason="test").filter(task__plan_id=self.plan, state__in=states)
        return list(rows.order_by("id"))

    def version(self, share: int) -> int:
        return Share.objects.unscoped(reason="test").get(pk=share).version

    def act(self, name: str, verb: Any, **values: Any) -> Any:
        return verb(actor=self.world.actor(name), at=w.AT, **values)

    def sign(self, share: int) -> None:
        persons = self.world.persons
        hands = {"leader_id": persons["head"], "handler_id": persons["officer1"], "deliverable": "报告"}
        self.act("officer1", do.sign_for_share, share_id=share, seen_version=self.version(share), **hands)

    def report(self) -> int:
        said = {"this_month": "完成", "cumulative": "", "percent": 10, "next_step": "", "nil": False}
        month = {"month": date(2026, 11, 1)}
        return self.act("officer1", do.report_progress, share_id=self.running, **month, **said)

    def close(self, name: str = "office", reason: str = WHY) -> None:
        self.act(name, do.close_plan, plan_id=self.plan, reason=reason)

    def todos(self) -> int:
        found = notices.todos(self.world.actor("officer1"))
        return sum(one.url.startswith("/plans/shares/") for one in found)


@pytest.fixture
def closing(db: None) -> Closing:
    return Closing()


def test_pl_026_every_entry_on_a_closed_plan_is_refused_with_day_and_reason(closing: Closing) -> None:
    report = closing.report()
    assert closing.todos() >= 2
    closing.close()
    assert closing.todos() == 0
    share = {"share_id": closing.running, "seen_version": closing.version(closing.running)}
    fresh = {"share_id": closing.unsigned, "seen_version": closing.version(closing.unsigned)}
    pieces = [do.Piece(closing.world.bodies["town1"], "", date(2026, 12, 1))]
    old = [one.pk for one in closing.shares(ShareState.TO_CONFIRM)]
    target = Target.objects.unscoped(reason="test").get(plan_id=closing.plan).pk
    reading = {"target_id": target, "day": w.TODAY, "value": Decimal(50), "source": "台账"}
    assert old
    for name, verb, values in (
        ("officer1", do.complete_share, {**share, "result": "完成"}),
        ("officer1", do.break_down, {**share, "pieces": pieces}),
        ("officer1", do.object_to_share, {**fresh, "reason": "不属本单位职责"}),
        ("office", do.name_lead, {**fresh, "body_id": closing.world.bodies["fire"]}),
        ("office", do.confirm_old, {"share_ids": old, "done": True}),
        ("office", do.record_target, reading),
    ):
        with pytest.raises(RuleBroken, match="PL-026") as refused:
            closing.act(name, verb, **values)
        said = words(refused.value.findings[0])
        assert "2026年11月20日" in said and WHY in said, verb
    for refused_verb in (closing.report, lambda: closing.sign(closing.unsigned)):
        with pytest.raises(RuleBroken, match="PL-026"):
            refused_verb()
    assert Progress.objects.unscoped(reason="test").get(pk=report).this_month == "完成"
    offers = queries.share_offers(closing.world.actor("officer1"), closing.running, w.TODAY)
    assert offers and all([one.code for one in findings] == ["PL-026"] for findings in offers.values())
    assert do.ask_for_reports(actor=w.SYSTEM, at=w.AT) == 0
    assert verify().problems == []


def test_reports_due_by_the_plan_end_with_it(closing: Closing) -> None:
    item = Item.objects.filter(kind="report", instrument__document_id__isnull=False).first()
    assert item is not None
    terms = do.Terms(term=Term(day=2, per="month"), starts=date(2026, 11, 20))
    towns = [closing.world.bodies["town1"]]
    rules = [
        closing.act("office", do.assign_report, body_ids=towns, item_id=item.pk, terms=terms),
        closing.act("office", do.assign_report, body_ids=towns, title="其他报送", terms=terms),
    ]
    closing.close()
    ends = [ReportRule.objects.unscoped(reason="test").get(pk=rule).ends for rule in rules]
    assert ends == [w.TODAY, None]


def test_only_the_office_that_published_closes_and_with_a_reason(closing: Closing) -> None:
    for name, refusal in (("officer1", Forbidden), ("leader", Forbidden), ("principal", NotFound)):
        with pytest.raises(refusal):
            closing.close(name)
    with pytest.raises(RuleBroken, match="PL-020"):
        closing.close(reason=" ")


def test_pl_027_and_pl_028_closed_once_and_opened_again(closing: Closing) -> None:
    with pytest.raises(RuleBroken, match="PL-028"):
        closing.act("office", do.reopen_plan, plan_id=closing.plan)
    before = closing.todos()
    closing.close()
    with pytest.raises(RuleBroken, match="PL-027"):
        closing.close()
    closing.act("office", do.reopen_plan, plan_id=closing.plan)
    assert closing.todos() == before
    closing.report()
    assert verify().problems == []


def test_closed_on_the_page_and_by_program(closing: Closing) -> None:
    office, officer = Client(), Client()
    office.force_login(Account.objects.get(username="office"))
    officer.force_login(Account.objects.get(username="officer1"))
    page = reverse("plans:plan", args=[closing.plan])
    assert "step-close" in office.get(page).content.decode()
    assert "step-close" not in officer.get(page).content.decode()
    assert officer.post(reverse("plans:close", args=[closing.plan]), {"reason": WHY}).status_code == 403
    assert office.post(reverse("plans:close", args=[closing.plan]), {"reason": ""}).status_code == 422
    assert office.post(reverse("plans:close", args=[closing.plan]), {"reason": WHY}).status_code == 302
    assert f"{WHY}" in officer.get(page).content.decode()
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "nothing is entered for it any more" in officer.get(page).content.decode()
    share = officer.get(f"/api/v1/plans/shares/{closing.running}/").json()
    assert share["steps"]["report_progress"] == ["PL-026"]
    answer = office.get(f"/api/v1/plans/{closing.plan}/").json()
    assert (answer["closed_day"], answer["closed_why"]) == (clock.today().isoformat(), WHY)
    assert office.post(reverse("plans:reopen", args=[closing.plan])).status_code == 302
    assert office.get(f"/api/v1/plans/{closing.plan}/").json()["closed_day"] is None
