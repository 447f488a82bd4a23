"""Reading packs from their files: shape, words, selectors, features and clauses looked at; what they carry out."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.registry import parameters
from zhiben.domains.instruments.methods.coverage import Share, covers, share
from zhiben.domains.instruments.methods.packs import (
    COMPANY_LEVELS,
    InstrumentHead,
    PackFile,
    Parameter,
    Problem,
    Words,
    feature_of,
    joined,
    line_at,
    named,
    problems_of,
)
from zhiben.domains.instruments.methods.reading import read
from zhiben.domains.instruments.queries.coverage import working
from zhiben.domains.organisations.vocabulary import MATTERS, SECTORS, BodyKind, Level, UnitKind

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml, which reads several times as fast
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # another class with the same methods

sentence("IN-006", N_("%(file)s, line %(line)s, %(place)s: %(problem)s"))


FEATURES, WORDS = "features.yaml", "vocabulary"


@contextmanager
def collector_rests() -> Iterator[None]:
    """Nothing read from a pack is garbage, and looking for some doubles the time of reading."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


@collector_rests()
def read_packs(folder: Path, documents: Path | None = None) -> list[tuple[Path, PackFile]]:
    """All pack files under a folder; Invalid with one finding for each problem of any file.

    `documents`: a folder with the documents packs name as their source; clauses are looked up in those found there.
    """
    problems: list[Finding] = []
    words = read_words(folder, problems)
    features = read_features(folder)
    found = []
    for path in sorted(folder.glob("**/*.yaml")):
        if path.name == FEATURES or path.parent.name == WORDS:
            continue
        pack = _parsed(path, PackFile, problems)
        if pack is not None:
            found.append((path, pack))
    known: dict[str, dict[int, set[str]]] = {}
    for path, pack in found:
        clauses = _clauses(documents, pack.instrument, known)
        said = problems_of(pack, words, features, SELECTORS, clauses)
        said += [
            (("items", number, "key"), f"nobody declared the parameter {item.key}")
            for number, item in enumerate(pack.items)
            if isinstance(item, Parameter) and item.key not in parameters
        ]
        problems += _problems(path, said)
    slugs = Counter(pack.instrument.id for _, pack in found)
    for path, pack in found:
        if slugs[pack.instrument.id] > 1:
            problems += _problems(path, [(("instrument", "id"), "occurs in two files")])
    problems += _successors(found)
    if problems:
        raise Invalid(*problems)
    return found


_OF_BODIES: dict[str, Any] = {
    "kinds": frozenset(BodyKind),
    "sectors": SECTORS,
    "matters": MATTERS,
    "levels": frozenset(Level),
}


def _successors(found: list[tuple[Path, PackFile]]) -> list[Finding]:
    """What overtook an item must be there: an instrument, or an item of one (`instrument:item`)."""
    known = {pack.instrument.id for _, pack in found}
    known |= {f"{pack.instrument.id}:{item.id}" for _, pack in found for item in pack.items}
    missing: list[Finding] = []
    for path, pack in found:
        said = [
            (("items", number, "superseded_by"), f"no instrument or item {item.superseded_by}")
            for number, item in enumerate(pack.items)
            if item.superseded_by and item.superseded_by not in known
        ]
        missing += _problems(path, said)
    return missing


SELECTORS: dict[str, dict[str, Any]] = {
    "unit": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": ()},
    "post": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": ()},
    "level": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": COMPANY_LEVELS},
    "body": _OF_BODIES,
    "body_post": _OF_BODIES,
}


def read_words(folder: Path, problems: list[Finding]) -> Words:
    """The words of all files of the vocabulary; what is wrong in them is added to the problems."""
    paths = sorted((folder / WORDS).glob("*.yaml"))
    files = [(path, file) for path in paths if (file := _parsed(path, Words, problems)) is not None]
    words, twice = joined(file for _, file in files)
    for kind, key in twice:
        for path, file in files:
            if key in getattr(file, kind):
                problems += _problems(path, [((kind, key), "is named differently in another file")])
    return words


def read_features(folder: Path) -> list[str]:
    """Keys of the features packs may name."""
    path = folder / FEATURES
    known = yaml.load(path.read_text(encoding="utf-8"), Loader) if path.exists() else {}
    return list((known or {}).get("features", {}))


Model = TypeVar("Model", bound=BaseModel)


def _parsed(path: Path, model: type[Model], problems: list[Finding]) -> Model | None:
    try:
        return model.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(_problem(path, line, "-", error.problem or str(error)))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(_problem(path, 1, "-", str(error)))
    except ValidationError as error:
        problems += _problems(path, [(e["loc"], e["msg"]) for e in error.errors()])
    return None


def _problems(path: Path, said: Iterable[Problem]) -> list[Finding]:
    """Each problem with its line and place; the file is read once more only if there are any."""
    found = list(said)
    if not found:
        return []
    text = path.read_text(encoding="utf-8")
    root, read = yaml.compose(text, Loader), yaml.load(text, Loader)
    return [_problem(path, line_at(root, steps), named(read, steps), problem) for steps, problem in found]


def _problem(path: Path, line: int, place: str, problem: str) -> Finding:
    said = {"file": f"{path.parent.name}/{path.name}", "line": line, "place": place, "problem": problem}
    return Finding("IN-006", said)


def _clauses(
    documents: Path | None, head: InstrumentHead, known: dict[str, dict[int, set[str]]]
) -> set[str] | None:
    """Addresses of the clauses of a pack's part, if its document is at hand."""
    if documents is None or not head.source or not (documents / head.source).is_file():
        return None
    if head.source not in known:
        parts: dict[int, set[str]] = defaultdict(set)
        for clause in read((documents / head.source).read_bytes(), head.source).clauses:
            parts[clause.part].add(clause.id)
        known[head.source] = parts
    return known[head.source][head.part]


def coverage_of_packs(folder: Path) -> list[tuple[str, int, int, Share]]:
    """(id, part, items, share) of each pack whose items name features: read from the files, without a database."""
    works = working()
    found = []
    for _path, pack in read_packs(folder):
        items = [(item.cite, feature) for item in pack.items if (feature := feature_of(item))]
        if items:
            head = pack.instrument
            found.append((head.id, head.part, len(items), share(covers(items, works).values())))
    return found
