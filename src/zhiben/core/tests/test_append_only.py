"""The program's own database role can add to the ledger and the flows, and nothing else."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests import world as w
from zhiben.core.ledger import shapes
from zhiben.core.ledger.sealer import seal_all

EMBEDDED = "DATABASE_URL" not in os.environ
TABLES = {"core_act": "id", "core_entry": "id", "core_flow": "id", "core_leaf": "number", "core_head": "size"}
RULES = (
    "TRUNCATE core_entry CASCADE",
    "TRUNCATE core_flow",
    "ALTER TABLE core_entry NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY append_select ON core_entry",
    "ALTER TABLE hazards_signature DROP CONSTRAINT hazards_signature_side_fk",
    "UPDATE core_shape SET columns = '[]'",
    "DELETE FROM core_shape",
    "DROP FUNCTION ledger_leaf(core_entry, core_act)",
    "SET ROLE zhiben_owner",
)
"""Only where a second role stands beside the owner, as in the embedded database."""


@pytest.fixture
def program(transactional_db) -> Iterator[psycopg.Connection]:
    """A connection of the program's own role; of the owner, under forced row-level security, where it is external."""
    w.build()
    seal_all()
    here = connection.settings_dict
    user, password = here["USER"], here["PASSWORD"]
    if EMBEDDED:
        parts = urlsplit(
            json.loads((Path(os.environ["ZHIBEN_DATA_DIR"]) / "database.json").read_text())["url"]
        )
        user, password = parts.username, parts.password
        shapes.grant(user)
    with psycopg.connect(
        host=here["HOST"], port=here["PORT"], dbname=here["NAME"], user=user, password=password
    ) as opened:
        yield opened
        opened.rollback()


def touched(program: psycopg.Connection, statement: str) -> int:
    """How many rows the statement reached; none when it was refused."""
    try:
        with program.transaction():
            return program.execute(statement).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return 0


def test_nothing_appended_is_changed_or_removed(program: psycopg.Connection) -> None:
    for table, column in TABLES.items():
        assert touched(program, f"UPDATE {table} SET {column} = {column}") == 0
        assert touched(program, f"DELETE FROM {table}") == 0
    assert program.execute("SELECT count(*) FROM core_entry").fetchone() > (0,)


@pytest.mark.parametrize("statement", RULES if EMBEDDED else ("DELETE FROM core_entry",))
def test_the_rules_are_not_the_programs_to_change(program: psycopg.Connection, statement: str) -> None:
    if not EMBEDDED:
        assert touched(program, statement) == 0
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        program.execute(statement)
