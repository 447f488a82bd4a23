"""Every main page of every role: in one language at a time, as wide as the window, open to all, without a fault."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import polib
import pytest
from playwright.sync_api import expect

from tests.journeys.axe import serious
from tests.journeys.people import DESK, PHONE, Journey, Somebody
from zhiben.config.paths import ROOT
from zhiben.domains.organisations.vocabulary import MATTERS, SECTORS
from zhiben.ui.built import built_url

AUDIT = (Path(__file__).parent / "audit.js").read_text("utf-8")
NUMBER = re.compile(r"\d+")
CODES = re.compile(
    r"[A-Z]{2,4}-\d{4}-\d+|\b[0-9A-Z]{18}\b|Excel|\.[a-z]{2,4}\b|chinesecalendar|Apache|Zhiben"
    r"|zhanhe|pds zhq|\b[a-z]+\d\b|AI|VR|PDF|Word|[A-Z]{2}(/T)? \d+"
)
"""Latin that belongs on a Chinese page: numbers of cases, credit codes, names of formats, sources and standards."""

DETAILS = (
    r"/hazards/\d+/(\?state=\w+)?$|/hazards/(report|found)/$|/hazards/board/rows/|/hazards/letters/\d+/$",
    r"/hazards/(own|dissuade|inside|look-back|tables|handout)/(\?|$)|/hazards/tables/[\w-]+/$",
    r"/notices/services/\d+/$",
    r"/plans/\d+/(wall/|progress/|targets/|older/)?$|/plans/shares/\d+/$",
    r"/instruments/\d+/$|/instruments/upload/$",
    r"/units/\d+/$|/units/(new|import)/$|/units/bodies/\d+/$|/units/mandates/(\d+|new)/$",
    r"/people/\d+/$|/people/(invite|me)/$|/places/\d+/$",
    r"/duties/\d+/(matrix/)?$|/duties/(periods|activities)/\d+/$|/duties/(list|who)/(\?|$)",
)
DETAIL = re.compile("|".join(f"^(?:{one})" for one in DETAILS))
STATE = re.compile(r"state=(\w+)$")
CASES = {
    "emergency1": [f"/hazards/?tab=granted&state={state}" for state in ("rectified", "accepted", "closed")],
    "safety1": ["/hazards/?state=rectifying"],
}
"""Lists that lead to cases in further states."""
ON_A_PHONE = (
    "/",
    "/hazards/",
    "/hazards/N/",
    "/hazards/board/",
    "/hazards/own/",
    "/hazards/dissuade/",
    "/plans/N/wall/",
)
"""Kinds of pages that axe-core looks at as wide as a telephone too; at a desk it looks at every one."""
ROLES = (
    "office1",
    "safety1",
    "emergency1",
    "yunxi1",
    "controller1",
    "grid1",
    "leader1",
    "admin1",
    "auditor1",
    "worker1",
)


def _catalogue() -> set[str]:
    """What the platform itself says in Chinese."""
    said = {chinese for table in (SECTORS, MATTERS) for chinese, _english in table.values()}
    for path in ROOT.glob("src/zhiben/**/locale/zh_Hans/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            said |= {entry.msgstr, *entry.msgstr_plural.values()}
    return said


def _icons() -> set[str]:
    """What the sprite of the built front end can draw."""
    sprite = ROOT / "src/zhiben/ui" / built_url("icons.svg").removeprefix("/")
    return set(re.findall(r'<symbol[^>]* id="([^"]+)"', sprite.read_text("utf-8")))


@dataclass
class Tour:
    """The pages looked at so far; a kind of page is looked at once, unless it is somebody's first page."""

    seen: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=_catalogue)
    icons: set[str] = field(default_factory=_icons)

    def take(self, person: Somebody) -> None:
        """Everything in the person's menu, and one of each kind of page that it leads to."""
        page = person.open("/")
        waiting = [
            "/",
            *page.eval_on_selector_all("aside nav a", "all => all.map(a => a.getAttribute('href'))"),
        ]
        waiting += ["/people/me/", *CASES.get(person.name, ())]
        mine: set[str] = set()
        while waiting:
            path = waiting.pop(0)
            kind = NUMBER.sub("N", path.split("?")[0])
            if state := STATE.search(path):
                kind += state[1]
            if kind in mine or (kind in self.seen and kind != "/"):
                continue
            mine.add(kind)
            person.open(path)
            links = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.getAttribute('href'))")
            if state and path.startswith("/hazards/?"):
                links = [f"{link}?state={state[1]}" for link in links if re.match(r"/hazards/\d+/$", link)]
            waiting += [link for link in links if DETAIL.match(link)]
            self.look(person, path, kind)
        self.seen |= mine

    def look(self, person: Somebody, path: str, kind: str) -> None:
        """The open page in Chinese, then in English, at a desk and on a telephone."""
        drawn = person.page.eval_on_selector_all(
            "use", "all => all.map(u => u.getAttribute('href').split('#')[1])"
        )
        self.wrong += [f"{path}: no icon {name}" for name in set(drawn) - self.icons]
        name = f"{person.name}_{kind.strip('/').replace('/', '_') or 'workbench'}"
        for language in ("zh", "en"):
            if language == "en":
                cookie = {"name": "django_language", "value": "en", "url": person.journey.url}
                person.context.add_cookies([cookie])
                person.page.reload()
            self.read(person, f"{person.name} {path} {language}", language)
            for size in (PHONE, DESK):
                person.page.set_viewport_size(size)
                if (wider := person.wider()) > 1:
                    self.wrong.append(f"{person.name} {path} {language}: {wider} wider than {size['width']}")
                if language == "zh":
                    person.picture(f"{name}_{size['width']}", whole=False)
                    if size == DESK or kind in ON_A_PHONE:
                        self.wrong += [f"{person.name} {path}: {one}" for one in serious(person.page)]
        person.context.clear_cookies(name="django_language")

    def read(self, person: Somebody, place: str, language: str) -> None:
        """No Latin words on a Chinese page; on an English one Chinese only where it is marked as somebody's words.

        What cannot be marked (titles, labels for screen readers) may hold names, but nothing the platform says.
        """
        found = person.page.evaluate(AUDIT, language)
        if language == "zh":
            both = [*found["texts"], *found["names"]]
            wrong = [words for words in both if re.search("[A-Za-z]{2,}", CODES.sub("", words))]
        else:
            wrong = [*found["texts"], *(words for words in found["names"] if words in self.said)]
        self.wrong += [f"{place}: {words[:80]}" for words in wrong]


