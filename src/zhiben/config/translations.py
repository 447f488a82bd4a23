"""Translations: `python -m zhiben.config.translations compile | check | extract`, without GNU gettext.

Every folder with a `locale` keeps the words of its own code and templates; words it shares with `ui` or `core` may
stand there. English is the source.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from zhiben.config.paths import ROOT
from zhiben.config.terminal import complain, say

PACKAGE = Path(__file__).resolve().parent.parent
CATALOG = Path("locale/zh_Hans/LC_MESSAGES/django.po")
_KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
_HEADER = {
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(frozen=True)
class Text:
    """One text to translate: where it stands, its context, its words, its plural."""

    place: str
    context: str | None
    words: str
    plural: str | None

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes it one entry of a catalogue."""
        return self.context, self.words


def folders() -> list[Path]:
    """The folders that keep a catalogue: core, ui and every domain."""
    domains = sorted(path.parent for path in (PACKAGE / "domains").glob("*/apps.py"))
    return [PACKAGE / "core", PACKAGE / "ui", *domains]


def texts_of(folder: Path) -> list[Text]:
    """Every text to translate in a folder's code and templates, each once."""
    found: dict[tuple[str | None, str], Text] = {}
    for path in _sources(folder):
        for text in _texts_in(path):
            found.setdefault(text.key, text)
    return list(found.values())


def _sources(folder: Path) -> Iterator[Path]:
    roots = [folder]
    if folder.name == "core":
        roots.append(PACKAGE / "config")
    if folder.name == "ui":
        roots.append(ROOT / "frontend" / "src")
    for root in roots:
        for path in sorted(root.rglob("*")):
            parts = path.relative_to(root).parts
            if path.suffix in {".py", ".html", ".txt", ".ts"} and not {"tests", "migrations", "built"} & set(
                parts
            ):
                yield path


def _texts_in(path: Path) -> Iterator[Text]:
    source, method = path.read_text(encoding="utf-8"), "python"
    if path.suffix == ".ts":
        method = "javascript"
    elif path.suffix in {".html", ".txt"}:
        # Only the calls matter; the indentation of what is left would upset the reader of Python.
        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())
    for line, words, _, context in extract(method, io.BytesIO(source.encode()), keywords=_KEYWORDS):
        first, *rest = [words] if isinstance(words, str) else list(words)
        if first:
            place = f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}"
            yield Text(place, context, first, rest[0] if rest else None)


def catalogue(folder: Path) -> polib.POFile:
    """The folder's catalogue; an empty one where there is none."""
    path = folder / CATALOG
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    made = polib.POFile(wrapwidth=110)
    made.metadata = dict(_HEADER)
    return made


def problems() -> list[str]:
    """What is missing or wrong, one line each."""
    known = {folder: _translated(catalogue(folder)) for folder in folders()}
    shared = {**known[PACKAGE / "core"], **known[PACKAGE / "ui"]}
    found = list(_conflicts(known))
    for folder in folders():
        words = {**shared, **known[folder]}
        found += [_missing(text) for text in texts_of(folder) if text.key not in words]
        found += [f"{folder.name}: {trouble}" for trouble in _wrong_places(catalogue(folder))]
    return found


def _missing(text: Text) -> str:
    return f"{text.place}: no Chinese for {text.words!r}"


def _translated(catalog: polib.POFile) -> dict[tuple[str | None, str], str]:
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural.get(0, "")
        for entry in catalog
        if entry.translated() and not entry.obsolete
    }


def _conflicts(known: dict[Path, dict[tuple[str | None, str], str]]) -> Iterator[str]:
    first: dict[tuple[str | None, str], tuple[str, str]] = {}
    for folder, words in known.items():
        for key, chinese in words.items():
            there, other = first.setdefault(key, (folder.name, chinese))
            if other != chinese:
                yield f"{key[1]!r} is {other!r} in {there} and {chinese!r} in {folder.name}: give one a context"


def _wrong_places(catalog: polib.POFile) -> Iterator[str]:
    for entry in catalog:
        if entry.obsolete or not entry.translated():
            continue
        english = set(_PLACE.findall(entry.msgid + entry.msgid_plural))
        chinese = set(_PLACE.findall(entry.msgstr + "".join(entry.msgstr_plural.values())))
        if not chinese <= english or (english - chinese and not entry.msgid_plural):
            yield f"placeholders differ in {entry.msgid!r}"


def compile_catalogues() -> int:
    """Write the .mo files that are older than their source; how many."""
    written = 0
    for folder in folders():
        source = folder / CATALOG
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written


def extract_into(folder: Path) -> int:
    """Add what is missing to the folder's catalogue and drop what is no longer used; how many were added."""
    catalog, texts = catalogue(folder), {text.key: text for text in texts_of(folder)}
    shared = _shared_words(folder)
    kept = {(entry.msgctxt, entry.msgid) for entry in catalog if not entry.obsolete}
    for entry in list(catalog):
        if (entry.msgctxt, entry.msgid) not in texts:
            catalog.remove(entry)
    added = [text for key, text in texts.items() if key not in kept and key not in shared]
    catalog.extend(_entry(text) for text in added)
    if len(catalog):
        (folder / CATALOG).parent.mkdir(parents=True, exist_ok=True)
        catalog.save(str(folder / CATALOG))
    return len(added)


def _shared_words(folder: Path) -> set[tuple[str | None, str]]:
    shared: set[tuple[str | None, str]] = set()
    for other in (PACKAGE / "core", PACKAGE / "ui"):
        if other != folder:
            shared |= _translated(catalogue(other)).keys()
    return shared


def _entry(text: Text) -> polib.POEntry:
    if text.plural:
        return polib.POEntry(
            msgctxt=text.context, msgid=text.words, msgid_plural=text.plural, msgstr_plural={0: ""}
        )
    return polib.POEntry(msgctxt=text.context, msgid=text.words, msgstr="")


def _named(names: Iterable[str]) -> list[Path]:
    wanted = set(names)
    return [folder for folder in folders() if not wanted or folder.name in wanted]


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m zhiben.config.translations", description=__doc__)
    parser.add_argument("act", choices=["compile", "check", "extract"])
    parser.add_argument(
        "names", nargs="*", help="folders (with extract): core, ui or a domain; all by default"
    )
    options = parser.parse_args(argv)
    if not settings.configured:
        settings.configure(USE_I18N=False)
    if options.act == "compile":
        compile_catalogues()
        return 0
    if options.act == "extract":
        for folder in _named(options.names):
            say(f"{folder.name}: {extract_into(folder)} added")
        return 0
    found = problems()
    for line in found:
        complain(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
