"""What every template of the platform keeps to."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from zhiben.config.paths import ROOT

PACKAGE = ROOT / "src" / "zhiben"
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
ICONS = set((ROOT / "frontend" / "icons.txt").read_text().split())
FORBIDDEN = re.compile(r"""\s(style|on[a-z]+)=["']|<script(?![^>]*\bsrc=)[^>]*>|<style""")
ICON = re.compile(r"""\{% icon ["']([a-z0-9-]+)["']""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_templates_hold_no_inline_script_or_style(path: Path):
    assert not FORBIDDEN.findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_icons_used_are_in_the_sprite(path: Path):
    drawn = {name for name in ICON.findall(path.read_text()) if not name.startswith("grade-")}
    assert drawn <= ICONS


@pytest.mark.parametrize("fragment", [True, False])
def test_a_refusal_says_its_findings(fragment):
    request = RequestFactory().get("/")
    findings = [{"code": "x", "field": "limit", "text": "The limit <has> passed."}]
    page = render_to_string(
        "ui/refusal.html", {"status": 409, "title": "No", "findings": findings, "fragment": fragment}, request
    )
    assert "The limit &lt;has&gt; passed." in page
    assert ("<html" in page) is not fragment


LEFT_OUT = re.compile(f"(?:{'|'.join((ROOT / 'frontend' / 'unused.txt').read_text().split())})")
CLASSES = re.compile(r'\sclass="([^"]*)"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_classes_used_are_in_the_style_sheet(path: Path):
    named = {name for text in CLASSES.findall(path.read_text()) for name in re.findall(r"[a-z][\w-]*", text)}
    assert not {name for name in named if LEFT_OUT.match(name)}
