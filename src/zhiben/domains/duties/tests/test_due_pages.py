"""What is due, recording, the list and one activity, as people see them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests import world as w
from zhiben.core import clock, files
from zhiben.core.tests import samples
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Activity, Duty
from zhiben.domains.duties.tests.scene import catch_up, duty, load, rows
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
YESTERDAY = w.TODAY - timedelta(days=1)


@pytest.fixture
def world(db, tmp_path: Path, monkeypatch) -> w.World:
    """The district with five duties: one daily, one that must be led and proved, one of bodies."""
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    world = w.build(lifelike=True)
    load(
        tmp_path,
        duty("drill", evidence=["photo"]),
        duty("other", per="quarter"),
        duty("led", activity="inspection.led", per="month", led_by=["principal"]),
        duty("watch", activity="watch", per="day"),
        duty("train", activity="training.staff", per="year", hours=20),
        duty("office", who={"subject": "body", "kinds": ["department"]}, activity="study", per="quarter"),
    )
    catch_up(date(2026, 9, 30), w.TODAY)
    return world


def signed_in(name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    client.cookies["django_language"] = language
    return client


def page(name: str, address: str, language: str = "zh-hans", status: int = 200) -> str:
    answer = signed_in(name, language).get(address)
    assert answer.status_code == status, (name, address, answer.status_code)
    return answer.content.decode()


def send(name: str, address: str, status: int = 204, **values: object) -> str:
    answer = signed_in(name).post(address, values, **HTMX)
    assert answer.status_code == status, answer.content.decode()
    return answer.headers.get("HX-Redirect", answer.content.decode())


def photo(world: w.World, name: str = "safety", number: int = 32) -> int:
    return files.store(
        actor=world.actor(name), at=w.AT, data=samples.jpeg(number, number), name="a.jpg", purpose="photo"
    )


def record_url(kind: str, **asked: object) -> str:
    more = "".join(f"&{key}={value}" for key, value in asked.items())
    return f"{reverse('duties:record')}?kind={kind}{more}"


def the(kind: str) -> Activity:
    return Activity.objects.unscoped(reason="test").get(kind=kind)


def test_a_unit_sees_what_it_owes_soonest_first_with_clauses(world: w.World) -> None:
    shown = page("safety", reverse("duties:due"))
    order = [shown.index(f"试{name}") for name in ("watch", "led", "drill")]
    assert order == sorted(order)
    assert "今日已做" in shown
    assert "同一次活动还计入" in shown
    assert "主要负责人" in shown
    english = page("safety", reverse("duties:due"), "en")
    assert "Test drill" in english
    assert "The same activity is also for" in english
    assert "Done today" in english


def test_missed_periods_stand_apart_and_open_the_form_for_a_late_entry(world: w.World) -> None:
    shown = page("safety", reverse("duties:due"))
    missed = shown[shown.index('id="missed"') :]
    assert "试other" in missed
    assert "last=2026-09-30" in missed
    form = page("safety", record_url("drill.evacuation", first="2026-07-01", last="2026-09-30"))
    assert "补录" in form
    made = send("safety", record_url("drill.evacuation"), done_day="2026-09-20", photos=[photo(world)])
    assert "补录" in page("safety", made)


def test_one_tap_for_a_daily_duty_and_two_taps_are_one(world: w.World) -> None:
    for _ in range(2):
        send("safety", reverse("duties:record_today"), kind="watch", once="tap-1")
    assert the("watch").done_day == w.TODAY
    assert "今日已做" not in page("safety", reverse("duties:due"))


def test_the_form_asks_first_for_what_the_duties_need(world: w.World) -> None:
    for language in ("zh-hans", "en"):
        chooser = page("safety", reverse("duties:record"), language)
        assert "kind=drill.evacuation" in chooser
        form = page("safety", record_url("training.staff"), language)
        assert form.index('name="hours"') < form.index("<details") < form.index('name="place"')
        led = page("principal", record_url("inspection.led"), language)
        assert led.index('name="led_post"') < led.index("<details")
        assert 'value="principal" selected' in led
    page("safety", record_url("nonsense"), status=404)


def test_recorded_it_says_at_once_what_it_counts_for_and_why_not(world: w.World) -> None:
    values = {
        "done_day": YESTERDAY.isoformat(),
        "participants": 30,
        "detail_scenario": "车间起火",
        "once": "form-1",
    }
    made = send("safety", record_url("drill.evacuation"), **values)
    again = send("safety", record_url("drill.evacuation"), **values)
    assert made == again
    shown = page("safety", made)
    assert "计入 1 项履职要求" in shown
    assert "circle-x" in shown
    assert "车间起火" in shown
    assert "100 %" in shown
    led = send(
        "safety", record_url("inspection.led"), done_day=w.TODAY.isoformat(), led_post="safety_director"
    )
    for language, word in (("zh-hans", "主要负责人"), ("en", "rincipal")):
        assert word in page("safety", led, language)


def test_evidence_is_shown_to_who_sees_the_activity_without_what_the_camera_wrote(world: w.World) -> None:
    file = photo(world)
    made = send("safety", record_url("drill.evacuation"), done_day=w.TODAY.isoformat(), photos=[file])
    key = int(made.rstrip("/").rsplit("/", 1)[1])
    for name, status in (
        ("safety", 200),
        ("office", 200),
        ("town1", 200),
        ("town2", 404),
        ("shopkeeper", 404),
    ):
        for variant in ("thumb", "view"):
            page_url = reverse("duties:activity_file", args=[key, file, variant])
            assert signed_in(name).get(page_url).status_code == status
        assert signed_in(name).get(made).status_code == status
    assert (
        signed_in("safety").get(reverse("duties:activity_file", args=[key, file, "original"])).status_code
        == 404
    )
    assert (
        signed_in("safety").get(reverse("duties:activity_file", args=[key, 1 << 40, "view"])).status_code
        == 404
    )


def test_bad_input_is_refused_with_a_sentence(world: w.World) -> None:
    tomorrow = (w.TODAY + timedelta(days=1)).isoformat()
    assert "不能晚于今天" in send("safety", record_url("drill.evacuation"), 409, done_day=tomorrow)
    early = send("safety", record_url("drill.evacuation"), 409, done_day="2023-12-31")
    assert "2023" in early
    file = photo(world)
    send("safety", record_url("drill.evacuation"), done_day=w.TODAY.isoformat(), photos=[file])
    twice = send("safety", record_url("drill.evacuation"), 409, done_day=w.TODAY.isoformat(), photos=[file])
    assert "a.jpg" in twice
    copy = photo(world)
    send("safety", record_url("drill.evacuation"), 409, done_day=w.TODAY.isoformat(), files=[copy])
    send("safety", record_url("drill.evacuation"), 422, done_day="")
    send("safety", record_url("drill.evacuation"), 422, done_day="2026-13-01")
    stranger = {"done_day": w.TODAY.isoformat(), "led_person": world.persons["office"]}
    send("safety", record_url("drill.evacuation"), 422, **stranger)
    assert Activity.objects.unscoped(reason="test").count() == 1


def test_withdrawn_it_counts_no_more(world: w.World) -> None:
    made = send("safety", record_url("drill.evacuation"), done_day=w.TODAY.isoformat(), photos=[photo(world)])
    key = int(made.rstrip("/").rsplit("/", 1)[1])
    found = {row.name: row for row in _duties()}
    assert any(row[-2] for row in rows(found["drill"]))
    url = reverse("duties:withdraw", args=[key])
    send("safety", url, 422, reason="")
    send("shopkeeper", url, 404, reason="x")
    send("safety", url, reason="填错了单位")
    assert not any(row[-2] for row in rows(found["drill"]))
    shown = page("office", made)
    assert "填错了单位" in shown
    assert "已撤回" in shown
    send("safety", url, 409, reason="再撤")


def _duties() -> list[Duty]:
    return list(Duty.objects.filter(until=None))


def test_an_office_opens_a_units_page_and_a_body_has_its_own(world: w.World) -> None:
    mill, shop = world.units["mill"], world.units["shop"]
    assert "试led" in page("office", f"{reverse('duties:due')}?unit={mill}")
    assert "试office" in page("officer1", reverse("duties:due"))
    page("town1", f"{reverse('duties:due')}?unit={mill}")
    page("town1", f"{reverse('duties:due')}?unit={shop}", status=404)
    page("safety", f"{reverse('duties:due')}?unit={shop}", status=404)
    page("safety", f"{reverse('duties:due')}?body={world.bodies['office']}", status=404)
    page("office", f"{reverse('duties:due')}?body={world.bodies['fire']}")
    for junk in ("unit=x", "unit=99999999999999999999", f"unit={mill}&body=1", "unit=999999"):
        page("office", f"{reverse('duties:due')}?{junk}", status=404)
    made = send("officer1", record_url("patrol", unit=mill), 409, done_day=w.TODAY.isoformat())
    assert "patrol" in made
    made = send("officer1", record_url("watch", unit=mill), done_day=w.TODAY.isoformat())
    assert the("watch").unit_id == mill
    page("safety", made)


def test_the_list_filters_and_names(world: w.World) -> None:
    for kind, day in (("drill.evacuation", w.TODAY), ("watch", YESTERDAY)):
        operations.record_activity(
            actor=world.actor("safety"),
            at=w.AT,
            activity=operations.NewActivity(
                kind=kind, done_day=day, unit_id=world.units["mill"], text="演练一次", led_post="principal"
            ),
        )
    listed = reverse("duties:activities")
    for language in ("zh-hans", "en"):
        assert "云溪示范机械厂" in page("office", listed, language)
    kind = "watch"
    assert f"/duties/activities/{the(kind).pk}/" in page("office", f"{listed}?kind=watch")
    assert "紧急撤离" in page("safety", f"{listed}?q=演练")
    assert "云溪示范机械厂" in page("office", f"{listed}?q=机械厂&late=1&done_to=2026-11-19")
    assert "云溪示范机械厂" not in page("office", f"{listed}?withdrawn=1")
    assert "云溪示范机械厂" not in page("town2", listed)
    page("office", f"{listed}?kind=nonsense", status=422)
    export = signed_in("office").get(f"{listed}?export=xlsx")
    assert export.status_code == 200
    assert page("officer1", f"{listed}?tab=granted")


def test_who_may_not_record_does_not(world: w.World) -> None:
    page("leader", reverse("duties:due"))
    send("town2", record_url("watch", unit=world.units["mill"]), 404, done_day=w.TODAY.isoformat())
    send("town1", record_url("study", body=world.bodies["emergency"]), 404, done_day=w.TODAY.isoformat())


def test_a_hazard_found_at_an_activity_and_the_activity_know_each_other(world: w.World) -> None:
    made = send("safety", record_url("watch"), done_day=w.TODAY.isoformat())
    key = int(made.rstrip("/").rsplit("/", 1)[1])
    assert f"/hazards/report/?activity={key}" in page("safety", made)
    assert f"activity={key}&amp;unit={world.units['mill']}" in page("officer1", made)
    form = f"{reverse('hazards:report')}?activity={key}"
    assert f'name="activity" value="{key}"' in page("safety", form)
    said = {"title": "配电箱过热", "place": "二车间", "description": "外壳过热", "matter": "general"}
    said |= {"found_day": w.TODAY.isoformat(), "activity": key}
    case = send("safety", reverse("hazards:report"), **said)
    assert made in page("safety", case)
    for name in ("safety", "officer1"):
        assert "配电箱过热" in page(name, made)
    theirs = said | {"unit": world.units["shop"]}
    send("officer1", reverse("hazards:report_found"), 404, **theirs)
    send("shopkeeper", reverse("hazards:report"), 404, **said)
    send("safety", reverse("hazards:report"), 404, **(said | {"activity": 1 << 40}))


def test_what_different_posts_must_lead_is_not_one_activity(world: w.World, tmp_path: Path) -> None:
    posts = {"subject": "post", "kinds": ["enterprise"]}
    load(
        tmp_path,
        duty("chief", who=posts | {"posts": ["chief_engineer"]}, activity="study"),
        duty("director", who=posts | {"posts": ["safety_director"]}, activity="study"),
        duty("anyone", activity="study", per="quarter"),
    )
    catch_up(w.TODAY)
    subject = queries.get_subject(world.actor("safety"))
    also = {
        one.due.duty.name: one.also for one in queries.due_page(world.actor("safety"), w.TODAY, subject).left
    }
    assert also["chief"] == ("试anyone",)
    assert set(also["anyone"]) == {"试chief", "试director"}
    assert "履职岗位：总工程师" in page("safety", reverse("duties:due"))
