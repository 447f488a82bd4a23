"""The list, the wall chart, the tree and the case as different people read them."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound
from zhiben.domains.plans import operations as do
from zhiben.domains.plans import queries
from zhiben.domains.plans.methods.matching import is_collective, match
from zhiben.domains.plans.tests import edition
from zhiben.domains.plans.tests.edition import Story, item
from zhiben.domains.plans.vocabulary import Light

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db) -> Story:
    return edition.story()


def lights(wall: queries.Wall) -> dict[str, str]:
    return {task.title: task.light for row in wall.rows for cell in row.cells for task in cell}


def test_wall_has_phases_and_lights(story: Story) -> None:
    wall = queries.wall(story.world.actor("office"), story.plan, w.TODAY)
    assert [column.title for column in wall.columns] == ["动员部署阶段", "巩固提升阶段"]
    assert [row.action for row in wall.rows] == [edition.ACTION]
    assert lights(wall) == {
        "建立统计分析机制": Light.YELLOW,
        "开展联合检查": Light.BLUE,
        "完善督办制度": Light.BLUE,
        "推广经验做法": Light.BLUE,
        "清除存量隐患": Light.NONE,
        "清理旧台账": Light.NONE,
    }
    later = lights(queries.wall(story.world.actor("office"), story.plan, date(2027, 7, 1)))
    assert (later["建立统计分析机制"], later["清除存量隐患"]) == (Light.RED, Light.NONE)


def test_a_task_is_as_bad_as_its_worst_share(story: Story) -> None:
    share = story.of("开展联合检查", "应急管理局")
    story.by("officer1", do.object_to_share, share, reason="x")
    story.by("office", do.decide_objection, share, answer="x", release=True)
    wall = queries.wall(story.world.actor("office"), story.plan, w.TODAY)
    assert lights(wall)["开展联合检查"] == Light.BLUE


def test_wall_without_phases_goes_by_years(db) -> None:
    made = edition.story((item(1, "甲", by="2027-03-01", lead=["区应急管理局"]),))
    wall = queries.wall(made.world.actor("office"), made.plan, w.TODAY)
    assert [column.year for column in wall.columns] == [2026, 2027]
    assert [len(cell) for cell in wall.rows[0].cells] == [0, 1]


def queries_of_wall(made: Story, plan: int) -> int:
    actor = made.world.actor("office")
    with CaptureQueriesContext(connection) as captured:
        queries.wall(actor, plan, w.TODAY)
    return len(captured)


def test_wall_takes_few_queries_whatever_its_size(story: Story) -> None:
    few = queries_of_wall(story, story.plan)
    many = tuple(item(n, f"任务{n}", by="2027-03-01", lead=["区应急管理局"]) for n in range(40))
    more = replace(edition.edition(story.world, (*many, *edition.ITEMS)), document_id=900_002)
    plan = do.take_up_edition(actor=story.world.actor("office"), at=w.AT, edition=more)
    assert queries_of_wall(story, plan) == few <= 6


def test_a_town_reads_only_what_it_was_given(story: Story) -> None:
    town = story.world.actor("town1")
    assert list(queries.plans(town)) == []
    share = story.signed()
    piece = do.Piece(story.world.bodies["town1"], "竹溪镇排查", date(2026, 12, 1))
    (below,) = story.by("officer1", do.break_down, share, pieces=[piece])
    assert [row["id"] for row in queries.plans(town)] == [story.plan]
    assert not queries.plan(town, story.plan).within_reach
    assert list(lights(queries.wall(town, story.plan, w.TODAY))) == ["建立统计分析机制"]
    assert [row["id"] for row in queries.shares(town)] == [below]
    assert [(b.id, b.depth) for b in queries.task_tree(town, story.row(share).task_id)] == [(below, 0)]
    with pytest.raises(NotFound):
        queries.share(town, share)
    with pytest.raises(NotFound):
        queries.share(story.world.actor("town2"), below)
    with pytest.raises(Forbidden):
        queries.shares(story.world.actor("principal"))


def test_tree_shows_what_was_broken_down(story: Story) -> None:
    share = story.signed()
    piece = do.Piece(story.world.bodies["town1"], "竹溪镇排查", date(2026, 12, 1))
    (below,) = story.by("officer1", do.break_down, share, pieces=[piece])
    tree = queries.task_tree(story.world.actor("office"), story.row(share).task_id)
    assert [(branch.id, branch.depth) for branch in tree] == [(share, 0), (below, 1)]


def test_lists_by_tab_and_filter(story: Story) -> None:
    officer = story.world.actor("officer1")
    assert queries.shares(officer, "ours").count() == 3
    assert queries.shares(story.world.actor("office"), "given").count() == 7
    assert queries.shares(officer, "all", w.TODAY, state="unnamed").count() == 2
    assert queries.shares(officer, "all", w.TODAY, q="督办").count() == 1
    assert queries.shares(officer, "all", date(2027, 1, 1), overdue=True).count() == 1
    assert queries.share_counts(officer) == {"ours": 3, "given": 0, "all": 7}


def test_offers_are_only_the_actors_own_steps(story: Story) -> None:
    share = story.of("建立统计分析机制")
    assert set(queries.share_offers(story.world.actor("officer1"), share, w.TODAY)) == {"sign_for", "object"}
    late = queries.share_offers(story.world.actor("officer1"), share, date(2026, 12, 1))
    assert late["object"][0].code == "PL-002"
    assert queries.share_offers(story.world.actor("fireman"), share, w.TODAY) == {}
    unnamed = story.of("推广经验做法")
    assert set(queries.share_offers(story.world.actor("office"), unnamed, w.TODAY)) == {
        "name_lead",
        "release",
    }


def test_timeline_names_who_acted(story: Story) -> None:
    share = story.signed()
    story.reported(share)
    office = story.world.actor("office")
    case = queries.share(office, share)
    steps = queries.timeline(case, queries.progress_of(office, share))
    assert [(step.operation, step.person) for step in steps] == [
        ("plans.take_up", "试office"),
        ("plans.sign_for", "试officer1"),
        ("plans.report_progress", "试officer1"),
    ]


BODIES = {
    1: ("云溪区应急管理局", "应急管理局"),
    2: ("云溪市公安局云溪分局", "公安分局"),
    3: ("云溪区住房和城乡建设局", "住建局"),
    4: ("竹溪镇人民政府", "竹溪镇"),
}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("应急管理局", 1),
        ("区应急管理局", 1),
        ("住房和城乡建设局", 3),
        ("市公安局云溪分局", 2),
        ("竹溪镇", 4),
        ("气象局", None),
        ("各乡办", None),
    ],
)
def test_names_in_documents_mean_bodies(name: str, body: int | None) -> None:
    assert match([name], BODIES) == {name: body}


def test_collective_names_mean_nobody() -> None:
    assert all(is_collective(name) for name in ("区安委会成员单位", "有关部门", "各街道", "各级", "各单位"))
    assert not is_collective("应急管理局")
