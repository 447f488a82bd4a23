"""A document from upload to its edition; every rule of review and publication."""

import io
from dataclasses import dataclass
from datetime import date

import pytest
from PIL import Image

from tests import world as w
from zhiben.core import files
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale, Unreadable, WrongType
from zhiben.core.findings import all_sentences
from zhiben.core.ledger.verify import verify
from zhiben.domains.instruments import operations as do
from zhiben.domains.instruments import queries, rules
from zhiben.domains.instruments.methods.reading.extract.sniff import _MESSAGES
from zhiben.domains.instruments.models import Document, Instrument, Item, Proposal
from zhiben.domains.instruments.rules import ReviewFacts
from zhiben.domains.plans.models import Plan, Share

pytestmark = pytest.mark.django_db

TEXT = """云溪区安全生产治本攻坚三年行动实施方案

一、总体要求
（一）工作目标。2026年底前，主要负责人培训覆盖率达到100%。
二、主要任务
（一）开展重大事故隐患动态清零行动。
1.建立隐患统计分析机制。2026年12月底前，建立分区域、分行业重大事故隐患统计分析机制。（牵头单位：区应急管理局；配合单位：区消防救援大队）
2.企业主要负责人每季度至少带队开展1次检查。（区应急管理局牵头负责）
3.2024年底前，完成存量隐患清理。（牵头单位：区应急管理局）
三、实施步骤
（一）动员部署阶段（2026年1月至6月）。制定方案。
（二）巩固提升阶段（2026年7月至12月）。总结经验。
"""


@dataclass
class Story:
    """A document in review and the people around it."""

    world: w.World
    id: int = 0

    def row(self) -> Document:
        return Document.objects.unscoped(reason="test").get(pk=self.id)

    def proposals(self, **filters) -> list[Proposal]:
        return list(Proposal.objects.unscoped(reason="test").filter(document_id=self.id, **filters))

    def decide(self, decision: str, *ids: int, name: str = "office") -> int:
        wanted = ids or [proposal.pk for proposal in self.proposals()]
        return do.decide_proposals(
            actor=self.world.actor(name),
            at=w.AT,
            document_id=self.id,
            proposal_ids=wanted,
            decision=decision,
        )

    def publish(self, name: str = "office", **values) -> None:
        given = {"counting_from": date(2026, 9, 1), "seen_version": self.row().version}
        do.publish_document(actor=self.world.actor(name), at=w.AT, document_id=self.id, **{**given, **values})

    def correct(self, proposal: Proposal, kind: str, **data) -> None:
        do.correct_proposal(
            actor=self.world.actor("office"),
            at=w.AT,
            document_id=self.id,
            proposal_id=proposal.pk,
            kind=kind,
            title="改过的标题",
            data=data,
        )

    def add(self, clause: str = "二(一)1", kind: str = "task", **data) -> int:
        return do.add_proposal(
            actor=self.world.actor("office"),
            at=w.AT,
            document_id=self.id,
            part=0,
            clause=clause,
            kind=kind,
            title="手工补充的任务",
            data=data,
        )


def upload(world: w.World, data: bytes, name: str = "方案.txt") -> int:
    actor = world.actor("office")
    file = files.store(actor=actor, at=w.AT, data=data, name=name, purpose="document")
    return do.import_document(actor=actor, at=w.AT, file_id=file)


@pytest.fixture
def story(db) -> Story:
    world = w.build()
    return Story(world, upload(world, TEXT.encode()))


def test_a_plan_comes_in_with_clauses_and_proposals(story: Story) -> None:
    office = story.world.actor("office")
    assert queries.document(office, story.id).title == "云溪区安全生产治本攻坚三年行动实施方案"
    assert "二(一)1" in [clause.address for clause in queries.clause_tree(office, story.id)]
    kinds = {proposal.kind for proposal in story.proposals()}
    assert {"task", "duty", "target", "phase"} <= kinds
    assert verify().problems == []


def test_reviewed_and_published_it_runs(story: Story) -> None:
    duty = story.proposals(kind="duty")[0]
    story.decide("kept")
    story.decide("dropped", duty.pk)
    story.add(by="2026-10-31", lead=["区应急管理局"])
    story.publish(period_from=date(2026, 1, 1), period_to=date(2026, 12, 31))
    assert story.row().state == "published"
    assert duty.title not in set(Item.objects.values_list("title_zh", flat=True))
    plan = Plan.objects.unscoped(reason="test").get()
    assert plan.document_id == story.id
    states = dict(Share.objects.unscoped(reason="test").values_list("title", "state"))
    assert states["手工补充的任务"] == "assigned"
    assert "to_confirm" in states.values()
    assert verify().problems == []


def test_other_kinds_are_stored_with_the_edition(story: Story) -> None:
    story.decide("kept")
    story.publish()
    kinds = set(Item.objects.filter(instrument__document_id=story.id).values_list("kind", flat=True))
    assert "duty" in kinds
    items = queries.items_of_document(story.world.actor("officer1"), story.id)
    assert {item["kind"] for item in items} == kinds


def test_a_draft_is_its_offices_own_and_an_edition_everybodys(story: Story) -> None:
    officer = story.world.actor("officer1")
    with pytest.raises(NotFound):
        queries.document(officer, story.id)
    assert queries.clause_tree(officer, story.id) == []
    assert list(queries.documents(officer)) == []
    story.decide("kept")
    story.publish()
    assert queries.document(officer, story.id).state == "published"
    with pytest.raises(Forbidden):
        queries.document(story.world.actor("principal"), story.id)


