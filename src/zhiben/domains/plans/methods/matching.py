"""Which body a plan means by a name such as 区应急管理局, 住房和城乡建设局 or 市公安局湛河分局. Pure."""

import re
from collections.abc import Iterable, Mapping

_LEVEL = re.compile(r"^(?:本)?(?:省|市|区|县|乡|镇)(?=.{2,})")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:省|市|区|县)(?=.{2,})")
_BRANCH = re.compile(r"^(.*局)[\u4e00-\u9fff]{2,4}(分局|大队|支队)$")
_COLLECTIVE = re.compile(
    r"成员单位|有关部门|各部门|各街道|各乡|各镇|相关部门|各级|有关单位|各单位|各行业|等部门$"
)


def core_of(name: str) -> str:
    """The name without level, place and branch: what two names of one body have in common."""
    text = re.sub(r"[\s（）()]", "", name)
    text = _PLACE.sub("", text)
    text = _LEVEL.sub("", text)
    branch = _BRANCH.match(text)
    if branch:
        text = branch.group(1)
    return text.removesuffix("等")


def is_collective(name: str) -> bool:
    """Whether the name means many bodies at once."""
    return bool(_COLLECTIVE.search(name))


def match(names: Iterable[str], bodies: Mapping[int, tuple[str, str]]) -> dict[str, int | None]:
    """Body id by name; None for what names no single body. `bodies`: id -> (name, short name)."""
    by_name: dict[str, int] = {}
    for body_id, (full, short) in bodies.items():
        for known in (full, short, core_of(full), core_of(short)):
            by_name.setdefault(known, body_id)
    found: dict[str, int | None] = {}
    for name in names:
        if is_collective(name):
            found[name] = None
            continue
        core = core_of(name)
        found[name] = by_name.get(name) or by_name.get(core) or _by_ending(core, by_name)
    return found


def _by_ending(core: str, by_name: Mapping[str, int]) -> int | None:
    """The only body whose name ends with this one (应急管理局 for 云溪区应急管理局), if there is just one."""
    ending = {body for known, body in by_name.items() if len(core) >= 3 and known.endswith(core)}
    return next(iter(ending)) if len(ending) == 1 else None
