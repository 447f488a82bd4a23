"""Perceptual prints of photographs: the same picture sent again, scaled, recompressed or brightened, is found.

Two prints of 64 bits a picture. `structure`: signs of the 8 × 8 lowest frequencies of a 32 × 32 cosine transform
against their median (pHash, Zauner 2010). `slope`: brightness from left to right in a 9 × 8 raster (dHash, Krawetz).
"""

import io
import math
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageStat

_SIZE, _KEPT, _FLAT = 32, 8, 6.0
_MAX_PIXELS = 60_000_000
_COSINES = tuple(
    tuple(math.cos(math.pi * wave * (2 * place + 1) / (2 * _SIZE)) for place in range(_SIZE))
    for wave in range(_KEPT)
)


@dataclass(frozen=True, slots=True)
class Print:
    """Two numbers of 64 bits, kept as signed integers as a database keeps them."""

    structure: int
    slope: int


def picture_print(data: bytes) -> Print | None:
    """The print of a JPEG, PNG or WebP; None when it is no picture, is too large, or shows next to nothing."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                return None
            opened.draft("L", (512, 512))
            grey = ImageOps.exif_transpose(opened).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if ImageStat.Stat(grey).stddev[0] < _FLAT:
        return None
    return Print(_signed(_structure(grey)), _signed(_slope(grey)))


def apart(a: Print, b: Print) -> int:
    """In how many of 64 bits two prints differ, by the worse of the two ways of looking."""
    return max(_differing(a.structure, b.structure), _differing(a.slope, b.slope))


def _differing(a: int, b: int) -> int:
    return ((a ^ b) & (2**64 - 1)).bit_count()


def _structure(grey: Image.Image) -> list[bool]:
    values = list(grey.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS).tobytes())
    rows = [values[start : start + _SIZE] for start in range(0, _SIZE * _SIZE, _SIZE)]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in _COSINES] for row in rows]
    columns = list(zip(*across, strict=True))
    low = [sum(map(float.__mul__, wave, column)) for wave in _COSINES for column in columns]
    middle = sorted(low[1:])[len(low) // 2 - 1]
    return [value > middle for value in low]


def _slope(grey: Image.Image) -> list[bool]:
    values = grey.resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    return [values[row * 9 + place] < values[row * 9 + place + 1] for row in range(8) for place in range(8)]


def _signed(bits: list[bool]) -> int:
    value = sum(1 << place for place, bit in enumerate(bits) if bit)
    return value - 2**64 if value >= 2**63 else value