def test_in_001_only_the_uploading_office_decides(story: Story) -> None:
    Document.objects.unscoped(reason="test").filter(pk=story.id).update(body_id=story.world.bodies["fire"])
    with pytest.raises(NotFound):
        story.decide("kept")
    with pytest.raises(NotFound):
        story.publish()
    facts = ReviewFacts(own_body=False, kept=1, undecided=0)
    assert [finding.code for finding in rules.in001_own_body(facts)] == ["IN-001"]


def test_only_an_office_reviews(story: Story) -> None:
    with pytest.raises(Forbidden):
        story.decide("kept", name="leader")
    with pytest.raises(NotFound):
        story.decide("kept", name="officer1")


def test_in_002_something_is_kept(story: Story) -> None:
    story.decide("dropped")
    with pytest.raises(RuleBroken, match="IN-002"):
        story.publish()


def test_in_003_everything_is_decided(story: Story) -> None:
    story.decide("kept", story.proposals()[0].pk)
    with pytest.raises(RuleBroken) as refusal:
        story.publish()
    assert refusal.value.findings[0].code == "IN-003"
    assert refusal.value.findings[0].params["count"] == len(story.proposals(decision="open"))


def test_in_004_an_edition_is_not_changed(story: Story) -> None:
    story.decide("kept")
    story.publish()
    with pytest.raises(RuleBroken, match="IN-004"):
        story.decide("dropped")


def test_in_005_added_at_a_clause_that_exists(story: Story) -> None:
    with pytest.raises(Invalid, match="IN-005"):
        story.add("九(九)9")


def test_in_006_a_pack_says_what_is_wrong_with_it(db, tmp_path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "main.yaml").write_text("instrument: {id: x}\nitems: []\n", encoding="utf-8")
    with pytest.raises(Invalid, match="IN-006"):
        do.load_packs(actor=w.SYSTEM, at=w.AT, folder=tmp_path)
    assert Instrument.objects.count() == 0


def test_in_007_a_target_needs_its_number(story: Story) -> None:
    proposal = story.proposals(kind="target")[0]
    with pytest.raises(Invalid, match="IN-007"):
        story.correct(proposal, "target", op=">=", unit="%")
    story.correct(proposal, "target", op=">=", value=95.5, unit="%")
    corrected = story.proposals(pk=proposal.pk)[0]
    assert (corrected.decision, corrected.corrected, corrected.data["value"]) == ("kept", True, 95.5)


def test_in_008_a_phase_needs_its_days_in_order(story: Story) -> None:
    proposal = story.proposals(kind="phase")[0]
    for span in ({}, {"from": "2026-02-01"}, {"from": "2026-02-02", "to": "2026-02-01"}):
        with pytest.raises(Invalid, match="IN-008"):
            story.correct(proposal, "phase", phase=span)


def test_in_009_a_duty_needs_a_cadence_or_an_event(story: Story) -> None:
    proposal = story.proposals(kind="duty")[0]
    with pytest.raises(Invalid, match="IN-009"):
        story.correct(proposal, "duty", times=1)
    story.correct(proposal, "duty", event="发生事故后", within=3)


def test_in_010_the_period_is_in_order(story: Story) -> None:
    story.decide("kept")
    with pytest.raises(Invalid, match="IN-010"):
        story.publish(period_from=date(2027, 1, 1), period_to=date(2026, 1, 1))


@pytest.mark.parametrize(
    "data",
    [
        {"times": 0},
        {"per": "fortnight"},
        {"by": "2026-13-01"},
        {"value": 10**40},
        {"lead": ["x" * 121]},
        {"no_such_field": 1},
        {"report": {"when": {"day": 40}}},
    ],
)
def test_values_that_do_not_fit_name_their_field(story: Story, data: dict) -> None:
    with pytest.raises(Invalid) as refusal:
        story.correct(story.proposals()[0], "task", **data)
    assert refusal.value.findings[0].field == next(iter(data))


def test_a_foreign_proposal_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        story.decide("kept", 999_999)
    with pytest.raises(NotFound):
        do.decide_proposals(
            actor=story.world.actor("town1"), at=w.AT, document_id=story.id, proposal_ids=[], decision="kept"
        )


def test_two_people_publish_the_second_is_told(story: Story) -> None:
    story.decide("kept")
    seen = story.row().version
    story.publish(seen_version=seen)
    with pytest.raises(Stale):
        story.publish(seen_version=seen)


def test_discarded_it_stays_on_record(story: Story) -> None:
    do.discard_document(
        actor=story.world.actor("office"), at=w.AT, document_id=story.id, seen_version=story.row().version
    )
    assert story.row().state == "discarded"
    assert verify().problems == []


def test_what_cannot_be_read_leaves_nothing(story: Story) -> None:
    before = Document.objects.unscoped(reason="test").count()
    with pytest.raises(WrongType):
        upload(story.world, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧文件.doc")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    with pytest.raises(Unreadable) as refusal:
        upload(story.world, picture.getvalue(), "照片.png")
    assert refusal.value.findings[0].code == "reading-picture"
    assert Document.objects.unscoped(reason="test").count() == before


def test_every_refusal_of_the_reader_has_its_sentence() -> None:
    assert {f"reading-{code}" for code in _MESSAGES} <= set(all_sentences())
