"""The command line: what it dispatches, what it loads, and its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhiben import cli
from zhiben.config.postgres.addresses import free_port

PLAN = """安全生产治本攻坚三年行动方案
一、主要任务
（一）企业主要负责人每季度至少组织开展1次安全检查。
"""


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zhiben.cli", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_usage_and_unknown_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    assert "zhiben COMMAND" in capsys.readouterr().out
    assert cli.main([]) == 2
    assert cli.main(["utils"]) == 2
    assert "no command 'utils'" in capsys.readouterr().err
    assert cli.main(["plan", "write"]) == 2


def test_a_plan_is_read_without_django_and_without_a_database(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    program = (
        "import sys; from zhiben.cli import main; code = main(['plan', 'read', sys.argv[1], '--json'])\n"
        "loaded = {'django', 'psycopg'} & set(sys.modules)\n"
        "print(loaded, file=sys.stderr); sys.exit(code or bool(loaded))"
    )
    nowhere = {**os.environ, "DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(plan)], env=nowhere, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert {"document", "parts", "clauses", "items", "warnings"} == set(json.loads(done.stdout))


def test_a_database_that_cannot_be_reached_is_told_with_code_2() -> None:
    nowhere = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    verified = run("ledger", "verify", DATABASE_URL=nowhere)
    assert verified.returncode == 2
    assert "cannot be reached" in verified.stderr
    assert "Traceback" not in verified.stderr


def test_the_doctor_says_what_is_wrong_and_fails() -> None:
    port = free_port()
    done = run("doctor", "--json", DATABASE_URL=f"postgresql://nobody@127.0.0.1:{port}/none")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["ok"] is False
    assert report["ports"]["database"] == port
    assert {"name": "database", "ok": False, "detail": "takes no connections", "needed": True} in report[
        "checks"
    ]


def test_an_unknown_word_of_a_domain_command_keeps_its_exit_code() -> None:
    refused = run("ledger", "no-such-act")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
