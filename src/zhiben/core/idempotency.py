"""The same request sent twice is done once: its answer is stored in the operation's transaction."""

import base64
import hashlib
import os
from collections.abc import Callable
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest, HttpResponse

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.models import IdempotencyKey
from zhiben.core.vault import keys

KEPT = timedelta(days=7)

sentence("idempotency-key-reused", N_("This idempotency key was used for another request."))
sentence("idempotency-key-form", N_("An idempotency key has 1 to 200 printable characters."))


def answer(request: HttpRequest, actor: Actor, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The stored answer of this key, or a new one; call inside the operation's transaction."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return make()
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise Invalid(Finding("idempotency-key-form", field="Idempotency-Key"), code="idempotency-key")
    path = f"{request.method} {request.get_full_path()}"[:500]
    digest = hashlib.sha256(request.body).hexdigest()
    owner = {"person_id": actor.person_id, "membership_id": actor.membership_id or 0, "key": key}
    # The insert waits for a twin still at work, then finds its row.
    new = IdempotencyKey(**owner, path=path, digest=digest, at=clock.now())
    IdempotencyKey.objects.bulk_create([new], ignore_conflicts=True)
    row = IdempotencyKey.objects.get(**owner)
    if row.path != path or row.digest != digest:
        raise Invalid(Finding("idempotency-key-reused", field="Idempotency-Key"), code="idempotency-key")
    if row.status is not None:
        return _replay(row)
    response = make()
    IdempotencyKey.objects.filter(pk=row.pk).update(
        status=response.status_code, body=_hidden(response.content)
    )
    return response


def _hidden(body: bytes) -> str:
    """An answer may hold a secret shown once, so it is kept encrypted under the vault's key."""
    key_id, key = keys.current()
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, body, key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def _shown(text: str) -> bytes:
    key_id, _, packed = text.partition(":")
    sealed = base64.b64decode(packed)
    return AESGCM(keys.get(key_id)).decrypt(sealed[:12], sealed[12:], key_id.encode())


def _replay(row: IdempotencyKey) -> HttpResponse:
    response = HttpResponse(
        _shown(row.body), status=row.status, content_type="application/json; charset=utf-8"
    )
    response["Idempotent-Replay"] = "true"
    return response


def purge(at: datetime) -> int:
    """Forget keys older than they are kept; returns how many."""
    return IdempotencyKey.objects.filter(at__lt=at - KEPT).delete()[0]
