"""A large export is made by a job, with the filters and columns the person saw."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import world as w
from zhiben.core import files, jobs
from zhiben.domains.hazards import tasks
from zhiben.domains.hazards.tests.people import report
from zhiben.domains.people.models import Account
from zhiben.ui.listing import excel, listing

pytestmark = pytest.mark.django_db
TASK = "hazards.export_register"


@pytest.fixture
def browser(tmp_path, settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An officer's browser, in a world where more than two rows are many."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(listing, "LARGE", 2)
    world = w.build()
    for number in range(4):
        report(world, title=f"漏电{number}")
    report(world, title="通道堵塞")
    client = Client()
    client.force_login(Account.objects.get(username="officer1"))
    session = client.session
    session["membership"] = world.memberships["officer1"]
    session.save()
    client.actor = world.actor("officer1")
    return client


def test_few_rows_come_at_once(browser: Client) -> None:
    answer = browser.get(reverse("hazards:list"), {"export": "xlsx", "q": "通道"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert not ProcrastinateJob.objects.filter(task_name=TASK).exists()


def test_many_rows_are_made_by_a_job_and_fetched_by_who_asked(browser: Client) -> None:
    answer = browser.get(reverse("hazards:list"), {"export": "xlsx", "q": "漏电"}, follow=True)
    job = ProcrastinateJob.objects.get(task_name=TASK)
    assert answer.redirect_chain[-1][0] == reverse("core:job_page", args=[job.args["job"]])
    tasks.export_register(**job.args)
    done = jobs.view(browser.actor, job.args["job"])
    assert (done.phase, done.done, done.total) == ("done", 4, 4), done.findings
    sheet = openpyxl.load_workbook(io.BytesIO(files.read(done.result))).active
    assert sheet.max_row == 5
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {f"漏电{number}" for number in range(4)}
    fetched = browser.get(reverse("core:job_result", args=[job.args["job"]]))
    assert b"".join(fetched.streaming_content)[:2] == b"PK"


def test_one_person_has_one_export_at_a_time(browser: Client) -> None:
    asked = {"export": "xlsx", "q": "漏电"}
    first = browser.get(reverse("hazards:list"), asked)
    answer = browser.get(reverse("hazards:list"), asked, follow=True)
    assert answer.redirect_chain[-1][0] == first["Location"]
    assert "上一次导出仍在生成" in answer.content.decode() or "still being made" in answer.content.decode()
    job = ProcrastinateJob.objects.get(task_name=TASK)
    tasks.export_register(**job.args)
    browser.get(reverse("hazards:list"), asked)
    assert ProcrastinateJob.objects.filter(task_name=TASK).count() == 2


def test_more_than_a_file_takes_is_refused_before_it_is_written(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    browser.get(reverse("hazards:list"), {"export": "xlsx", "q": "漏电"})
    job = ProcrastinateJob.objects.get(task_name=TASK)
    tasks.export_register(**job.args)
    ended = jobs.view(browser.actor, job.args["job"])
    assert (ended.phase, ended.done, ended.result) == ("failed", 0, None)
    assert len(ended.findings) == 1 and "3" in ended.findings[0]
