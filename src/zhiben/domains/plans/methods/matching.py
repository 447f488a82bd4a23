"""Which body a plan means by a name such as 区应急管理局, 住房和城乡建设局 or 市公安局湛河分局. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

_LEVEL = re.compile(r"^本?[省市区县乡镇](?=.{3})")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}?[省市区县](?=.{3})")
_BRANCH = re.compile(r"^(.*局)[\u4e00-\u9fff]{2,4}(?:分局|大队|支队)$")
_COLLECTIVE = re.compile(
    r"成员单位|有关部门|各部门|各街道|各乡|各镇|相关部门|各级|有关单位|各单位|各行业|等部门$"
)


def plain(name: str) -> str:
    """The name as two writings of it have it in common: no spaces, no 和, 委 for 委员会, no branch."""
    text = re.sub(r"[\s（）()和]", "", name).removesuffix("等").replace("委员会", "委")
    branch = _BRANCH.match(text)
    return branch.group(1) if branch else text


def _readings(name: str) -> Iterator[str]:
    """The name as it stands, without a leading level, and without a leading place: the likeliest first."""
    yield plain(name)
    for prefix in (_LEVEL, _PLACE):
        shorter = prefix.sub("", name)
        if shorter != name:
            yield plain(shorter)


def is_collective(name: str) -> bool:
    """Whether the name means many bodies at once."""
    return bool(_COLLECTIVE.search(name))


def match(names: Iterable[str], bodies: Mapping[int, tuple[str, str]]) -> dict[str, int | None]:
    """Body id by name; None for what names no single body. `bodies`: id -> (name, short name)."""
    known: dict[str, int] = {}
    for body, (full, short) in bodies.items():
        for reading in (plain(full), plain(short), plain(_PLACE.sub("", full))):
            known.setdefault(reading, body)
    return {name: None if is_collective(name) else _one(name, known) for name in names}


def _one(name: str, known: Mapping[str, int]) -> int | None:
    """The body of the first reading that is a name, else the only one whose name ends so."""
    readings = list(_readings(name))
    for reading in readings:
        if reading in known:
            return known[reading]
    for reading in readings:
        ending = {body for full, body in known.items() if len(reading) > 3 and full.endswith(reading)}
        if len(ending) == 1:
            return ending.pop()
    return None
