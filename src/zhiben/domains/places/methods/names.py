"""Names of areas: how people shorten them, and how they are read."""

import re
import unicodedata
from collections.abc import Mapping

from zhiben.domains.places.vocabulary import Level

_VILLAGE_ENDS = (
    (re.compile(r"村?村(民委员|委)会$"), "村"),
    (re.compile(r"(居民委员会|居委会)$"), ""),
)
_AREA_END = re.compile(r"(回族区|自治区|自治州|自治县|街道办事处|街道|地区|省|市|区|县|镇|乡)$")


def short_name(name: str, level: Level) -> str:
    """The name as people say it: 湛河 for 湛河区, 大庄村 for 大庄村村民委员会; never under two characters."""
    if level is Level.VILLAGE:
        for pattern, end in _VILLAGE_ENDS:
            cut = pattern.sub(end, name)
            if cut != name and len(cut) > 1:
                return cut
        return name
    cut = _AREA_END.sub("", name)
    return cut if len(cut) > 1 else name


def said_name(name: str, level: Level) -> str:
    """What pinyin is made of: the name, for villages without the words for their committee."""
    return short_name(name, level) if level is Level.VILLAGE else name


def plain(text: str) -> str:
    """The text as a search compares it: full-width forms narrowed, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


class Readings:
    """Pinyin of names, from a table of characters and the names that are read otherwise."""

    def __init__(self, characters: Mapping[str, str], names: Mapping[str, tuple[str, ...]]) -> None:
        self._characters = characters
        self._names = names

    @classmethod
    def parse(cls, text: str) -> "Readings":
        """Read the table: `character or name`, tab, syllables separated by spaces."""
        rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
        return cls(
            {key: value for key, value in rows if len(key) == 1},
            {key: tuple(value.split(" ")) for key, value in rows if len(key) > 1},
        )

    def syllables(self, name: str) -> tuple[str, ...]:
        """One syllable for each character that has a reading; other characters stand for themselves."""
        known = self._names.get(name)
        return known if known is not None else tuple(self._characters.get(c, c) for c in name)

    def pinyin(self, name: str) -> str:
        """The syllables run together: zhanhequ."""
        return "".join(self.syllables(name))

    def initials(self, name: str) -> str:
        """The first letters: zhq."""
        return "".join(syllable[0] for syllable in self.syllables(name))
