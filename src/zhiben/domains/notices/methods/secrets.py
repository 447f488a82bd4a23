"""One-time links: long random words, of which only the digest is kept; and their QR code."""

from hashlib import sha256
from secrets import token_urlsafe

import segno


def new_secret() -> str:
    """A word nobody can guess (256 bits)."""
    return token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of it."""
    return sha256(secret.encode()).hexdigest()


def qr_svg(address: str) -> str:
    """The address as a QR code: an <svg> for the page, black on white so that every telephone reads it."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", title="QR"))
