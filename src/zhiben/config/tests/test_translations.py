"""Texts are found in code and templates, and a missing or crooked translation is told."""

from pathlib import Path

import polib
import pytest

from zhiben.config import translations

PAGE = """{% load i18n %}
<h1 title="{% translate 'A title' %}">{% blocktranslate with n=count %}There are {{ n }}{% endblocktranslate %}</h1>
    {% if x %}
  {% blocktranslate count n=count %}one row{% plural %}{{ n }} rows{% endblocktranslate %}
{% endif %}
{% include "x.html" with label=_("A label") %}{% translate "State" context "region" %}
"""
CODE = """
from django.utils.translation import gettext as _, pgettext, ngettext
A = _("In code")
B = sentence("code", N_("A sentence with %(x)s"))
C = pgettext("of a case", "State")
D = ngettext("one file", "%(n)s files", 2)
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("core", "ui", "domains/hazards"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "config").mkdir()
    (tmp_path / "domains/hazards/apps.py").write_text("")
    (tmp_path / "domains/hazards/page.html").write_text(PAGE)
    (tmp_path / "domains/hazards/rules.py").write_text(CODE)
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    return tmp_path


def test_texts_are_found_with_context_and_plural(package: Path) -> None:
    found = {
        (text.context, text.words, text.plural) for text in translations.texts_of(package / "domains/hazards")
    }
    assert found == {
        (None, "A title", None),
        (None, "There are %(n)s", None),
        (None, "one row", "%(n)s rows"),
        (None, "A label", None),
        ("region", "State", None),
        (None, "In code", None),
        (None, "A sentence with %(x)s", None),
        ("of a case", "State", None),
        (None, "one file", "%(n)s files"),
    }


def test_what_is_missing_is_told_until_it_is_translated(package: Path) -> None:
    folder = package / "domains/hazards"
    assert len(translations.problems()) == 9
    assert translations.extract_into(folder) == 9
    assert len(translations.problems()) == 9
    catalog = polib.pofile(str(folder / translations.CATALOG))
    for entry in catalog:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "%(n)s 个"}
        else:
            entry.msgstr = "译文 " + " ".join(translations._PLACE.findall(entry.msgid))
    catalog.save()
    assert translations.problems() == []
    assert translations.extract_into(folder) == 0


def test_a_lost_placeholder_and_two_meanings_are_told(package: Path) -> None:
    (package / "core/words.py").write_text('A = _("Open %(n)s")\n')
    (package / "domains/hazards/rules.py").write_text('A = _("Open %(n)s")\n')
    (package / "domains/hazards/page.html").write_text("")
    for folder, chinese in (("core", "打开 %(n)s"), ("domains/hazards", "未结")):
        catalog = translations.catalogue(package / folder)
        catalog.append(polib.POEntry(msgid="Open %(n)s", msgstr=chinese))
        path = package / folder / translations.CATALOG
        path.parent.mkdir(parents=True)
        catalog.save(str(path))
    first, second = translations.problems()
    assert "give one a context" in first
    assert "placeholders differ" in second


def test_compiled_catalogues_are_written_once(package: Path) -> None:
    catalog = translations.catalogue(package / "ui")
    catalog.append(polib.POEntry(msgid="Save", msgstr="保存"))
    path = package / "ui" / translations.CATALOG
    path.parent.mkdir(parents=True)
    catalog.save(str(path))
    assert translations.compile_catalogues() == 1
    assert translations.compile_catalogues() == 0
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Save").msgstr == "保存"
