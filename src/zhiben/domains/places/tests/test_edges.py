"""Pages, the picker's answers and the API's schemas."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound
from zhiben.core.wording import words
from zhiben.domains.places import api, views
from zhiben.domains.places.schemas import AreaOut

pytestmark = pytest.mark.usefixtures("henan", "db")
OFFICER = Actor(person_id=1, membership_id=1, role="officer", area=419901000000)


def _get(
    view: Callable[..., HttpResponse], data: dict[str, Any] | None = None, **kwargs: Any
) -> HttpResponse:
    return view(_request(data), **kwargs)


def _request(data: dict[str, Any] | None = None) -> HttpRequest:
    request = RequestFactory().get("/places/", data or {})
    request.actor, request.memberships, request.session = OFFICER, [], {}
    request.user = AnonymousUser()
    return request


def _picked(**data: Any) -> list[dict[str, Any]]:
    return json.loads(_get(views.pick, data).content)["results"]


def test_the_picker_answers_with_value_label_and_note() -> None:
    assert _picked(q="zhanheq") == [
        {"value": 410411000000, "label": "湛河区", "note": "河南省平顶山市湛河区"}
    ]


def test_the_picker_offers_what_is_near_when_nothing_is_typed() -> None:
    assert [one["label"] for one in _picked()][:2] == ["云溪街道", "望川街道"]
    assert len(_picked()) == 8


def test_the_picker_narrows_by_area_and_level() -> None:
    found = _picked(q="石桥", within="419901", level="village")
    assert {one["label"] for one in found} == {"石桥口社区居委会", "上石桥村村委会", "下石桥村村委会"}
    assert len(_picked(q="李")) == 20


@pytest.mark.parametrize("data", [{"q": "1" * 31}, {"q": "a\x00"}, {"level": "planet"}, {"within": "1" * 31}])
def test_the_picker_refuses_bad_input_in_both_languages(data: dict[str, str]) -> None:
    with pytest.raises(Invalid) as caught:
        _get(views.pick, data)
    said = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said[language] = words(caught.value.findings[0])
    assert said["en"] != said["zh-hans"]
    assert "%" not in said["en"] + said["zh-hans"]


def test_outlines_are_geojson() -> None:
    answer = _get(views.outlines, code=410400000000)
    found = json.loads(answer.content)
    assert answer["Content-Type"] == "application/geo+json"
    assert found["type"] == "FeatureCollection"
    assert {"code", "name"} <= set(found["features"][0]["properties"])
    assert len(found["features"]) == 10


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_show_areas_in_both_languages(language: str) -> None:
    with translation.override(language):
        town = _get(views.area_page, code=419901001000).content.decode()
        city = _get(views.area_page, code=410400000000).content.decode()
        found = _get(views.area_browser, {"q": "湛河"}).content.decode()
    assert "云溪街道" in town
    assert "听松社区居委会" in town
    assert "area-map" in city
    assert "湛河北路街道" in found
    assert ("此区划为演示而虚构" in town) == (language == "zh-hans")


def test_the_map_uses_the_labels_of_the_outlines() -> None:
    content = _get(views.area_page, code=410000000000).content.decode()
    data = json.loads(content.split('id="area-map" type="application/json">')[1].split("</script>")[0])
    assert "济源市" in [item["name"] for item in data["items"]]


def test_pages_of_every_size_take_the_same_few_queries(django_assert_max_num_queries: Any) -> None:
    for code in (410000000000, 410400000000, 410411000000, 419901001000):
        with django_assert_max_num_queries(10):
            _get(views.area_page, code=code)


def test_a_page_of_an_unknown_area_is_not_found() -> None:
    for code in (0, 410499000000, 10**30):
        with pytest.raises(NotFound):
            _get(views.area_page, code=code)


def test_the_api_gives_plain_areas() -> None:
    found = [
        AreaOut.model_validate(one, from_attributes=True)
        for one in api.find_areas(_request(), q="zhq", limit=3)
    ]
    assert len(found) == 3
    assert api.get_area(_request(), 410411000000).full_name == "河南省平顶山市湛河区"
    assert len(api.list_children(_request(), 410400000000)) == 12
    with pytest.raises(NotFound):
        api.list_children(_request(), 410499000000)
    assert [one.name for one in api.list_sources(_request())] == ["areas", "invented", "outlines"]
