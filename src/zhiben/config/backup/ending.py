"""What a restored place needs before it runs: uploads begin anew, jobs parked, the act written, heads exported."""

import hashlib
import io
import json
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from zhiben.config.backup.manifest import MANIFEST, Manifest
from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.files import storage
from zhiben.core.ledger import sealer
from zhiben.core.ledger.book import act
from zhiben.core.ledger.verify import verify as verify_ledger
from zhiben.core.models import File, Head, Upload

OPERATION = "core.restore"


def forget_unfinished_uploads() -> int:
    """Their parts are not in the backup, so they begin anew; how many."""
    return Upload.objects.filter(file=None).delete()[0]


def write_act(content: bytes, manifest: Manifest) -> None:
    """The act of restoring; it keeps the manifest as a file, so that an entry of the ledger covers both."""
    at, digest = clock.now(), hashlib.sha256(content).hexdigest()
    storage.keep(digest, io.BytesIO(content))
    last = manifest.ledger["last"]
    note = f"backup of {manifest.made_at}, head {last['size'] if last else 0}"
    with act(actor=system_actor("restore"), at=at, operation=OPERATION, note=note) as a:
        a.create(
            File,
            sha256=digest,
            size=len(content),
            kind="txt",
            purpose="any",
            name=MANIFEST,
            uploaded_by=0,
            at=at,
        )


def export_heads() -> None:
    """Seal what is pending, and write all heads to the data folder's own list of them."""
    sealer.seal_all()
    lines: list[dict[str, Any]] = [
        sealer.head_line(head) for head in Head.objects.order_by("size").iterator()
    ]
    (settings.DATA_DIR / "heads.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def verify() -> list[str]:
    """What `zhiben ledger verify` finds."""
    try:
        return [problem.line() for problem in verify_ledger().problems]
    except (DatabaseError, OSError, ValueError) as error:
        return [f"the ledger cannot be verified: {error}"]
