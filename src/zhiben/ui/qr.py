"""QR codes for paper and screens."""

import segno


def qr_svg(address: str) -> str:
    """The address as a QR code: an <svg> that the page sizes, black on white so that every telephone reads it."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", title="QR", omitsize=True))
