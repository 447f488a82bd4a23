"""The ledger: sealing, heads, proofs, and every kind of tampering it names."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import world as w
from zhiben.core.ledger import tree
from zhiben.core.ledger.prove import prove
from zhiben.core.ledger.sealer import head_line, seal, seal_all
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Entry, Head, Leaf

pytestmark = pytest.mark.django_db
CHECKER = Path(settings.BASE_DIR) / "docs" / "guide" / "check_proof.py"


@pytest.fixture
def sealed(db) -> w.World:
    world = w.build()
    seal(batch=7)
    seal_all()
    return world


def kinds() -> list[str]:
    return sorted({problem.kind for problem in verify().problems})


def sql(statement: str, *values: object) -> None:
    """As somebody who has the owner's rights would do it by hand."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("core_leaf", "core_entry", "core_head", "core_act"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(statement, values)


def test_frontier_gives_the_root_of_the_definition() -> None:
    def root(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << ((len(leaves) - 1).bit_length() - 1)
        return tree.node_hash(root(leaves[:split]), root(leaves[split:]))

    leaves = [tree.leaf_hash(bytes([n])) for n in range(70)]
    grown = tree.Frontier()
    for count, leaf in enumerate(leaves, 1):
        grown.append(leaf)
        assert grown.root() == root(leaves[:count])
        again = tree.Frontier(grown.size, grown.packed())
        assert again.root() == grown.root()


def test_intact_ledger_has_no_problems_and_counts_what_is_pending(db) -> None:
    w.build()
    verdict = verify()
    assert verdict.problems == [] and verdict.pending > 0 and verdict.leaves == 0
    seal_all()
    verdict = verify()
    assert verdict.problems == [] and verdict.pending == 0 and verdict.leaves == Entry.objects.count()


def test_altered_entry_and_act_are_leaf_problems(sealed: w.World) -> None:
    sql("UPDATE core_act SET person_id = 4711 WHERE id = (SELECT min(id) FROM core_act)")
    assert "leaf" in kinds()


def test_altered_leaf_is_a_leaf_and_a_tree_problem(sealed: w.World) -> None:
    sql("UPDATE core_leaf SET digest = sha256('x') WHERE number = 3")
    assert kinds() == ["leaf", "tree"]


def test_removed_leaf_is_found(sealed: w.World) -> None:
    sql("DELETE FROM core_leaf WHERE number = (SELECT max(number) FROM core_leaf)")
    assert "leaf" in kinds() and "head" in kinds()


def test_forged_head_is_found(sealed: w.World) -> None:
    sql(
        "UPDATE core_head SET signed_at = signed_at - interval '1 day' WHERE size = (SELECT max(size) FROM core_head)"
    )
    assert kinds() == ["head"]


def test_exported_heads_show_another_history(sealed: w.World, tmp_path: Path) -> None:
    path = tmp_path / "heads.jsonl"
    lines = [head_line(head) for head in Head.objects.order_by("size")]
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert verify(path).problems == []
    lines[0]["root"] = "00" * 32
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert [problem.kind for problem in verify(path).problems] == ["head"]
    path.write_text("no heads")
    with pytest.raises(ValueError):
        verify(path)


def test_proof_of_every_leaf_is_checked_offline(sealed: w.World, tmp_path: Path) -> None:
    size = Leaf.objects.count()
    for number in {0, 1, 2, 6, 7, size // 2, size - 2, size - 1}:
        entry = Leaf.objects.get(number=number).entry_id
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(prove(entry), ensure_ascii=False), encoding="utf-8")
        ran = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
    forged = json.loads(path.read_text(encoding="utf-8"))
    forged["leaf_text"] = forged["leaf_text"].replace("false", "true ")
    path.write_text(json.dumps(forged, ensure_ascii=False), encoding="utf-8")
    assert subprocess.run([sys.executable, CHECKER, path], capture_output=True, check=False).returncode == 1


def test_unsealed_entry_has_no_proof_yet(db) -> None:
    w.build()
    assert prove(Entry.objects.order_by("id").first().pk) is None


@pytest.mark.parametrize(("tamper", "code"), [("", 0), ("UPDATE organisations_unit SET name = 'x'", 1)])
def test_verify_exits_by_what_it_found(sealed: w.World, capsys, tamper: str, code: int) -> None:
    if tamper:
        sql(tamper)
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "verify")
    assert ended.value.code == code
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(set(line) == {"kind", "table", "id", "entry", "problem"} for line in lines)
    assert len(lines) == (2 if tamper else 0)


def test_verify_that_cannot_read_its_heads_exits_2(sealed: w.World, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "verify", "--heads", str(tmp_path / "none"))
    assert ended.value.code == 2


def test_append_only_tables_refuse_even_their_owner(sealed: w.World) -> None:
    with connection.cursor() as cursor:
        for table in ("core_act", "core_entry", "core_leaf", "core_head", "core_flow"):
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0
