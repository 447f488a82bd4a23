"""Who owes a duty read in a document, and by what activity: suggested, completed by the office, counted."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import world as w
from zhiben.core.errors import Invalid
from zhiben.domains.duties.models import Duty
from zhiben.domains.duties.tests.scene import catch_up, rows
from zhiben.domains.instruments.methods.suggesting import suggested
from zhiben.domains.instruments.methods.whom import whom_of, whom_shown
from zhiben.domains.instruments.models import Item, Proposal
from zhiben.domains.instruments.tests.test_documents import TEXT, Story, upload
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
WHO = {"subject": "unit", "kinds": ["enterprise"], "sectors": ["industry_trade"]}
SECTORS = {"coal": "煤矿", "education": "教育"}


@pytest.fixture
def story(db: None) -> Story:
    world = w.build()
    return Story(world, upload(world, TEXT.encode()))


def the_duty(story: Story) -> Proposal:
    return story.proposals(kind="duty")[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "煤矿企业每半年至少开展1次紧急撤离演练。",
            {
                "activity": "drill.evacuation",
                "who": {"subject": "unit", "kinds": ["enterprise"], "sectors": ["coal"]},
            },
        ),
        (
            "企业主要负责人每季度至少带队开展1次检查。",
            {
                "activity": "inspection.led",
                "who": {"subject": "unit", "kinds": ["enterprise"]},
                "led_by": ["principal"],
            },
        ),
        ("区应急局每季度对企业开展1次应急演练督导。", {}),
        ("学校和企业每年开展1次应急演练。", {}),
        ("企业每季度至少报送1次台账。", {}),
    ],
)
def test_what_a_sentence_says_plainly_is_suggested(text: str, wanted: dict) -> None:
    assert suggested(text, SECTORS) == wanted


def test_the_reader_suggests_and_the_published_duty_is_counted(story: Story) -> None:
    duty = the_duty(story)
    assert duty.data["activity"] == "inspection.led"
    story.correct(duty, "duty", **{**duty.data, "who": WHO})
    story.decide("kept")
    story.publish()
    made = Duty.objects.get(item_id=Item.objects.get(proposal_id=duty.pk).pk)
    assert (made.subject, made.activity, made.leaders) == ("unit", "inspection.led", ["principal"])
    assert made.low == w.DISTRICT
    catch_up(w.TODAY)
    assert [row[0] for row in rows(made)] == [story.world.units["mill"]]


def test_a_duty_of_nobody_is_published_and_counted_by_nobody(story: Story) -> None:
    duty = the_duty(story)
    story.correct(duty, "duty", times=1, per="quarter")
    story.decide("kept")
    story.publish()
    assert not Duty.objects.filter(slug__startswith="document-").exists()


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({"who": WHO}, "IN-011", "activity"),
        ({"activity": "drill"}, "IN-011", "who_subject"),
        ({"who": {**WHO, "sectors": ["moon"]}, "activity": "drill"}, "item-field", "who_sectors"),
        ({"who": {"subject": "post"}, "activity": "drill"}, "item-field", "who"),
        ({"who": WHO, "activity": "dancing"}, "item-field", "activity"),
        ({"who": WHO, "activity": "drill", "led_by": ["king"]}, "item-field", "led_by"),
    ],
)
def test_in_011_subject_and_activity_together_and_of_known_words(
    story: Story, data: dict, code: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        story.correct(the_duty(story), "duty", times=1, per="quarter", **data)
    assert [(one.code, one.field) for one in caught.value.findings] == [(code, field)]


def test_a_form_of_a_body_says_what_packs_say() -> None:
    fields = {
        "who_subject": "body",
        "who_bodies": ["town"],
        "who_levels": ["town"],
        "who_kinds": ["school"],
    }
    who = {"subject": "body", "kinds": ["town"], "levels": ["town"]}
    assert whom_of(fields) == who
    assert whom_of({name: value for name, value in whom_shown(who).items() if value}) == who
    assert whom_of({}) is None
    ranks = {"who_subject": "level", "who_ranks": ["group"], "who_levels": ["town"]}
    assert whom_of(ranks) == {"subject": "level", "levels": ["group"]}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_office_completes_it_on_the_page(story: Story, language: str) -> None:
    client, duty = Client(), the_duty(story)
    client.force_login(Account.objects.get(username="office"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    there = reverse("instruments:correct", args=[story.id, duty.pk])
    page = client.get(there).content.decode()
    assert 'name="who_sectors"' in page
    given = {
        **{"kind": "duty", "title": "带队检查", "times": "1", "per": "quarter", "activity": "inspection.led"},
        **{
            "who_subject": "unit",
            "who_kinds": ["enterprise"],
            "who_sectors": ["commerce"],
            "led_by": ["principal"],
        },
    }
    assert client.post(there, given).status_code == 302
    duty.refresh_from_db()
    assert duty.data["who"] == {"subject": "unit", "kinds": ["enterprise"], "sectors": ["commerce"]}
    again = client.get(there).content.decode()
    assert re.search(r'value="commerce"[^>]*checked', again)
    review = client.get(reverse("instruments:review", args=[story.id]))
    assert ("商务" if language == "zh-hans" else "Commerce") in review.content.decode()
