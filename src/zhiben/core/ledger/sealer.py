"""The sealer: takes pending entries, numbers the leaves, extends the tree, signs a head."""

import json
from operator import itemgetter

from django.conf import settings
from django.db import connection, transaction

from zhiben.core import clock
from zhiben.core.ledger import keys
from zhiben.core.ledger.tree import Frontier
from zhiben.core.models import Head

_LOCK = 7_410_001
# Up to a bound, not by a list of ids: the plan stays a walk along the keys however much is pending.
_TAKE = """
WITH first AS (SELECT entry_id FROM core_pending ORDER BY entry_id LIMIT %s),
taken AS (DELETE FROM core_pending WHERE entry_id <= (SELECT max(entry_id) FROM first) RETURNING entry_id),
numbered AS (SELECT entry_id, %s + row_number() OVER (ORDER BY entry_id) - 1 AS number FROM taken)
INSERT INTO core_leaf (number, entry_id, digest)
SELECT n.number, n.entry_id, ledger_leaf(e, a)
FROM numbered n JOIN core_entry e ON e.id = n.entry_id JOIN core_act a ON a.id = e.act_id
ORDER BY n.number RETURNING number, digest
"""
BULK = 200_000


def seal(batch: int = 50_000) -> int:
    """Seal up to `batch` pending entries under a new signed head; return how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Head.objects.order_by("-size").first()
        tree = Frontier(last.size, bytes(last.frontier)) if last else Frontier()
        cursor.execute(_TAKE, [batch, tree.size])
        leaves = cursor.fetchall()
        if not leaves:
            return 0
        leaves.sort(key=itemgetter(0))
        tree.extend(digest for _, digest in leaves)
        signed_at, key = clock.now(), keys.key_id()
        signature = keys.sign(keys.message(tree.size, tree.root(), signed_at, key))
        head = Head.objects.create(
            size=tree.size,
            root=tree.root(),
            frontier=tree.packed(),
            signed_at=signed_at,
            key=key,
            signature=signature,
        )
        transaction.on_commit(lambda: _keep(head))
    return len(leaves)


def seal_all(batch: int = 50_000) -> int:
    """Seal until nothing is pending; return how many entries were sealed. `BULK` at a time after bulk work."""
    total = 0
    while count := seal(batch):
        total += count
    return total


def head_line(head: Head) -> dict[str, object]:
    """A head as exported."""
    return {
        "size": head.size,
        "root": bytes(head.root).hex(),
        "signed_at": head.signed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "key": head.key,
        "public_key": keys.public_key().hex(),
        "signature": bytes(head.signature).hex(),
    }


def _keep(head: Head) -> None:
    """Append the head to the export file, from where the operator carries it off the machine."""
    with (settings.DATA_DIR / "heads.jsonl").open("a") as file:
        file.write(json.dumps(head_line(head)) + "\n")
