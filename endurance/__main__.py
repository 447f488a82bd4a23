"""`python -m endurance [--times 50]`: kills web, worker and database under load and writes docs/durability.md."""

import argparse
import os
import random
import shutil
import sys
import time
from pathlib import Path

from endurance import report, starving
from endurance.killing import Outcome, run
from endurance.place import Place
from zhiben.config.paths import ROOT
from zhiben.config.postgres.addresses import free_port


def main() -> int:
    """One run; 0 if nothing acknowledged was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m endurance", description=__doc__)
    parser.add_argument("--times", type=int, default=50, help="kills of each part")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--data", type=Path, help="the folder for the run; kept afterwards")
    parser.add_argument("--no-report", action="store_true", help="leave docs/durability.md as it is")
    options = parser.parse_args()
    data = (options.data or ROOT / "var" / f"endurance-{os.getpid()}").resolve()
    data.mkdir(parents=True, exist_ok=True)
    outcome = _kill(data, options)
    starved = starving.run(data.with_name(f"{data.name}-full"), seed=options.seed, say=say)
    command = f"make endurance TIMES={options.times}"
    say(report.text(outcome, starved, command))
    if not options.no_report:
        report.write(outcome, starved, command)
    wrong = outcome.wrong + (starved.wrong if starved else [])
    if options.data is None and not wrong:
        shutil.rmtree(data)
    return 1 if wrong else 0


def _kill(data: Path, options: argparse.Namespace) -> Outcome:
    place = Place(data, free_port())
    try:
        place.start()
        say(f"up at port {place.port}")
        return run(place, times=options.times, seed=options.seed, clients=options.clients, say=say)
    finally:
        place.stop()


def say(text: str) -> None:
    """A line with the time."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
