"""To whom a record is delivered: what a document says of the receiver, as a relation to who did it. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How the receiver is found: by a power over the subject in a matter, as its town, by name, or not here."""

    POWER = "power"
    TOWN = "town"
    NAME = "name"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is named: `power` and `matter` where the relation is one of power."""

    named: str
    how: How
    power: str = ""
    matter: str = ""


_OUTSIDE = re.compile(r"职工(代表)?大会|职代会|工会|从业人员|社会|董事会|股东")
_TOWN = re.compile(r"属地|^(所在)?(乡镇|街道|镇街)")
_FIRE = re.compile(r"^(辖区|属地|当地|所在地)?消防(救援)?(部门|机构)$")
_MANAGER = re.compile(r"^行业管理部门$|^管理部门$")
_SUPERVISOR = re.compile(r"主管部门$|监管部门$|监督管理职责的部门$|^行业主管$")


def receiver_of(named: str) -> Receiver:
    """What the words mean; words that are no relation are the name of a body."""
    if _OUTSIDE.search(named):
        return Receiver(named, How.OUTSIDE)
    if _FIRE.search(named):
        return Receiver(named, How.POWER, "supervise", "fire")
    if _MANAGER.search(named):
        return Receiver(named, How.POWER, "manage", "general")
    if _SUPERVISOR.search(named):
        return Receiver(named, How.POWER, "supervise", "general")
    return Receiver(named, How.TOWN if _TOWN.search(named) else How.NAME)
