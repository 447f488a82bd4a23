"""What the API gives out about areas."""

from datetime import date, datetime

from ninja import Schema
from pydantic import ConfigDict

from zhiben.domains.places.vocabulary import Level


class AreaOut(Schema):
    """One area; everything under it has a code from `low` to `high`."""

    code: int
    name: str
    full_name: str
    level: Level
    parent: int | None
    low: int
    high: int
    pinyin: str
    initials: str
    functional_zone: bool
    invented: bool
    valid_from: date | None
    valid_to: date | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": 410411000000,
                    "name": "湛河区",
                    "full_name": "河南省平顶山市湛河区",
                    "level": "county",
                    "parent": 410400000000,
                    "low": 410411000000,
                    "high": 410411999999,
                    "pinyin": "zhanhequ",
                    "initials": "zhq",
                    "functional_zone": False,
                    "invented": False,
                    "valid_from": None,
                    "valid_to": None,
                }
            ]
        }
    )


class SourceOut(Schema):
    """Where a set of area data comes from."""

    name: str
    title: str
    source: str
    licence: str
    as_of: date
    rows: int
    loaded_at: datetime
