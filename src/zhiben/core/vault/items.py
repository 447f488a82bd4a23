"""The vault: personal data encrypted with AES-GCM, found by blind index, every look logged.

The tables answer only in a transaction that opened them (row-level security); keys lie outside the database
and outside its backups. A datum's row id is what the domains keep.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.core.context import request_id
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.models import VaultAccess, VaultItem
from zhiben.core.vault import keys

RETENTION: Mapping[str, int | None] = {
    "name": None,
    "phone": None,
    "email": None,
    "id_number": None,
    "signature": None,
    "reporter": 3 * 366,
    "voice": 366,
    "face": 90,
    "track": 90,
}
"""Days a datum is kept by default, settings of the platform; None: until its owner is erased."""

_LOOKED_UP = frozenset({"phone", "email", "id_number"})
_SALT = 16
_OPEN: ContextVar[int] = ContextVar("vault_open", default=0)


class VaultFault(RuntimeError):
    """The key is missing or the stored bytes were altered."""


@contextmanager
def _opened() -> Iterator[None]:
    """A transaction in which the vault's table answers; when it fails, its rollback closes the vault too."""
    with transaction.atomic():
        depth = _OPEN.set(_OPEN.get() + 1)
        _switch("on")
        try:
            yield
        finally:
            _OPEN.reset(depth)
        if not _OPEN.get():
            _switch("off")


def _switch(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('zhiben.vault', %s, true)", [value])


def _bound(kind: str, owner_table: str, owner_id: int) -> bytes:
    """What the ciphertext is bound to: it cannot be moved to another owner."""
    return f"{kind}|{owner_table}|{owner_id}".encode()


def _normal(kind: str, plaintext: bytes) -> bytes:
    text = plaintext.decode("utf-8", "replace").strip()
    if kind == "phone":
        digits = "".join(c for c in text if c.isdigit())
        return digits.removeprefix("0086").encode() if len(digits) > 11 else digits.encode()
    return (text.upper() if kind == "id_number" else text.lower()).encode()


def blind(kind: str, plaintext: bytes) -> bytes:
    """The look-up value of a datum: equal data of a kind have equal values, and it tells nothing else."""
    return hmac.digest(keys.blind_key(), kind.encode() + b"|" + _normal(kind, plaintext), "sha256")


def put(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    owner_table: str,
    owner_id: int,
    plaintext: bytes,
    keep_until: date | None = None,
) -> int:
    """Store a datum; its reference."""
    return put_sealed(
        actor=actor,
        at=at,
        kind=kind,
        owner_table=owner_table,
        owner_id=owner_id,
        plaintext=plaintext,
        keep_until=keep_until,
    )[0]


def put_sealed(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    owner_table: str,
    owner_id: int,
    plaintext: bytes,
    keep_until: date | None = None,
) -> tuple[int, bytes]:
    """Store a datum; its reference, and its seal digest as `seal_digest()` gives it."""
    days = RETENTION[kind]
    if keep_until is None and days is not None:
        keep_until = clock.day_of(at) + timedelta(days=days)
    key_id, key = keys.current()
    nonce, salt = os.urandom(12), os.urandom(_SALT)
    with _opened():
        row = VaultItem.objects.create(
            kind=kind,
            owner_table=owner_table,
            owner_id=owner_id,
            key=key_id,
            nonce=nonce,
            sealed=AESGCM(key).encrypt(nonce, plaintext, _bound(kind, owner_table, owner_id)),
            blind=blind(kind, plaintext) if kind in _LOOKED_UP else None,
            salt=salt,
            seal=hashlib.sha256(salt + plaintext).digest(),
            at=at,
            keep_until=keep_until,
        )
        _log(actor, at, row, "put", "stored")
    return int(row.pk), bytes(row.seal)


def get(*, actor: Actor, at: datetime, ref: int, reason: str) -> bytes:
    """The datum in clear; who looked, when and why is logged in the same transaction."""
    if not reason:
        raise ValueError("opening the vault needs a reason")
    with _opened():
        row = _row(ref)
        _log(actor, at, row, "get", reason)
        return _clear(row)


def find(kind: str, plaintext: bytes) -> list[tuple[str, int]]:
    """Owners (table, id) of an equal datum of this kind."""
    if kind not in _LOOKED_UP:
        raise ValueError(f"{kind} is not looked up")
    with _opened():
        rows = VaultItem.objects.filter(kind=kind, blind=blind(kind, plaintext)).order_by("id")
        return list(rows.values_list("owner_table", "owner_id"))


def seal_digest(ref: int) -> bytes:
    """The salted digest that ledgered columns carry instead of the datum."""
    with _opened():
        return bytes(_row(ref).seal)


def erase(*, actor: Actor, at: datetime, ref: int, reason: str = "erased") -> None:
    """Delete a datum and its salt for good. The log of who looked stays."""
    with _opened():
        row = _row(ref)
        _log(actor, at, row, "erase", reason)
        row.delete()


def purge(day: date) -> int:
    """Erase every datum whose term ended before the day; returns how many."""
    actor, at = system_actor("vault"), clock.now()
    with _opened():
        rows = list(VaultItem.objects.filter(keep_until__lt=day).order_by("id")[:5000])
        VaultAccess.objects.bulk_create(
            _entry(actor, at, row, "erase", "term of keeping ended") for row in rows
        )
        VaultItem.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def rewrap(limit: int) -> int:
    """Encrypt up to `limit` data that are under an old key with the present one; returns how many."""
    key_id, key = keys.current()
    with _opened():
        rows = (
            VaultItem.objects.exclude(key=key_id).select_for_update(skip_locked=True).order_by("id")[:limit]
        )
        changed = list(rows)
        for row in changed:
            plaintext, nonce = _clear(row), os.urandom(12)
            bound = _bound(row.kind, row.owner_table, row.owner_id)
            row.key, row.nonce, row.sealed = key_id, nonce, AESGCM(key).encrypt(nonce, plaintext, bound)
        VaultItem.objects.bulk_update(changed, ["key", "nonce", "sealed"])
    return len(changed)


def _row(ref: int) -> VaultItem:
    row = VaultItem.objects.filter(pk=ref).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


def _clear(row: VaultItem) -> bytes:
    bound = _bound(row.kind, row.owner_table, row.owner_id)
    try:
        return AESGCM(keys.get(row.key)).decrypt(bytes(row.nonce), bytes(row.sealed), bound)
    except (InvalidTag, FileNotFoundError) as error:
        raise VaultFault(f"vault item {row.pk} cannot be opened with key {row.key}") from error


def _entry(actor: Actor, at: datetime, row: VaultItem, deed: str, reason: str) -> VaultAccess:
    return VaultAccess(
        item_id=row.pk,
        deed=deed,
        kind=row.kind,
        person_id=actor.person_id,
        membership_id=actor.membership_id,
        reason=reason[:200],
        request=request_id(),
        at=at,
    )


def _log(actor: Actor, at: datetime, row: VaultItem, deed: str, reason: str) -> None:
    _entry(actor, at, row, deed, reason).save(force_insert=True)
