"""Proof that one entry is in the log: checkable offline with docs/guide/check_proof.py."""

from typing import Any

from django.db import connection

from zhiben.core.ledger.sealer import head_line
from zhiben.core.ledger.tree import audit_path
from zhiben.core.models import Head, Leaf


def prove(entry: int) -> dict[str, Any] | None:
    """The entry's leaf text, its path and the signed head; None while it is not sealed (or unknown)."""
    leaf = Leaf.objects.filter(entry_id=entry).first()
    if leaf is None:
        return None
    head = Head.objects.filter(size__gt=leaf.number).order_by("size").first()
    if head is None:
        return None
    digests = Leaf.objects.filter(number__lt=head.size).order_by("number").values_list("digest", flat=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_leaf_text(e, a) FROM core_entry e JOIN core_act a ON a.id = e.act_id WHERE e.id = %s",
            [entry],
        )
        (text,) = cursor.fetchone()
    path = audit_path(leaf.number, [bytes(digest) for digest in digests])
    return {
        "entry": entry,
        "leaf_text": text,
        "leaf": leaf.number,
        "path": [node.hex() for node in path],
        "head": head_line(head),
    }
