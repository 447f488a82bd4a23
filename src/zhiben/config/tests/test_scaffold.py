"""A new domain: its folder, and its place among the others."""

from pathlib import Path

import pytest

from zhiben.config import scaffold


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "domains").mkdir()
    (tmp_path / "config" / "settings.py").write_text(
        (scaffold.PACKAGE / "config" / "settings.py").read_text()
    )
    return tmp_path


def test_a_domain_stands_between_those_below_and_above_it(package: Path) -> None:
    folder = scaffold.make_domain("risks", package)
    for name in ("apps.py", "models.py", "README.md", "migrations/__init__.py", "tests/test_risks.py"):
        assert (folder / name).exists()
    text = (package / "config" / "settings.py").read_text()
    places = [text.index(f'"zhiben.domains.{name}"') for name in ("plans", "risks", "hazards")]
    assert places == sorted(places)


def test_the_topmost_domain_comes_last(package: Path) -> None:
    scaffold.make_domain("exchange", package)
    text = (package / "config" / "settings.py").read_text()
    assert text.index('"zhiben.domains.reports"') < text.index('"zhiben.domains.exchange"')


@pytest.mark.parametrize("name", ["utils", "", "../x", "Hazards"])
def test_only_permanent_labels_are_taken(package: Path, name: str) -> None:
    with pytest.raises(scaffold.Refused, match="permanent"):
        scaffold.make_domain(name, package)


def test_a_domain_is_never_written_over(package: Path) -> None:
    scaffold.make_domain("duties", package)
    with pytest.raises(scaffold.Refused, match="already"):
        scaffold.make_domain("duties", package)


def test_the_labels_are_those_installed() -> None:
    text = (scaffold.PACKAGE / "config" / "settings.py").read_text()
    installed = [name for name in scaffold.ORDER if f'"zhiben.domains.{name}"' in text]
    assert [text.index(f'"zhiben.domains.{name}"') for name in installed] == sorted(
        text.index(f'"zhiben.domains.{name}"') for name in installed
    )
    assert "hazards" in installed
