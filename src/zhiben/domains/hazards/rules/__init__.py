"""Rules of the hazard procedure: pure, each with a code. The numbers they use come from packs."""

from zhiben.domains.hazards.rules.closing import (
    hz005_unit_side,
    hz006_two_persons,
    hz007_third_person,
    hz014_not_reviewer,
)
from zhiben.domains.hazards.rules.facts import CaseFacts
from zhiben.domains.hazards.rules.grading import (
    hz001_basis,
    hz030_discussed,
    hz031_lowered,
    hz041_one_statement,
    hz042_statement_waits,
    hz043_another,
)
from zhiben.domains.hazards.rules.limits import (
    hz002_limit,
    hz008_in_time,
    hz009_same_body,
    hz015_extension_waits,
    hz016_one_extension,
    hz017_later,
)
from zhiben.domains.hazards.rules.moments import (
    hz011_day_found,
    hz024_not_ahead,
    hz025_in_order,
    hz026_stopped_already,
)
from zhiben.domains.hazards.rules.powers import (
    hz034_countersigned,
    hz036_responsible,
    hz037_one_transfer,
    hz038_offered_to_us,
    hz039_finder,
    hz040_goes_up,
)
from zhiben.domains.hazards.rules.treating import (
    hz003_five_elements,
    hz004_other_person,
    hz010_planned,
    hz012_rectified,
    hz013_own_accepted,
    hz018_unit_only,
    hz019_own_acceptor,
    hz035_items_done,
)

__all__ = [
    "CaseFacts",
    "hz001_basis",
    "hz002_limit",
    "hz003_five_elements",
    "hz004_other_person",
    "hz005_unit_side",
    "hz006_two_persons",
    "hz007_third_person",
    "hz008_in_time",
    "hz009_same_body",
    "hz010_planned",
    "hz011_day_found",
    "hz012_rectified",
    "hz013_own_accepted",
    "hz014_not_reviewer",
    "hz015_extension_waits",
    "hz016_one_extension",
    "hz017_later",
    "hz018_unit_only",
    "hz019_own_acceptor",
    "hz024_not_ahead",
    "hz025_in_order",
    "hz026_stopped_already",
    "hz030_discussed",
    "hz031_lowered",
    "hz034_countersigned",
    "hz035_items_done",
    "hz036_responsible",
    "hz037_one_transfer",
    "hz038_offered_to_us",
    "hz039_finder",
    "hz040_goes_up",
    "hz041_one_statement",
    "hz042_statement_waits",
    "hz043_another",
]
