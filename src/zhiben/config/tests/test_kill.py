"""Two kills of each part under load: everything acknowledged is there once. `make endurance` does fifty."""

from endurance.killing import PARTS, run
from endurance.place import Place


def test_nothing_acknowledged_is_lost_or_doubled_when_parts_are_killed(platform: Place) -> None:
    outcome = run(platform, times=2, seed=7, clients=3, say=lambda line: None)
    assert outcome.wrong == []
    assert {part: len(took) for part, took in outcome.recovery.items()} == dict.fromkeys(PARTS, 2)
    assert set(outcome.acknowledged) == {"report", "confirm", "file", "units", "job"}
    assert outcome.answers["broken connection"] + outcome.answers["503"] > 0
    assert outcome.count.found["ledger rows verified"] > 1000
