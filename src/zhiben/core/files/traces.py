"""What a photograph says about itself: when and where it was taken. A claim of the phone, no proof."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from PIL import Image, UnidentifiedImageError

from zhiben.core.files import storage
from zhiben.core.files.kinds import IMAGES
from zhiben.core.models import File

_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011


@dataclass(frozen=True, slots=True)
class Trace:
    """When and where, as far as the photograph says it. Degrees, north and east positive."""

    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def trace(file_id: int) -> Trace:
    """What the original says; nothing for documents and for what cannot be read. The caller may see the file."""
    row = File.objects.filter(pk=file_id).first()
    if row is None or row.kind not in IMAGES:
        return Trace()
    try:
        with storage.open_kept(row.sha256) as stream, Image.open(stream, formats=[row.kind.upper()]) as image:
            exif = image.getexif()
            times, places = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError):
        return Trace()
    return read_trace(times, places)


def read_trace(times: dict[int, Any], places: dict[int, Any]) -> Trace:
    """From the two tables of EXIF: each part is left out where it makes no sense."""
    latitude = _degrees(places.get(2), places.get(1), ("N", "S"), 90)
    longitude = _degrees(places.get(4), places.get(3), ("E", "W"), 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return Trace(_moment(times.get(_TAKEN), times.get(_OFFSET)), latitude, longitude)


def _moment(text: Any, offset: Any) -> datetime | None:
    """The moment; Shanghai time where the phone gives no zone."""
    try:
        zone = str(offset).strip(" \0") if offset else "+08:00"
        return datetime.strptime(str(text).strip(" \0") + zone, "%Y:%m:%d %H:%M:%S%z")
    except ValueError:
        return None


def _degrees(parts: Any, side: Any, sides: tuple[str, str], most: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except (TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None
    if str(side).strip(" \0") not in sides or not value.is_finite() or not 0 <= value <= most:
        return None
    return round(-value if str(side).startswith(sides[1]) else value, 6)
