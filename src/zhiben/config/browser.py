"""What the browser tests need from the machine: Chromium and a Chinese font, installed where that is allowed."""

import os
import shutil
import subprocess
from pathlib import Path

from zhiben.config.terminal import say

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
_PACKAGES = ("chromium", "fonts-noto-cjk")


def browser_path() -> str | None:
    """The Chromium of this machine, or None; `ZHIBEN_CHROMIUM` names another one."""
    named = os.environ.get("ZHIBEN_CHROMIUM")
    if named:
        return named
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether a font with Chinese characters is installed."""
    return any(any(folder.rglob("*CJK*")) for folder in _FONTS if folder.exists())


def missing() -> list[str]:
    """What is missing, as names of Debian packages."""
    found = (browser_path() is not None, has_chinese_font())
    return [name for name, is_here in zip(_PACKAGES, found, strict=True) if not is_here]


def main() -> None:
    """Install what is missing where we may; say plainly what still is."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {' and '.join(wanted)} …")
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *wanted)
        wanted = missing()
    for name in wanted:
        say(
            f"Missing for the browser tests: {name}. They will fail until it is installed (Debian: apt install {name})."
        )


def _apt(*words: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(  # noqa: S603 - fixed words
        ["/usr/bin/apt-get", "-qq", *words], env=environment, stdout=subprocess.DEVNULL, check=False
    )


if __name__ == "__main__":
    main()
