"""People at their browsers: they sign in with a password, read pages and fill forms."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests import world as w

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 15_000


def photograph(words: str = "photo") -> dict[str, Any]:
    """A picture as a telephone hands it over."""
    picture = Image.new("RGB", (800, 600), "#7a8896")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((120, 90, 520, 470), fill="#c9b037", outline="#333333", width=6)
    draw.text((140, 110), words, fill="#222222")
    target = BytesIO()
    picture.save(target, "JPEG", quality=80)
    return {"name": f"{words}.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


@dataclass
class Somebody:
    """One person at one browser; what went wrong on the pages is collected."""

    journey: "Journey"
    name: str
    page: Page
    context: BrowserContext
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("response", self._look)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal (4xx) to a form is an answer, not a fault; the browser notes it all the same.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _look(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.troubles.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        """Go to an address of the platform."""
        answer = self.page.goto(self.journey.url + path)
        assert answer is not None and answer.status < 400, f"{answer and answer.status} {path}"
        return self.page

    def sign_in(self) -> "Somebody":
        """Through the page that asks for it."""
        self.open("/account/login/")
        self.page.locator("[name=login]").fill(self.name)
        self.page.locator("[name=password]").fill(self.journey.password)
        self.page.locator("main form[action*=login] button[type=submit]").click()
        expect(self.page.locator(".person-name").first).to_be_attached()
        return self

    def speak(self, language: str) -> None:
        """Press the switch of languages, where the page is not in that language already."""
        shown = "en" if self.page.locator("html").get_attribute("lang") == "en" else "zh-hans"
        if shown != language:
            with self.page.expect_navigation():
                self.page.locator("form.language button").locator("visible=true").first.click()

    def todo(self, words: str | re.Pattern[str]) -> Page:
        """Open a line of the workbench."""
        self.open("/")
        with self.page.expect_navigation():
            self.page.locator("ul.todo a").filter(has_text=words).first.click()
        return self.page

    def step(self, name: str) -> Locator:
        """Unfold a step of the case; returns its box."""
        box = self.page.locator(f"#step-{name}")
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        return box

    def fill(self, box: Locator | Page, **values: str) -> None:
        """Fill fields by their names."""
        for name, value in values.items():
            control = box.locator(f"[name={name}]:visible").first
            kind = control.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "select":
                control.select_option(value)
            elif kind == "radio":
                box.locator(f"[name={name}][value={value}]").check()
            else:
                control.fill(value)

    def attach(self, box: Locator | Page, *files: dict[str, Any]) -> None:
        """Hand files to the upload field and wait until the server confirmed each."""
        box.locator("input[type=file][data-pick]").last.set_input_files(list(files))
        expect(box.locator(".file-item.file-done")).to_have_count(len(files))

    def draw(self, box: Locator) -> None:
        """Sign with the finger."""
        canvas = box.locator("canvas")
        canvas.scroll_into_view_if_needed()
        frame = canvas.bounding_box()
        assert frame is not None
        mouse = self.page.mouse
        left, top = frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.5
        mouse.move(left, top)
        mouse.down()
        for step in range(1, 9):
            mouse.move(left + step * 20, top + (25 if step % 2 else -25))
        mouse.up()
        expect(box.locator(".signature-state")).not_to_be_empty()

    def send(self, box: Locator | Page) -> Page:
        """Press the button of the form; the step is done when another page comes."""
        with self.page.expect_navigation():
            box.locator("form[data-step-form] button[type=submit]").last.click()
        return self.page

    def try_to_send(self, box: Locator) -> str:
        """Press the button and read what stands against it."""
        box.locator("form button[type=submit]").last.click()
        finding = box.locator(".findings > *").first
        expect(finding).to_be_visible()
        return box.locator(".findings").inner_text()

    def do(self, name: str, **values: str) -> Page:
        """One step that only asks for words."""
        box = self.step(name)
        self.fill(box, **values)
        return self.send(box)

    def wider(self) -> int:
        """By how many pixels the page is wider than the window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep how the page looks."""
        self.page.screenshot(path=self.journey.screenshots / f"{name}.png", full_page=whole)


@dataclass
class Journey:
    """The server, the district, and who sits at which browser."""

    browser: Browser
    url: str
    world: w.World
    screenshots: Path
    password: str = w.PASSWORD
    people: dict[str, Somebody] = field(default_factory=dict)

    def person(self, name: str, *, phone: bool = False) -> Somebody:
        """Somebody signed in, at a desk or on a telephone."""
        key = f"{name}:{phone}"
        if key not in self.people:
            context = self.browser.new_context(
                viewport=PHONE if phone else DESK,
                has_touch=phone,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
            )
            made = Somebody(self, name, context.new_page(), context)
            self.people[key] = made.sign_in()
        return self.people[key]

    def troubles(self) -> list[str]:
        """What went wrong on anybody's pages."""
        return [trouble for person in self.people.values() for trouble in person.troubles]

    def close(self) -> None:
        """Everybody leaves."""
        for person in self.people.values():
            person.context.close()
