"""What comes in as JSON: unknown fields, NUL bytes and integers beyond the database's are refused."""

from collections.abc import Iterator
from math import isfinite
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

BIGGEST = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=BIGGEST)]
"""The number of a row."""
Limit = Annotated[int, Field(ge=1, le=200)]
"""How many rows a page of a list has at most."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""One line of text that is not blank."""
Note = Annotated[str, StringConstraints(max_length=20_000)]
"""A longer text; may be empty."""
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:\-]{1,80}$")]
"""A code word of the platform."""


def _leaves(value: Any, depth: int = 0) -> Iterator[Any]:
    """Every single value in what was sent."""
    if depth > 40:
        raise PydanticCustomError("too_deep", "nested too deeply")
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _leaves(part, depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part, depth + 1)
    else:
        yield value


class Input(BaseModel):
    """Base of every schema of input."""

    model_config = ConfigDict(extra="forbid", str_max_length=200_000, validate_default=False)

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for leaf in _leaves(data):
                if isinstance(leaf, str) and "\x00" in leaf:
                    raise PydanticCustomError("nul", "contains a NUL byte")
                if isinstance(leaf, int) and not -BIGGEST - 1 <= leaf <= BIGGEST:
                    raise PydanticCustomError("out_of_range", "an integer is out of range")
                if isinstance(leaf, float) and not isfinite(leaf):
                    raise PydanticCustomError("out_of_range", "a number is not finite")
        return data
