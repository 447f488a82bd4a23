"""Every write of reports: the demonstration, loaded through the operations of the other domains."""

from zhiben.domains.reports.operations.demo import load_demonstration

__all__ = ["load_demonstration"]
