"""The five who answer for a key fire unit: named by the office, seen by themselves, handed over, shown on the board."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests import world as w
from tests.journeys.conftest import Hands
from tests.journeys.people import DESK, PHONE, Journey, Somebody
from zhiben.core import clock
from zhiben.domains.duties import operations
from zhiben.domains.duties.models import Scheme
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.organisations import operations as organisations

FIVE = "消防安全重点单位“五包一”"
RELIC, STATION, DAM = "云溪示范古祠", "云溪示范客运站", "云溪示范水库管理站"


@pytest.fixture(scope="module")
def places(journey: Journey) -> dict[str, int]:
    """The true packs; a mill, an ancient temple and a bus station are key fire units, and there is a reservoir."""
    actor, at = w.SYSTEM, clock.now()
    load_packs(actor=actor, at=at, folder=w.PACKS)
    made = {"mill": journey.world.units["mill"]}
    for key, name, sector, kind in (
        ("temple", RELIC, "cultural_relics", "institution"),
        ("station", STATION, "transport", "institution"),
        ("dam", DAM, "water", "enterprise"),
    ):
        made[key] = organisations.register_unit(
            actor=actor,
            at=at,
            name=name,
            kind=kind,
            sector=sector,
            area=w.TOWNS[0],
            address=f"{name}路1号",
            opened=w.SINCE,
        )
    for unit, tag in ((made[key], "reservoir" if key == "dam" else "key_fire_unit") for key in made):
        organisations.set_subject_fact(
            actor=actor,
            at=at,
            subject_kind="unit",
            subject_id=unit,
            key=f"tag:{tag}",
            value="yes",
            since=w.TODAY,
        )
    return made


@pytest.fixture(scope="module")
def five(journey: Journey, places: dict[str, int]) -> int:
    """The scheme of the fire sub-plan; of the station one of the five is named already."""
    scheme = Scheme.objects.get(slug="henan-2024-46/fire", name="five-for-one").pk
    operations.fill_seats(
        actor=w.SYSTEM,
        at=clock.now(),
        scheme_id=scheme,
        holders=[NewHolder("town-official", person_id=journey.world.persons["town1b"])],
        unit_id=places["station"],
    )
    _burden()
    _equipment(journey, places["mill"])
    return scheme


@pytest.fixture(scope="module")
def dam(journey: Journey, places: dict[str, int]) -> int:
    """The scheme of the three persons of a reservoir; two of them are named."""
    scheme = Scheme.objects.get(slug="henan-2024-46/water", name="three-persons").pk
    operations.fill_seats(
        actor=w.SYSTEM,
        at=clock.now(),
        scheme_id=scheme,
        holders=[
            NewHolder("technical", person_id=journey.world.persons["town2"]),
            NewHolder("patrol", name="巡守河", office="水库巡查员"),
        ],
        unit_id=places["dam"],
    )
    return scheme


def _burden() -> None:
    """One man answers for twenty-one places of cultural relics."""
    relics = Scheme.objects.get(slug="henan-2024-46/cultural-relics", name="responsible").pk
    for number in range(21):
        unit = organisations.register_unit(
            actor=w.SYSTEM,
            at=clock.now(),
            name=f"柳桥示范古井{number + 1}号",
            kind="institution",
            sector="cultural_relics",
            area=w.TOWNS[1],
            address=f"古井路{number + 1}号",
            opened=w.SINCE,
        )
        holder = NewHolder("responsible", name="包万家", office="柳桥示范文保所所长")
        operations.fill_seats(
            actor=w.SYSTEM, at=clock.now(), scheme_id=relics, holders=[holder], unit_id=unit
        )


def _equipment(journey: Journey, mill: int) -> None:
    """The mill uses special equipment; its principal has the seat, and duties fall due."""
    organisations.set_subject_fact(
        actor=w.SYSTEM,
        at=clock.now(),
        subject_kind="unit",
        subject_id=mill,
        key="tag:special_equipment",
        value="yes",
        since=w.TODAY,
    )
    operations.fill_seats(
        actor=w.SYSTEM,
        at=clock.now(),
        scheme_id=Scheme.objects.get(slug="henan-2024-46/market-regulation", name="director-and-officer").pk,
        holders=[NewHolder("principal", person_id=journey.world.persons["principal"])],
        unit_id=mill,
    )
    operations.catch_up(actor=w.SYSTEM, at=clock.now(), on=w.TODAY)


def pick(person: Somebody, row: Locator, name: str) -> None:
    """Choose a person by typing the name."""
    row.locator(".picker input[type=text], .picker input[type=search]").first.fill(name)
    person.page.locator(".picker-list [role=option]").filter(has_text=name).first.click()


def test_the_office_sees_what_is_vacant_and_names_the_five(
    journey: Journey, places: dict[str, int], five: int
) -> None:
    office = journey.person("office")
    page = office.open("/duties/seats/?slug=henan-2024-46/fire")
    office.picture("desk_seats")
    line = page.locator("#rows-seat-schemes tbody tr").filter(has_text=FIVE)
    expect(line.locator("td").nth(1)).to_have_text("3")
    expect(line.locator("td").nth(4)).to_have_text("14")
    with page.expect_navigation():
        line.locator("a[href*='standing=vacant']").click()
    row = page.locator("#rows-seat-subjects tbody tr").filter(has_text="云溪示范机械厂")
    with page.expect_navigation():
        row.locator("a[href*='/fill/']").click()
    rows = page.locator("form fieldset")
    expect(rows).to_have_count(6)
    pick(office, rows.filter(has_text="乡镇街道干部"), "苗竹生")
    pick(office, rows.filter(has_text="行业监管部门干部"), "闻一舟")
    pick(office, rows.filter(has_text="消防人员").first, "钟离火")
    village = rows.filter(has_text="社区（村）工作人员")
    village.locator("[name$=-name]").fill("桑榆晚")
    office.picture("desk_seat_fill")
    assert "职务" in office.try_to_send(page.locator("main"))
    village.locator("[name$=-office]").fill("竹溪社区居委会主任")
    page.locator("[name=until]").fill("2026-12-10")
    office.send(page.locator("main"))
    card = page.locator(f"#scheme-{five}")
    expect(card).to_contain_text("桑榆晚")
    expect(card).to_contain_text("已由“消防人员”担任")
    expect(card.locator("tbody tr").filter(has_text="专业人员")).to_contain_text("空缺")
    expect(card).to_contain_text("即将到期")
    office.picture("desk_seats_of")


def test_the_same_names_serve_another_scheme(journey: Journey, places: dict[str, int], five: int) -> None:
    office = journey.person("office")
    page = office.open(f"/duties/seats/of/?unit={places['station']}")
    form = page.locator("form.seat-copy")
    expect(form).to_have_count(1)
    form.locator("select").select_option(str(five))
    with page.expect_navigation():
        form.locator("button").click()
    expect(page.locator("section.card[id^=scheme-]").filter(has_text="竺小满")).to_have_count(2)


def test_the_named_sees_his_seats_and_hands_one_over(journey: Journey, places: dict[str, int]) -> None:
    town = journey.person("town1", phone=True)
    page = town.open("/duties/seats/mine/")
    mine = page.locator(".seat-of-person").filter(has_text=FIVE).first
    expect(mine).to_contain_text("云溪示范机械厂")
    assert town.wider() <= 0
    town.picture("phone_my_seats")
    with page.expect_navigation():
        mine.locator("a[href$='/hand-over/']").click()
    pick(town, page.locator("main"), "竺小满")
    town.fill(page, day="2026-11-20", note="仓库北门消防通道曾被占用，每周看一次。")
    town.picture("phone_hand_over")
    town.send(page.locator("main"))
    next_one = journey.person("town1b")
    next_one.todo("接任席位")
    expect(next_one.page.locator("main")).to_contain_text("每周看一次")
    next_one.picture("desk_hand_over")
    with next_one.page.expect_navigation():
        next_one.page.locator("form[action$='/confirm/'] button").click()
    expect(next_one.page.locator(".seat-of-person").filter(has_text="云溪示范机械厂")).to_have_count(1)


def test_a_person_sees_the_duties_of_his_seat(journey: Journey, places: dict[str, int], five: int) -> None:
    principal = journey.person("principal", phone=True)
    page = principal.open("/duties/seats/mine/")
    mine = page.locator(".seat-of-person").filter(has_text="特种设备")
    expect(mine).to_contain_text("带队完成的履职")
    expect(mine.locator("a[href^='/duties/']").first).to_be_visible()
    assert principal.wider() <= 0
    principal.picture("phone_seat_with_duties")


def test_expired_and_overloaded_seats_are_listed(
    journey: Journey, places: dict[str, int], five: int, hands: Hands
) -> None:
    hands.forward(days=25)
    office = journey.person("office")
    page = office.open("/duties/seats/?slug=henan-2024-46/fire")
    line = page.locator("#rows-seat-schemes tbody tr").filter(has_text=FIVE)
    expect(line.locator("td").nth(6)).to_have_text("3")
    with page.expect_navigation():
        line.locator("a[href*='standing=expired']").click()
    expect(page.locator("#rows-seat-subjects tbody tr")).to_have_count(1)
    expect(page.locator("#rows-seat-subjects")).to_contain_text("任期已满")
    office.open("/duties/seats/")
    with page.expect_navigation():
        page.locator("#overloaded").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    expect(page.locator("main tbody tr")).to_contain_text("包万家")
    expect(page.locator("main tbody tr")).to_contain_text("21")
    office.picture("desk_overloaded")
    hands.forward(days=-25)


def test_the_roll_is_called_where_the_clause_asks_for_it(
    journey: Journey, places: dict[str, int], dam: int
) -> None:
    office = journey.person("office")
    page = office.open(f"/duties/seats/{dam}/")
    with page.expect_navigation():
        page.locator("a[href$='/roll-call/']").click()
    office.fill(page, reason="暴雨橙色预警", minutes="60")
    office.send(page.locator("main"))
    expect(page.locator("#roll-figures .figure-value")).to_have_text(["2", "0", "0", "2", "1"])
    town = journey.person("town2", phone=True)
    town.todo("应答点名")
    town.picture("phone_roll_call")
    town.fill(town.page, note="已到坝上")
    town.send(town.page.locator("main"))
    assert town.wider() <= 0
    page.reload()
    with page.expect_navigation():
        page.locator("form[action$='/reached/'] button").click()
    expect(page.locator("#roll-figures .figure-value")).to_have_text(["2", "2", "0", "0", "0"])
    office.picture("desk_roll_call")
    office.open(f"/duties/seats/{dam}/roll-call/")
    office.picture("desk_roll_calls")


def test_the_board_is_open_to_everybody_and_shows_name_and_office(
    journey: Journey, places: dict[str, int]
) -> None:
    office = journey.person("office")
    page = office.open(f"/duties/seats/of/?unit={places['temple']}")
    public = page.locator("section.card[id^=scheme-]").filter(has_text="直接责任人公示")
    with page.expect_navigation():
        public.locator("a.btn-primary").click()
    expect(page.locator("main form")).to_contain_text("公示牌")
    page.locator("[name$=-name]").first.fill("祠守成")
    page.locator("[name$=-office]").first.fill("云溪示范古祠管理所所长")
    office.send(page.locator("main"))
    board = f"{journey.url}/duties/seats/board/unit/{places['temple']}/"
    for width, name in ((DESK, "desk"), (PHONE, "phone")):
        stranger = journey.browser.new_context(viewport=width, locale="zh-CN").new_page()
        stranger.goto(board)
        expect(stranger.locator("table")).to_contain_text("祠守成")
        expect(stranger.locator("main")).not_to_contain_text("五包一")
        stranger.screenshot(path=journey.screenshots / f"{name}_seat_board.png", full_page=True)
        stranger.close()


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_there_in_both_languages_and_fits(
    journey: Journey, places: dict[str, int], five: int, dam: int, phone: bool
) -> None:
    office = journey.person("office", phone=phone)
    mill = places["mill"]
    addresses = {
        "seats": "/duties/seats/",
        "seat_scheme": f"/duties/seats/{five}/",
        "seats_of": f"/duties/seats/of/?unit={mill}",
        "seat_fill": f"/duties/seats/{five}/fill/?unit={mill}",
        "my_seats": "/duties/seats/mine/",
        "seats_overloaded": "/duties/seats/overloaded/",
        "roll_calls": f"/duties/seats/{dam}/roll-call/",
    }
    for language in ("en", "zh-hans"):
        cookie = {"name": "django_language", "value": language, "url": journey.url}
        office.context.add_cookies([cookie])
        for name, address in addresses.items():
            page = office.open(address)
            assert office.wider() <= 0, (name, language)
            office.picture(f"{'phone' if phone else 'desk'}_{name}_{language}")
            words = page.locator("main").inner_text()
            if language == "en":
                assert not re.search("[\u4e00-\u9fff]", _without_chinese(page)), name
            else:
                assert "Seat" not in words


def _without_chinese(page: object) -> str:
    """The page's words but for names of things, which are marked as Chinese."""
    script = """() => { const copy = document.querySelector('main').cloneNode(true);
      copy.querySelectorAll('[lang=zh], input, select, option, textarea').forEach(e => e.remove());
      return copy.innerText || copy.textContent; }"""
    return str(page.evaluate(script))  # type: ignore[attr-defined]  # a page of the browser


def test_nobody_met_a_fault(journey: Journey) -> None:
    assert journey.troubles() == []
