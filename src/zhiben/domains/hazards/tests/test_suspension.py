"""Suspension by kind, and resumption as a procedure of its own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from zhiben.core.findings import check
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries, rules
from zhiben.domains.hazards.models import Hazard, PublicNotice, Suspension
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices import queries as notices
from zhiben.domains.organisations.models import Mandate, Unit

pytestmark = pytest.mark.django_db
STOP = do.Stop(
    kind="suspension_for_rectification",
    extent="二车间全部设备",
    basis="安全生产法第六十五条",
    decided_as="局长办公会",
    since=w.AT,
)
APPLICATION = do.Application(plan="分步通电，专人监护", evaluation="已更换并试运行，温升正常")


@pytest.fixture
def story() -> Iterator[Story]:
    """A major hazard whose letter is issued."""
    world = w.build()
    made = Story(world, report(world))
    to_rectifying(made)
    yield made


def row(pk: int) -> Suspension:
    return Suspension.objects.unscoped(reason="test").get(pk=pk)


def on(story: Story, name: str, verb: Any, pk: int, **values: Any) -> Any:
    """Let somebody do something on a suspension as it is now."""
    return verb(
        actor=story.world.actor(name),
        at=values.pop("at", w.AT),
        suspension_id=pk,
        seen_version=values.pop("seen_version", row(pk).version),
        **values,
    )


def suspend(story: Story, name: str = "officer1", **values: Any) -> int:
    stop = do.Stop(**{**{f: getattr(STOP, f) for f in STOP.__dataclass_fields__}, **values})
    return int(story.by(name, do.suspend, stop=stop))


def cure(story: Story) -> None:
    """Rectified and accepted by the unit itself."""
    from_plan = to_rectified.__globals__["PLAN"]
    story.by("safety", do.file_treatment, plan=from_plan)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")


def to_coal(story: Story) -> None:
    """The same unit as a coal mine."""
    with act(actor=w.SYSTEM, at=w.AT, operation="test.coal") as a:
        a.change(Unit.objects.unscoped(reason="test").get(pk=story.world.units["mill"]), sector="coal")
        a.change(story.row(), sector="coal")


def todos(story: Story, name: str) -> list[str]:
    return [one.kind for one in notices.todos(story.world.actor(name))]


def test_an_authority_suspends_with_kind_scope_basis_and_authority(story: Story) -> None:
    pk = suspend(story)
    case = queries.suspension(story.world.actor("principal"), pk, w.TODAY)
    assert (case.kind, case.extent, case.state) == (
        "suspension_for_rectification",
        "二车间全部设备",
        "standing",
    )
    assert (case.basis, case.decided_as, case.body) == ("安全生产法第六十五条", "局长办公会", "应急管理局")
    assert case.number.startswith("HZS-2026-")
    assert todos(story, "principal").count("todo.resume") == 1
    steps = [one.step for one in queries.case(story.world.actor("officer1"), story.id, w.TODAY).steps]
    assert steps[-1] == "suspend"


def test_hz_083_who_may_order_which_kind_is_data(story: Story) -> None:
    for kind in ("provisional_sealing", "no_new_admissions", "self_suspension"):
        with pytest.raises(RuleBroken) as refused:
            suspend(story, kind=kind)
        assert refused.value.findings[0].code == "HZ-083"
    home = Unit.objects.unscoped(reason="test").filter(pk=story.world.units["mill"])
    with act(actor=w.SYSTEM, at=w.AT, operation="test.home") as a:
        a.change(home.get(), kind="home")
    assert suspend(story, kind="no_new_admissions", extent="停止接收新老人")
    found = queries.kinds_for(
        story.world.actor("officer1"), unit_id=story.world.units["mill"], matter="general", today=w.TODAY
    )
    assert (found.mark, "relocation" in found.value) == ("K", True)


def test_suspending_needs_the_power_of_law(story: Story) -> None:
    for name in ("fireman", "office", "town1", "principal"):
        with pytest.raises((Forbidden, NotFound)):
            suspend(story, name)


def test_hz_084_grounds_are_stated(story: Story) -> None:
    for name in ("basis", "decided_as"):
        with pytest.raises(RuleBroken) as refused:
            suspend(story, **{name: " "})
        assert (refused.value.findings[0].code, refused.value.findings[0].field) == ("HZ-084", name)


def test_hz_090_the_end_asked_for_lies_after_the_beginning(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        suspend(story, until=w.TODAY - timedelta(days=1))
    assert refused.value.findings[0].code == "HZ-090"
    assert row(suspend(story, until=w.TODAY)).until == w.TODAY


def test_resumption_is_applied_for_accepted_by_two_and_approved(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    assert on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    assert row(pk).due_day == w.TODAY + timedelta(days=10)
    assert todos(story, "officer1").count("todo.resumption.accept") == 1
    accepted = {"text": "现场查验合格", "signature_png": w.PNG}
    assert on(story, "officer1", do.accept_resumption, pk, **accepted) is False
    assert on(story, "officer2", do.accept_resumption, pk, **accepted) is True
    assert (row(pk).state, row(pk).lifted_at) == ("accepted", None)
    assert todos(story, "leader").count("todo.resumption.approve") == 1
    on(story, "leader", do.approve_resumption, pk, text="同意恢复")
    assert (row(pk).state, row(pk).lifted_at) == ("lifted", w.AT)
    assert "todo.resumption.approve" not in todos(story, "leader")
    case = queries.suspension(story.world.actor("principal"), pk, w.TODAY)
    (application,) = case.resumptions
    assert application["outcome"] == "granted"
    assert [sign["step"] for sign in application["signs"]] == ["accept", "accept", "approve"]
    assert not PublicNotice.objects.unscoped(reason="test").exists()


def test_hz_082_the_unit_evaluates_before_it_applies(story: Story) -> None:
    pk = suspend(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    assert refused.value.findings[0].code == "HZ-082"


def test_hz_085_decisions_follow_their_order(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    with pytest.raises(RuleBroken) as refused:
        on(story, "leader", do.approve_resumption, pk, text="同意")
    assert refused.value.findings[0].code == "HZ-085"
    with pytest.raises(Invalid):
        on(story, "officer1", do.accept_resumption, pk, text="合格", signature_png=None)


def test_hz_086_who_acted_for_the_unit_decides_nothing(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    with pytest.raises(RuleBroken) as refused:
        on(story, "safety_as_officer", do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    assert refused.value.findings[0].code == "HZ-086"


def test_hz_087_two_different_officers_accept(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    on(story, "officer1", do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    with pytest.raises(RuleBroken) as refused:
        on(story, "officer1", do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    assert refused.value.findings[0].code == "HZ-087"


def test_two_officers_may_accept_at_the_same_moment(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    seen = row(pk).version
    for name in ("officer1", "officer2"):
        on(story, name, do.accept_resumption, pk, text="合格", signature_png=w.PNG, seen_version=seen)
    assert row(pk).state == "accepted"


def test_refused_it_stands_and_may_be_applied_for_again(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    on(story, "officer1", do.refuse_resumption, pk, text="试运行记录不全")
    assert (row(pk).state, row(pk).due_day) == ("standing", None)
    assert todos(story, "principal").count("todo.resume") == 1
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    for name in ("officer1", "officer2"):
        on(story, name, do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    on(story, "leader", do.refuse_resumption, pk, text="再查一次")
    case = queries.suspension(story.world.actor("principal"), pk, w.TODAY)
    assert [one["outcome"] for one in case.resumptions] == ["refused", "refused"]
    assert case.state == "standing"


def test_coal_takes_signature_consent_approval_and_public_notices(story: Story) -> None:
    to_coal(story)
    pk = suspend(story)
    notice = PublicNotice.objects.unscoped(reason="test").get()
    assert (notice.occasion, notice.due_day) == ("suspend", w.TODAY + timedelta(days=7))
    assert "todo.post_notice" in todos(story, "officer1")
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    assert row(pk).due_day == w.TODAY + timedelta(days=20)
    for name in ("officer1", "officer2"):
        on(story, name, do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    with pytest.raises(Forbidden):
        on(story, "officer1", do.sign_resumption, pk, text="同意")
    on(story, "head", do.sign_resumption, pk, text="同意")
    on(story, "officer1", do.consent_to_resumption, pk, text="监察局来函同意")
    on(story, "leader", do.approve_resumption, pk, text="同意复产")
    assert row(pk).state == "lifted"
    case = queries.suspension(story.world.actor("officer1"), pk, w.TODAY)
    assert case.steps == ["accept", "sign", "consent", "approve", "notice"]
    assert {one.mark for one in case.rules} >= {"S"}
    assert [one["occasion"] for one in case.notices] == ["suspend", "resume"]
    for occasion in ("suspend", "resume"):
        text = queries.notice_draft(case, occasion, w.TODAY)
        assert "二车间全部设备" in text
        at = {"place": "区政府公告栏", "day": w.TODAY}
        values = {"actor": story.world.actor("officer1"), "at": w.AT, "suspension_id": pk}
        do.post_notice(**values, occasion=occasion, text=text, **at)
    assert "todo.post_notice" not in todos(story, "officer1")
    posted = queries.suspension(story.world.actor("principal"), pk, w.TODAY).notices
    assert {(one["place"], one["posted_day"]) for one in posted} == {("区政府公告栏", w.TODAY)}


def post(story: Story, pk: int, **values: Any) -> Any:
    given = {"occasion": "suspend", "text": "公告", "place": "公告栏", "day": w.TODAY, **values}
    return do.post_notice(actor=story.world.actor("officer1"), at=w.AT, suspension_id=pk, **given)


def test_hz_091_a_notice_hangs_there_already(story: Story) -> None:
    with pytest.raises(RuleBroken) as refused:
        post(story, suspend(story), day=w.TODAY + timedelta(days=1))
    assert refused.value.findings[0].code == "HZ-091"


def test_hz_092_a_notice_is_posted_once_of_what_has_happened(story: Story) -> None:
    pk = suspend(story)
    with pytest.raises(RuleBroken) as refused:
        post(story, pk, occasion="resume")
    assert refused.value.findings[0].code == "HZ-092"
    post(story, pk)
    with pytest.raises(RuleBroken):
        post(story, pk)


def inspectorate(story: Story) -> None:
    """The fire body supervises this unit in the general matter too."""
    with act(actor=w.SYSTEM, at=w.AT, operation="test.second") as a:
        a.create(
            Mandate,
            body_id=story.world.bodies["fire"],
            matter="general",
            power="supervise",
            low=w.DISTRICT,
            high=w.DISTRICT + 999_999,
            area=w.DISTRICT,
            basis="测试",
            valid_from=w.SINCE,
        )
        body = story.row().body
        assert body is not None
        fire = type(body).objects.get(pk=story.world.bodies["fire"])
        a.change(fire, kind="department")


def test_hz_088_ordered_by_another_body_it_is_handled_under_its_eyes(story: Story) -> None:
    inspectorate(story)
    pk = suspend(story, "fireman")
    case = queries.suspension(story.world.actor("officer1"), pk, w.TODAY)
    assert (case.body, case.handler, case.overseer) == ("消防救援大队", "应急管理局", "消防救援大队")
    parts = queries.case(story.world.actor("fireman"), story.id, w.TODAY).participants
    assert [(one["role"], one["body"]) for one in parts] == [("overseer", "消防救援大队")]
    to_coal(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    assert "todo.resumption.accept" in todos(story, "officer1")
    for name in ("officer1", "officer2"):
        on(story, name, do.accept_resumption, pk, text="合格", signature_png=w.PNG)
    on(story, "head", do.sign_resumption, pk, text="同意")
    with pytest.raises(RuleBroken) as refused:
        on(story, "officer1", do.consent_to_resumption, pk, text="代为同意")
    assert refused.value.findings[0].code == "HZ-088"
    assert "todo.resumption.consent" in todos(story, "fireman")
    on(story, "fireman", do.consent_to_resumption, pk, text="同意")
    assert row(pk).state == "consented"


def test_outside_coal_too_the_ordering_body_consents(story: Story) -> None:
    inspectorate(story)
    pk = suspend(story, "fireman")
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    steps = queries.suspension(story.world.actor("officer1"), pk, w.TODAY).steps
    assert steps == ["accept", "consent", "approve"]


def own(story: Story) -> int:
    return int(story.by("safety", do.stop_by_ourselves, extent="配电间", since=w.AT))


def test_a_self_suspension_is_lifted_by_the_unit_after_its_own_acceptance(story: Story) -> None:
    pk = own(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "principal", do.lift_own, pk, text="恢复")
    assert refused.value.findings[0].code == "HZ-082"
    cure(story)
    on(story, "principal", do.lift_own, pk, text="自验合格，恢复")
    assert (row(pk).state, row(pk).lifted_at) == ("lifted", w.AT)


def test_hz_081_not_while_an_authority_s_suspension_stands(story: Story) -> None:
    pk, ordered = own(story), suspend(story)
    cure(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "principal", do.lift_own, pk, text="恢复")
    assert refused.value.findings[0].code == "HZ-081"
    assert row(ordered).state == "standing"


def test_hz_080_an_ordered_suspension_is_not_lifted_by_the_unit(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "principal", do.lift_own, pk, text="恢复")
    assert refused.value.findings[0].code == "HZ-080"


def test_hz_099_a_self_suspension_needs_no_application(story: Story) -> None:
    pk = own(story)
    cure(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    assert refused.value.findings[0].code == "HZ-099"


def test_hz_089_revoked_only_where_the_hazard_was_unfounded(story: Story) -> None:
    pk = suspend(story)
    with pytest.raises(RuleBroken) as refused:
        on(story, "officer1", do.revoke_suspension, pk, text="撤销")
    assert refused.value.findings[0].code == "HZ-089"
    facts = rules.SuspensionFacts(w.TODAY, 1, body_id=7, ordered_by=7, ended_as="unfounded")
    assert check([rules.hz089_revokes], facts) == []


def test_closing_the_hazard_lifts_nothing_and_the_unit_is_told(story: Story) -> None:
    ordered, mine = suspend(story), own(story)
    cure(story)
    story.by("safety", do.report_rectified)
    accept(story, "officer1", "officer2")
    story.by("head", do.review_and_close, text="同意销号")
    assert Hazard.objects.unscoped(reason="test").get(pk=story.id).state == "closed"
    assert [row(pk).state for pk in (ordered, mine)] == ["standing", "standing"]
    found = queries.suspensions(story.world.actor("officer1"), today=w.TODAY, after_end=True)
    assert {one["id"] for one in found} == {ordered, mine}
    assert do.remind_suspensions(actor=w.SYSTEM, at=w.AT) == 1
    assert do.remind_suspensions(actor=w.SYSTEM, at=w.AT) == 0
    assert {"todo.resume", "todo.lift_own"} <= set(todos(story, "principal"))
    on(story, "principal", do.apply_for_resumption, ordered, application=APPLICATION)


def test_the_list_knows_what_stands_and_what_is_overdue(story: Story) -> None:
    pk = suspend(story)
    cure(story)
    on(story, "principal", do.apply_for_resumption, pk, application=APPLICATION)
    officer = story.world.actor("officer1")
    later = w.TODAY + timedelta(days=11)
    assert queries.suspensions(officer, today=w.TODAY, overdue=True).count() == 0
    assert queries.suspensions(officer, today=later, overdue=True).count() == 1
    assert queries.suspensions(officer, today=w.TODAY, kind="provisional_sealing").count() == 0
    assert queries.suspensions(officer, today=w.TODAY, standing=True, sector="industry_trade").count() == 1
    assert queries.suspensions(story.world.actor("shopkeeper"), today=w.TODAY).count() == 0
    with pytest.raises(NotFound):
        queries.suspension(story.world.actor("shopkeeper"), pk, w.TODAY)
    with pytest.raises(NotFound):
        on(story, "shopkeeper", do.apply_for_resumption, pk, application=APPLICATION)


def test_the_decision_is_served_by_the_body_that_ordered_it(story: Story) -> None:
    pk = suspend(story)
    values = {
        "capacity": "principal",
        "method": "in_person",
        "recipient_id": story.world.persons["principal"],
        "signature_png": w.PNG,
    }
    service = do.serve_suspension(actor=story.world.actor("officer1"), at=w.AT, suspension_id=pk, **values)
    (line,) = queries.suspension(story.world.actor("officer1"), pk, w.TODAY).services
    assert (line.id, line.paper_id) == (service, pk)
    with pytest.raises((RuleBroken, NotFound, Forbidden)):
        do.serve_suspension(actor=story.world.actor("fireman"), at=w.AT, suspension_id=pk, **values)


@pytest.mark.parametrize("stop", [own, suspend])
def test_whoever_has_not_seen_the_stop_looks_again(story: Story, stop: Any) -> None:
    seen = story.row().version
    stop(story)
    told = {"seen_version": seen, "text": "再催"}
    for name, verb in (("office", do.urge), ("safety", do.explain_overdue)):
        with pytest.raises(Stale):
            story.by(name, verb, **told)
    with pytest.raises(Stale):
        story.by("officer1", do.suspend, seen_version=seen, stop=STOP)
    with pytest.raises(Stale):
        story.by("safety", do.stop_by_ourselves, seen_version=seen, extent="配电间", since=w.AT)
