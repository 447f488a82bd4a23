"""The key that signs heads: Ed25519, made once, kept in the data folder outside the database."""

import os
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


def _private() -> Ed25519PrivateKey:
    folder = settings.DATA_DIR / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "ledger.ed25519"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    key = Ed25519PrivateKey.generate()
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes_raw())
    return key


def public_key() -> bytes:
    """The 32 bytes with which anybody checks a head."""
    return _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id() -> str:
    """Short name of the key: the first 8 bytes of the public key in hexadecimal."""
    return public_key()[:8].hex()


def message(size: int, root: bytes, signed_at: datetime, key: str) -> bytes:
    """What is signed."""
    return f"zhiben-head-1\n{size}\n{root.hex()}\n{signed_at:%Y-%m-%dT%H:%M:%S.%fZ}\n{key}".encode()


def sign(text: bytes) -> bytes:
    """Signature by this deployment's key."""
    return _private().sign(text)


def is_signed(text: bytes, signature: bytes, key: bytes) -> bool:
    """Whether the signature is that key's."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except InvalidSignature:
        return False
    return True
