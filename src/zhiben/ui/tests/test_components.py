from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from zhiben.core import clock
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding, sentence
from zhiben.ui.answers import refuse_form
from zhiben.ui.badges import register_grades, register_states, state_labels
from zhiben.ui.days import time_left, written_day, written_money, written_month
from zhiben.ui.listing import Column
from zhiben.ui.templatetags.ui import cell, finding_text
from zhiben.ui.widgets import FilesField, Signature, read_location, read_signature

DAY = date(2024, 12, 31)


def render(text, **context):
    return Template("{% load i18n ui %}" + text).render(Context(context))


def test_days_and_money_are_written_in_both_languages():
    with translation.override("zh-hans"):
        assert written_day(DAY) == "2024年12月31日"
        assert written_month(DAY) == "2024年12月"
        assert [written_money(x) for x in (950, Decimal("12500"), None)] == ["950元", "1.25万元", ""]
    with translation.override("en"):
        assert written_day(DAY) == "31 Dec 2024"
        assert written_money(Decimal("125000.50")) == "CNY 125,000.5"


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        (-2, "danger", "2 days overdue"),
        (0, "warning", "due today"),
        (1, "warning", "1 day left"),
        (9, "neutral", "9 days left"),
    ],
)
def test_time_left_says_how_much(days, tone, words):
    with translation.override("en"):
        assert time_left(DAY + timedelta(days=days), DAY) == (tone, words)


def test_a_time_limit_that_has_ended_does_not_run():
    past = clock.today() - timedelta(days=9)
    with translation.override("en"):
        assert "overdue" in render("{% due day %}", day=past)
        assert "overdue" not in render("{% due day True %}", day=past)


def test_a_grade_has_colour_shape_and_word():
    register_grades({"test-major": ("Major <b>", "red")})
    drawn = render("{% grade_badge grade %}", grade="test-major")
    assert "grade-red" in drawn and "#grade-octagon" in drawn and "Major &lt;b&gt;" in drawn
    assert render("{% grade_badge grade %}", grade="") == ""


def test_states_have_labels_and_known_tones():
    register_states("test.case", {"open": ("Open", "info")})
    assert "state-info" in render("{% state_badge 'test.case' 'open' %}")
    assert state_labels("test.case") == {"open": "Open"}
    with pytest.raises(ValueError, match="no tone"):
        register_states("test.case", {"x": ("X", "pink")})


def test_a_finding_speaks_with_written_days():
    sentence("test-late", "Not after %(day)s.")
    with translation.override("zh-hans"):
        assert finding_text(Finding("test-late", {"day": DAY})) == "Not after 2024年12月31日."
    assert finding_text(Finding("test-late")) == "Not after %(day)s."


def test_cells_escape_and_link():
    row = {"id": 4, "name": "<b>", "kind": "a"}
    assert cell(Column("name", "Name"), row) == "<b>"
    assert "&lt;b&gt;" in render("{% cell column row %}", column=Column("name", "Name"), row=row)
    assert cell(Column("kind", "Kind", words={"a": "First"}), row) == "First"
    assert "—" in cell(Column("missing", "Missing"), row)


class PhotoForm(forms.Form):
    what = forms.CharField(label="What", max_length=5)
    photos = FilesField(purpose="photo", most=2)
    sign = forms.CharField(widget=Signature(), required=False)


def test_a_field_shows_label_and_errors():
    form = PhotoForm(QueryDict("what=123456"))
    drawn = render("{% field form.what %}{% field form.photos %}{% field form.sign %}", form=form)
    assert 'class="form-control is-invalid"' in drawn
    assert 'data-purpose="photo"' in drawn and "data-signature" in drawn


def test_files_are_ids():
    assert PhotoForm(QueryDict("what=a&photos=3&photos=4")).fields["photos"].clean(["3", "4"]) == [3, 4]
    for wrong in (["1", "2", "3"], ["x"], ["-1"], ["9" * 19]):
        with pytest.raises(forms.ValidationError):
            PhotoForm().fields["photos"].clean(wrong)


def test_the_refusal_of_a_form_names_its_fields():
    refusal = refuse_form(PhotoForm(QueryDict("")))
    assert {finding.field for finding in refusal.findings} == {"what", "photos"}


def test_signatures_are_pngs():
    assert read_signature("data:image/png;base64,iVBORw0KGgo=").startswith(b"\x89PNG")
    for wrong in ("", "Wang", "data:image/png;base64,AAAA", "iVBORw0KGgo=", "data:image/png;base64,字"):
        with pytest.raises(Invalid):
            read_signature(wrong)


def test_locations_are_places_on_earth():
    assert read_location("34.7,113.6,12") == (34.7, 113.6, 12.0)
    assert read_location("") is None
    for wrong in ("1,2", "91,0,1", "0,nan,1", "a,b,c", "0,0,inf"):
        with pytest.raises(Invalid):
            read_location(wrong)
