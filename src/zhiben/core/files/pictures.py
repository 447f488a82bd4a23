"""Photographs: are they one, and the copies others see, without metadata."""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from zhiben.core.errors import TooLarge, Unreadable
from zhiben.core.findings import Finding

PIXELS = {"jpeg": 220_000_000, "png": 60_000_000, "webp": 60_000_000}
"""A JPEG can be read at a fraction of its size, the others cannot."""
SIDES = {"view": 1600, "thumb": 320}


@dataclass(frozen=True, slots=True)
class Picture:
    """Upright size of the original, and its copies (JPEG bytes) by variant."""

    width: int
    height: int
    copies: dict[str, bytes]


def look(stream: BinaryIO, kind: str, name: str) -> Picture:
    """Open, check and copy a photograph; refuses what cannot be decoded or has too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _look(stream, kind, name)
    except Image.DecompressionBombError as error:
        raise TooLarge(_too_many(name, 999), code="file-too-many-pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable(Finding("file-broken", {"name": name}), code="file-broken") from error


def _too_many(name: str, pixels: int) -> Finding:
    return Finding("file-too-many-pixels", {"name": name, "pixels": pixels})


def _look(stream: BinaryIO, kind: str, name: str) -> Picture:
    with Image.open(stream, formats=[kind.upper()]) as image:
        width, height = image.size
        if width * height > PIXELS[kind]:
            raise TooLarge(_too_many(name, width * height // 1_000_000), code="file-too-many-pixels")
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        image.draft("RGB", (SIDES["view"], SIDES["view"]))
        image.load()
        upright = _flat(ImageOps.exif_transpose(image))
    copies = {variant: _copy(upright, side) for variant, side in SIDES.items()}
    return Picture(height if turned else width, width if turned else height, copies)


def _flat(image: Image.Image) -> Image.Image:
    """On white, without transparency."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Image.new("RGB", layered.size, "white")
    ground.paste(layered, mask=layered.getchannel("A"))
    return ground


def _copy(image: Image.Image, side: int) -> bytes:
    """A new JPEG from the pixels alone."""
    small = image.copy()
    small.thumbnail((side, side))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
