"""Coverage: reckoned from items and features; the page of a document reads like it, with its state beside."""

import ast
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import world as w
from zhiben.domains.instruments import operations as do
from zhiben.domains.instruments import queries
from zhiben.domains.instruments.methods.coverage import Cover, covers, share
from zhiben.domains.instruments.tests.test_documents import TEXT, Story, upload
from zhiben.domains.people.models import Account


def test_a_clause_is_carried_out_when_all_its_features_work() -> None:
    items = [(["一"], "a"), (["一", "二"], "b"), (["三"], "c")]
    found = covers(items, frozenset({"a", "c"}))
    assert {key: one.cover for key, one in found.items()} == {
        "一": Cover.PARTLY,
        "二": Cover.NOT_YET,
        "三": Cover.CARRIED,
    }
    assert share(found.values()).percent == pytest.approx(100 / 3)
    assert share(()).percent is None


def test_every_feature_says_when_it_works_in_both_languages() -> None:
    for feature in queries.features().values():
        with translation.override("zh-hans"):
            assert feature.works == feature.works_zh and feature.works.endswith("。")
        with translation.override("en"):
            assert feature.works == feature.works_en and feature.works.isascii()


def test_every_test_of_a_feature_exists_and_is_not_skipped() -> None:
    """A red one makes the run red by itself."""
    for feature in queries.features().values():
        for named in feature.tests:
            file, _, name = named.partition("::")
            tree = ast.parse((Path(settings.BASE_DIR) / file).read_text(encoding="utf-8"))
            [found] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
            assert not any(
                "skip" in ast.unparse(one) or "xfail" in ast.unparse(one) for one in found.decorator_list
            )


PACK = """instrument:
  id: sample/main
  title: {zh: 云溪区安全生产治本攻坚三年行动实施方案, en: Plan of an invented district}
  period: [2024-01-01, 2026-12-31]
items:
  - id: led-inspection
    kind: duty
    cite: ["二(一)2"]
    title: {zh: 主要负责人带队检查, en: Inspection led by the principal}
    who: {subject: unit}
    activity: inspection.led
    times: 1
    per: quarter
    uses: PLANNED
    mark: D
  - id: stock
    kind: task
    cite: ["二(一)3"]
    title: {zh: 存量隐患清零, en: No hazard left of the stock}
    by: 2024-12-31
    mark: D
"""


@pytest.fixture
def story(db: None, tmp_path: Path) -> Story:
    """A document under review, and a pack of the same title."""
    world = w.build()
    made = Story(world, upload(world, TEXT.encode()))
    for name in ("features.yaml", "vocabulary"):
        (tmp_path / name).symlink_to(Path(settings.PACKS_DIR) / name)
    planned = next(key for key, one in queries.features().items() if not one.is_working)
    (tmp_path / "sample.yaml").write_text(PACK.replace("PLANNED", planned), encoding="utf-8")
    do.load_packs(actor=w.SYSTEM, at=w.AT, folder=tmp_path)
    return made


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def test_a_document_is_covered_clause_by_clause(story: Story) -> None:
    assert queries.features()["plan-to-tasks"].is_working
    office = client_of("office")
    page = office.get(reverse("instruments:document_coverage", args=[story.id])).content.decode()
    assert page.count('data-cover="carried"') == 1 and page.count('data-cover="not_yet"') == 1
    assert "存量隐患清零" in page and "主要负责人带队检查" in page
    answer = office.get(f"/api/v1/instruments/documents/{story.id}/coverage/").json()
    assert answer["share"] == {"carried": 1, "partly": 0, "not_yet": 1}
    assert {one["id"]: one["cover"] for one in answer["clauses"]} == {
        "二(一)2": "not_yet",
        "二(一)3": "carried",
    }


def test_the_product_says_its_share_and_each_feature(story: Story) -> None:
    office = client_of("office")
    answer = office.get("/api/v1/instruments/coverage/").json()
    mine = next(one for one in answer["instruments"] if one["id"] == "sample/main")
    assert mine["share"] == {"carried": 1, "partly": 0, "not_yet": 1} and mine["items"] == 2
    assert {one["id"] for one in answer["features"]} == set(queries.features())
    page = office.get(reverse("instruments:coverage"))
    assert page.status_code == 200 and "data-total" in page.content.decode()
    feature = queries.features()["plan-to-tasks"]
    assert feature.works_zh in page.content.decode()
    office.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = office.get(reverse("instruments:coverage")).content.decode()
    assert feature.works_en in unescape(english) and feature.works_zh not in english
    assert Client().get("/api/v1/instruments/coverage/").status_code == 401
