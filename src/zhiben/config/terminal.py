"""Words to the operator: what happens goes to standard output, what is wrong to standard error."""

import sys


def say(text: object) -> None:
    """A line about what happens."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: object) -> None:
    """A line about what is wrong and what to do."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
