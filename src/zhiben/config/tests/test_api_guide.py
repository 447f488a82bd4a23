"""The page that explains the API: every operation, in both languages, for people signed in."""

import pytest
from django.test import Client

from zhiben.config.api_guide.reading import operations
from zhiben.core.tests.conftest import browser, member

__all__ = ["browser", "member"]
pytestmark = pytest.mark.django_db


def test_every_operation_stands_on_the_page(browser: Client) -> None:
    text = browser.get("/help/api/").content.decode()
    assert "单位和机构" in text
    for one in operations():
        assert f"{one.method} {one.path}" in text
        assert f"/help/api/{one.tag}/#{one.name}" in text


def test_every_tag_shows_what_goes_in_and_comes_out(browser: Client) -> None:
    browser.post("/language/", {"language": "en"})
    for tag in {one.tag for one in operations()}:
        answer = browser.get(f"/help/api/{tag}/")
        assert answer.status_code == 200
        assert "curl" in answer.content.decode()
    text = browser.get("/help/api/hazards/").content.decode()
    assert "Report a hazard" in text and "unit_id" in text and "Authorization: Bearer" in text
    assert "http://testserver/api/v1/hazards/" in text


def test_what_lies_in_objects_is_named_by_its_way() -> None:
    listed = next(one for one in operations() if (one.method, one.path) == ("GET", "/api/v1/hazards/"))
    assert "items" in {field.name for field in listed.answer}
    assert any(field.name.startswith("items[].") for field in listed.answer)


def test_the_page_is_for_people_signed_in() -> None:
    assert Client().get("/help/api/").status_code == 401
    assert Client().get("/help/api/hazards/").status_code == 401


def test_a_tag_there_is_not(browser: Client) -> None:
    assert browser.get("/help/api/nothing/").status_code == 404