@pytest.fixture(scope="module")
def tour() -> Tour:
    """One tour through all roles."""
    return Tour()


@pytest.mark.parametrize("name", ROLES)
def test_pages_of_each_role(demonstration: Journey, tour: Tour, name: str) -> None:
    tour.wrong.clear()
    tour.take(demonstration.person(name))
    assert not tour.wrong, "\n".join(tour.wrong)
    assert demonstration.troubles() == []


def test_the_tour_saw_every_kind_of_page(tour: Tour) -> None:
    assert len(tour.seen) > 45
    for kind in (
        "/hazards/N/rectifying",
        "/hazards/letters/N/",
        "/plans/N/wall/",
        "/instruments/N/",
        "/units/N/",
        "/people/N/",
        "/calendar/",
    ):
        assert kind in tour.seen


def test_language_is_switched_in_the_header_and_stays(demonstration: Journey) -> None:
    office = demonstration.person("office1")
    page = office.open("/hazards/?state=closed")
    office.speak("en")
    assert page.url.endswith("/hazards/?state=closed")
    expect(page.locator("h1")).to_have_text("Hazard register")
    office.open("/units/")
    expect(page.locator("h1")).to_have_text("Units")
    office.speak("zh-hans")
    expect(page.locator("h1")).to_have_text("单位")


def test_menu_of_a_phone_opens_and_leads_on(demonstration: Journey) -> None:
    grid = demonstration.person("grid1", phone=True)
    page = grid.open("/")
    register = page.locator("#menu a[href='/hazards/']")
    expect(register).not_to_be_visible()
    page.locator(".navbar-toggler").tap()
    expect(register).to_be_visible()
    with page.expect_navigation():
        register.tap()
    expect(page.locator("h1")).to_have_text("隐患台账")
    page.locator("#results details.columns summary").tap()
    expect(page.locator("#results .columns-menu")).to_be_visible()
    assert grid.wider() <= 1
