"""Invented data in bulk, for measuring."""

from zhiben.domains.reports.operations.seeding.scale import SCALES, Scale
from zhiben.domains.reports.operations.seeding.seed import seed_bulk

__all__ = ["SCALES", "Scale", "seed_bulk"]
