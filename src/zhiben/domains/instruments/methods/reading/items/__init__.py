"""Proposals read out of the clauses of a plan: duties, tasks, targets, reports, phases and limits."""

from .model import Item
from .propose import propose

__all__ = ["Item", "propose"]
