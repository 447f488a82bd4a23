from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from zhiben.core.actors import Actor
from zhiben.ui import navigation
from zhiben.ui.context import shell
from zhiben.ui.navigation import Entry, entries_for, register


@pytest.fixture(autouse=True)
def own_menu(monkeypatch):
    monkeypatch.setattr(navigation, "_ENTRIES", {})


def entry(key, **kwargs):
    return Entry(key, key.title(), "set_language", "home", **kwargs)


def actor(role="office", *permissions):
    return Actor(1, 7, role, frozenset(permissions))


def test_entries_follow_permission_and_role_in_order():
    register(entry("late", order=90))
    register(entry("hazards", permission="hazards.view", order=20))
    register(entry("board", roles=frozenset({"leader"}), order=10))
    register(entry("accounts", group="admin", order=1))
    assert [item.key for item in entries_for(actor())] == ["late", "accounts"]
    assert [item.key for item in entries_for(actor("leader", "hazards.view"))] == [
        "board",
        "hazards",
        "late",
        "accounts",
    ]


def test_a_key_has_one_entry():
    register(entry("plans"))
    register(entry("plans"))
    with pytest.raises(ValueError, match="registered twice"):
        register(entry("plans", order=3))


def test_the_shell_names_the_membership_acted_under():
    request = RequestFactory().get("/", headers={"cookie": "theme=dark"})
    request.actor = actor()
    request.memberships = [SimpleNamespace(id=3, title="a"), SimpleNamespace(id=7, title="b")]
    context = shell(request)
    assert context["membership"].title == "b"
    assert context["theme"] == "dark"


def test_the_shell_of_somebody_signed_out_is_empty():
    request = RequestFactory().get("/", headers={"cookie": "theme=url(evil)"})
    context = shell(request)
    assert (context["actor"], context["navigation"], context["membership"], context["theme"]) == (
        None,
        (),
        None,
        "",
    )


def test_the_page_shown_marks_the_entry_that_covers_most_of_its_address():
    menu = [
        navigation.Item("work", "Work", "/", "home", "work"),
        navigation.Item("hazards", "Hazards", "/hazards/", "home", "work"),
        navigation.Item("board", "Board", "/hazards/board/", "home", "work"),
    ]
    assert navigation.here(menu, "/hazards/12/") == "hazards"
    assert navigation.here(menu, "/hazards/board/rows/") == "board"
    assert navigation.here(menu, "/") == "work"
    assert navigation.here(menu, "/places/") == ""
