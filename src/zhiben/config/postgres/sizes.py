"""Settings of the embedded server that follow the machine it runs on."""

_MB = 1024 * 1024


def memory_settings(total: int) -> dict[str, str]:
    """PostgreSQL settings for a machine of `total` bytes: small on a small one, never more than a fair share."""
    megabytes = total // _MB
    return {
        "shared_buffers": f"{_between(128, megabytes // 6, 8192)}MB",
        "effective_cache_size": f"{_between(256, megabytes // 2, 65536)}MB",
        "work_mem": f"{_between(4, megabytes // 768, 64)}MB",
        "maintenance_work_mem": f"{_between(64, megabytes // 32, 1024)}MB",
        "max_wal_size": f"{_between(1024, megabytes // 6, 8192)}MB",
        "checkpoint_timeout": "15min",
        # The data folder lies on a solid disk or in the cache; with the default of 4 wide scans win too often.
        "random_page_cost": "1.1",
        "jit": "off",
    }


def _between(low: int, wanted: int, high: int) -> int:
    return max(low, min(wanted, high))
