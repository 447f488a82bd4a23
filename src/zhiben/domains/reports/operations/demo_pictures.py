"""Plainly synthetic pictures for the demonstration: drawn photographs and finger signatures."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFont

_SIZE = (960, 720)
_TONES = ("#7c8a99", "#8f8577", "#6f8a7b", "#8a7b8f", "#97855f")


def photograph(seed: int, caption: str) -> bytes:
    """A drawn scene as JPEG, marked as a demonstration; the same for the same seed."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    image = Image.new("RGB", _SIZE, random.choice(_TONES))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 500, *_SIZE), fill="#c9c4ba")
    for _ in range(random.randint(3, 6)):
        left, top = random.randint(30, 720), random.randint(140, 420)
        right = left + random.randint(90, 220)
        draw.rectangle((left, top, right, 560), fill=random.choice(_TONES), outline="#30363d", width=4)
    spot = (random.randint(200, 700), random.randint(260, 480))
    draw.ellipse((spot[0] - 70, spot[1] - 70, spot[0] + 70, spot[1] + 70), outline="#d1242f", width=10)
    draw.text((24, 20), "DEMO", fill="white", font=ImageFont.load_default(64))
    draw.text((24, 660), f"{caption} / invented picture", fill="#24292f", font=ImageFont.load_default(32))
    return _encoded(image, "JPEG", quality=80)


def signature(seed: int) -> bytes:
    """A scribble as a small PNG, in place of a finger signature."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    image = Image.new("RGBA", (360, 140), (0, 0, 0, 0))
    x, y = 30, 80
    line = [(x, y)]
    for _ in range(14):
        x, y = x + random.randint(8, 30), random.randint(25, 115)
        line.append((x, y))
    ImageDraw.Draw(image).line(line, fill=(20, 30, 60, 255), width=4, joint="curve")
    return _encoded(image, "PNG")


def _encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
