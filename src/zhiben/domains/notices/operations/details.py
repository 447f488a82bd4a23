"""What the domains that serve papers hand over: the paper, and what proves the service."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of another domain, as service needs to know it. `case_url`: where the sender goes on with the case."""

    kind: str
    id: int
    number: str
    url: str
    area: int
    unit_id: int
    body_id: int
    case_url: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """What proves a service; the method says what is needed (NT-002, NT-006).

    `day`: left, sent or posted, by default the day of the act. `place`: where left or posted. `text`: of the
    public notice. `files`: ids of uploaded photographs. `email`: where a one-time link is to be mailed.
    """

    signature_png: bytes | None = None
    witness_name: str = ""
    witness_capacity: str = ""
    refusal: str = ""
    place: str = ""
    day: date | None = None
    tracking: str = ""
    text: str = ""
    files: Sequence[int] = ()
    email: str = ""

    @property
    def given(self) -> frozenset[str]:
        """The names of what was filled in; blanks do not count."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return frozenset(
            name for name, value in values.items() if (value.strip() if isinstance(value, str) else value)
        )
