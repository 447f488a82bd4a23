"""The command line of backup and restore. Exit codes: 0 done, 1 done but something is wrong, 2 not done."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db import Error as DjangoDatabaseError

from zhiben.config.backup import keys, manifest
from zhiben.config.backup.opening import opened
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.backup.target import alone
from zhiben.config.running import database
from zhiben.config.terminal import complain, say

WELL, WRONG, NOT_DONE = 0, 1, 2


def backup(argv: list[str]) -> int:
    """`zhiben backup DIR | FILE.tar`, `zhiben backup --keys FILE`, `zhiben backup check DIR`."""
    if argv[:1] == ["check"]:
        return _guarded(_check, argv[1:])
    parser = argparse.ArgumentParser(
        prog="zhiben backup",
        description="Back up the running platform: database, files, manifest. "
        "`zhiben backup check DIR` compares a backup with its manifest.",
    )
    parser.add_argument(
        "target", nargs="?", type=Path, metavar="DIR", help="a new folder, or a new file .tar"
    )
    parser.add_argument("--keys", type=Path, metavar="FILE", help="write the keys into a file of their own")
    options = parser.parse_args(argv)
    if options.target is None and options.keys is None:
        parser.error("name a folder, or --keys FILE, or both")
    return _guarded(_back_up, options)


def restore(argv: list[str]) -> int:
    """`zhiben restore DIR --keys FILE [--heads FILE]`, `zhiben restore release-jobs`."""
    if argv[:1] == ["release-jobs"]:
        return _guarded(_release, argv[1:])
    parser = argparse.ArgumentParser(
        prog="zhiben restore",
        description="Restore a backup into an empty place. `zhiben restore release-jobs` lets parked jobs go.",
    )
    parser.add_argument("source", type=Path, metavar="DIR", help="the folder or .tar of the backup")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="what `zhiben backup --keys` wrote")
    parser.add_argument("--heads", type=Path, metavar="FILE", help="heads that were carried off the machine")
    return _guarded(_restore, parser.parse_args(argv))


def _guarded(act: Callable[[Any], int], given: Any) -> int:
    try:
        return act(given)
    except (BackupProblem, psycopg.Error, DjangoDatabaseError, OSError) as problem:
        complain(str(problem).strip())
        return NOT_DONE


def _check(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="zhiben backup check")
    parser.add_argument("source", type=Path, metavar="DIR")
    with opened(parser.parse_args(argv).source) as folder:
        found = manifest.read(folder)
        problems = list(manifest.problems_of(folder, found))
    for problem in problems:
        complain(problem)
    say(_described(found) + ("" if problems else "; whole"))
    return WRONG if problems else WELL


def _described(found: manifest.Manifest) -> str:
    last = found.ledger["last"]
    return (
        f"backup of {found.made_at}, zhiben {found.version}: database {found.database_bytes} bytes, "
        f"{found.files['count']} files of {found.files['bytes']} bytes, head {last['size'] if last else 0}"
    )


def _back_up(options: argparse.Namespace) -> int:
    if options.target is not None and _take(options.target.absolute()):
        return WRONG
    if options.keys is not None:
        count = keys.write(options.keys.absolute())
        say(
            f"{count} keys in {options.keys}. Keep them elsewhere than the backup: whoever has both reads everything, "
            "and without them no personal datum can be read again."
        )
    elif options.target is not None:
        say("The keys are not in it. `zhiben backup --keys FILE` writes them; keep that file elsewhere.")
    return WELL


def _take(target: Path) -> bool:
    """Take the backup; whether files were missing."""
    with database() as problem:
        if problem:
            raise BackupProblem(problem)
        django.setup()
        # Models can be imported only after django.setup().
        made = import_module("zhiben.config.backup.taking").take(target)
    say(f"{_described(made)}; in {target}")
    if made.missing:
        complain(f"{len(made.missing)} files are missing or damaged here; the manifest names them.")
    return bool(made.missing)


def _restore(options: argparse.Namespace) -> int:
    with opened(options.source.absolute()) as folder, alone():
        found = manifest.read_whole(folder)
        with database() as problem:
            if problem:
                raise BackupProblem(problem)
            django.setup()
            # Models can be imported only after django.setup().
            restoring = import_module("zhiben.config.backup.restoring")
            done = restoring.restore(folder, found, options.keys, options.heads)
    for line in done.notes:
        say(line)
    for line in done.problems:
        complain(line)
    say(f"restored: {_described(done.manifest)}")
    if done.parked:
        say(f"{done.parked} jobs that go out are parked; `zhiben restore release-jobs` lets them go.")
    say(
        "the ledger does not verify"
        if done.problems
        else "the ledger verifies; `zhiben up` starts the platform"
    )
    return WRONG if done.problems else WELL


def _release(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="zhiben restore release-jobs")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--list", action="store_true", help="only show what is parked")
    choice.add_argument("--cancel", action="store_true", help="give them up instead")
    options = parser.parse_args(argv)
    with database() as problem:
        if problem:
            raise BackupProblem(problem)
        django.setup()
        outbound = import_module("zhiben.core.jobs.outbound")
        for one in outbound.parked():
            say(f"{one.count} {one.task}, the oldest of {one.oldest:%Y-%m-%d %H:%M}")
        if options.list:
            return WELL
        count = outbound.cancel() if options.cancel else outbound.release()
    say(f"{count} jobs {'given up' if options.cancel else 'let go'}")
    return WELL
