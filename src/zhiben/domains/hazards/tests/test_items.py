"""Treatment in steps: sub-items with limits and acceptance of their own, never counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries, rules
from zhiben.domains.hazards.models import SubItem
from zhiben.domains.hazards.queries import BoardAsk
from zhiben.domains.hazards.tests.people import PLAN, Story, report, to_rectifying
from zhiben.domains.notices import queries as notices

pytestmark = pytest.mark.django_db
LIMIT = w.TODAY + timedelta(days=3)


@pytest.fixture
def story() -> Iterator[Story]:
    """A major hazard whose letter is issued."""
    world = w.build()
    made = Story(world, report(world))
    to_rectifying(made)
    yield made


def item(pk: int) -> SubItem:
    return SubItem.objects.unscoped(reason="test").get(pk=pk)


def on(story: Story, name: str, verb: Any, pk: int, **values: Any) -> None:
    verb(
        actor=story.world.actor(name),
        at=w.AT,
        item_id=pk,
        seen_version=item(pk).version,
        **{"text": "好", **values},
    )


def cure(story: Story) -> None:
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")


def test_hz_035_the_hazard_is_not_rectified_while_one_is_open(story: Story) -> None:
    story.by("safety", do.file_treatment, plan=PLAN)
    first = story.by("officer1", do.add_item, title="更换电缆", limit_day=LIMIT)
    second = story.by("safety", do.add_item, title="加装监测", limit_day=LIMIT)
    cure(story)
    with pytest.raises(RuleBroken) as refused:
        story.by("safety", do.report_rectified)
    assert refused.value.findings[0].code == "HZ-035"
    actions = {one.name: one for one in queries.case(story.world.actor("safety"), story.id, w.TODAY).actions}
    assert "HZ-035" in {finding.code for finding in actions["report_rectified"].findings}
    for pk in (first, second):
        on(story, "safety", do.rectify_item, pk)
        on(story, "officer1", do.accept_item, pk)
    story.by("safety", do.report_rectified)
    assert story.row().state == "rectified"


def test_the_plan_may_bring_its_steps(story: Story) -> None:
    items = [do.NewItem("更换电缆", LIMIT), do.NewItem("加装监测", LIMIT)]
    story.by("safety", do.file_treatment, plan=replace(PLAN, items=items))
    shown = queries.case(story.world.actor("officer1"), story.id, w.TODAY).parts["items"]
    assert [(one["order"], one["title"], one["state"]) for one in shown] == [
        (1, "更换电缆", "open"),
        (2, "加装监测", "open"),
    ]


def test_sent_back_it_is_put_right_again(story: Story) -> None:
    pk = story.by("officer1", do.add_item, title="更换电缆", limit_day=LIMIT)
    assert "todo.item" in [one.kind for one in notices.todos(story.world.actor("safety"))]
    on(story, "safety", do.rectify_item, pk)
    assert "todo.accept_item" in [one.kind for one in notices.todos(story.world.actor("officer1"))]
    on(story, "officer1", do.send_item_back, pk)
    assert item(pk).state == "open"
    on(story, "safety", do.rectify_item, pk)
    on(story, "officer2", do.accept_item, pk)
    assert (item(pk).state, item(pk).accepted_by) == ("accepted", story.world.persons["officer2"])
    assert not [one for one in notices.todos(story.world.actor("officer1")) if "item" in one.kind]


def test_hz_093_a_step_ends_before_the_whole(story: Story) -> None:
    for day in (w.TODAY - timedelta(days=1), story.row().limit_day + timedelta(days=1)):
        with pytest.raises(RuleBroken) as refused:
            story.by("officer1", do.add_item, title="更换电缆", limit_day=day)
        assert refused.value.findings[0].code == "HZ-093"


def test_hz_094_added_by_the_unit_or_the_responsible_body(story: Story) -> None:
    facts = rules.CaseFacts(today=w.TODAY, person_id=1, body_id=2, responsible_body=3)
    assert [one.code for one in rules.hz094_splits(facts)] == ["HZ-094"]
    with pytest.raises((Forbidden, NotFound, RuleBroken)):
        story.by("fireman", do.add_item, title="更换电缆", limit_day=LIMIT)


def test_hz_095_who_acted_for_the_unit_accepts_no_sub_item(story: Story) -> None:
    pk = story.by("officer1", do.add_item, title="更换电缆", limit_day=LIMIT)
    on(story, "safety", do.rectify_item, pk)
    with pytest.raises(RuleBroken) as refused:
        on(story, "safety_as_officer", do.accept_item, pk)
    assert refused.value.findings[0].code == "HZ-095"
    with pytest.raises(NotFound):
        on(story, "shopkeeper", do.rectify_item, pk)


def test_hz_018_the_judge_puts_nothing_right() -> None:
    facts = rules.ItemFacts(today=w.TODAY, person_id=1, judges=frozenset({1}))
    assert [one.code for one in rules.hz018_no_judge(facts)] == ["HZ-018"]


def test_sub_items_never_change_a_figure(story: Story) -> None:
    office = story.world.actor("office")
    ask = BoardAsk(first=date(2026, 11, 1), last=w.TODAY, cutoff=date(2026, 1, 1))
    before = queries.totals(office, ask)
    pk = story.by("officer1", do.add_item, title="更换电缆", limit_day=LIMIT)
    on(story, "safety", do.rectify_item, pk)
    on(story, "officer1", do.accept_item, pk)
    assert queries.totals(office, ask) == before
