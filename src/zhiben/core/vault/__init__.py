"""The vault: personal data encrypted, found by blind index, every look logged, erased when their term ends."""

from zhiben.core.vault.items import (
    RETENTION,
    VaultFault,
    erase,
    find,
    get,
    purge,
    put,
    put_sealed,
    rewrap,
    seal_digest,
)

__all__ = [
    "RETENTION",
    "VaultFault",
    "erase",
    "find",
    "get",
    "purge",
    "put",
    "put_sealed",
    "rewrap",
    "seal_digest",
]
