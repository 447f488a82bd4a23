"""Where a job's runs and effects are counted."""

EFFECTS, RUNS = 1, 2
"""The `year` under which effects and runs of a job are counted."""


def series(job: int) -> str:
    """The counter of a job."""
    return f"endurance-{job}"
