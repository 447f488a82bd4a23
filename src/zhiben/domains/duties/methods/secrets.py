"""Secret addresses: long random words, of which only the digest is kept."""

from hashlib import sha256
from secrets import token_urlsafe


def new_secret() -> str:
    """A word nobody can guess (256 bits)."""
    return token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of it."""
    return sha256(secret.encode()).hexdigest()
