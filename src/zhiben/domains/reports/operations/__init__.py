"""Every write of reports: the demonstration, loaded through the operations of the other domains."""

from zhiben.domains.reports.operations.demo import (
    DemoAccount,
    demo_accounts,
    is_demonstration_loaded,
    load_demonstration,
)

__all__ = ["DemoAccount", "demo_accounts", "is_demonstration_loaded", "load_demonstration"]
