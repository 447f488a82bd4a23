"""`zhiben …`: every thing an operator can start.

Each command loads only what it needs: reading a plan touches neither Django nor a database.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

USAGE = """usage: zhiben COMMAND …

  up                              database, web and worker; keeps them running
  web | worker                    one of them alone
  migrate                         bring the database's tables up to date
  demo load | accounts | reset    demonstration data
  seed --scale county|city|province [--seed N]   invented data in bulk, for measuring
  plan read FILE [--json]         read a plan document; needs no database
  packs check | load | list       the rules as data
  ledger verify | prove | export | seal | heads
  figures fold | check | rebuild  counters of the figures
  areas load | find               administrative areas
  user invite | token | password  accounts
  doctor [--json]                 where everything is and whether it is well
  backup DIR | check DIR | --keys FILE
  restore DIR | release-jobs      into an empty place only
  version

zhiben COMMAND --help says more. Environment: ZHIBEN_PORT, ZHIBEN_BIND, ZHIBEN_DATA_DIR, DATABASE_URL."""

_OWN = {
    "up": "zhiben.config.supervisor.up",
    "web": "zhiben.config.serving.web",
    "worker": "zhiben.config.serving.worker",
    "migrate": "zhiben.config.migrating.migrate",
    "doctor": "zhiben.config.doctor.doctor",
    "backup": "zhiben.config.backup.commands.backup",
    "restore": "zhiben.config.backup.commands.restore",
}
_MANAGED = {
    "demo": "demo",
    "packs": "packs",
    "ledger": "ledger",
    "figures": "figures",
    "areas": "areas",
    "user": "accounts",
    "seed": "seed",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return 0 if words else 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiben.config.settings")
    command, rest = words[0], words[1:]
    if command in _OWN:
        return _call(_OWN[command], rest)
    if command in _MANAGED:
        return _managed(command, rest)
    if command == "plan":
        return _plan(rest)
    if command in {"version", "--version"}:
        print(version("zhiben"))
        return 0
    print(f"zhiben: no command {command!r}\n\n{USAGE}", file=sys.stderr)
    return 2


def _call(path: str, rest: list[str]) -> int:
    module, name = path.rsplit(".", 1)
    function: Callable[[list[str]], int] = getattr(import_module(module), name)
    return function(rest)


def _managed(command: str, rest: list[str]) -> int:
    if command == "demo" and rest[:1] == ["reset"]:
        return _call("zhiben.config.first_start.reset", rest[1:])
    if command == "seed":
        # Indexes are taken away and made again meanwhile, which only the owner of the tables may do.
        os.environ["ZHIBEN_DB_ROLE"] = "owner"
    return _call("zhiben.config.managing.run", [_MANAGED[command], *rest])


def _plan(rest: list[str]) -> int:
    if rest[:1] != ["read"]:
        print("usage: zhiben plan read FILE [--json]", file=sys.stderr)
        return 2
    return _call("zhiben.domains.instruments.methods.reading.command.main", rest[1:])


if __name__ == "__main__":
    sys.exit(main())
