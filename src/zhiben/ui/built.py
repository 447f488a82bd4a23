"""Addresses of the built scripts, styles and pictures, named by their content."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

MANIFEST = Path(__file__).parent / "static" / "built" / "manifest.json"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}


def built_url(name: str) -> str:
    """The address of a built file: `app.js`, `app.css`, `charts.js`, `icons.svg`."""
    if settings.DEBUG:
        _names.cache_clear()
        _address.cache_clear()
    return _address(name)


@lru_cache(maxsize=64)
def _address(name: str) -> str:
    return static("built/" + _names().get(name, name))
