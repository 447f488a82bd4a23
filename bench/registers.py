"""`python -m bench.registers`: a register of 20,000 rows brought in where 100,000 hazards are known already.

On a database server of its own in a folder of its own, both removed at the end. BENCH_ROWS, BENCH_KNOWN and
BENCH_UNITS (20,000, 100,000, 2,000) shrink it. Printed: seconds, processor seconds of Python, statements.
"""

import os
import tempfile
from importlib import import_module
from pathlib import Path

import django


def main() -> None:
    """Start a server, fill it, measure, stop it."""
    with tempfile.TemporaryDirectory(prefix="zhiben-bench-") as folder:
        os.environ |= {"ZHIBEN_DATA_DIR": folder, "ZHIBEN_DB_ROLE": "owner"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiben.config.settings")
        postgres = import_module("zhiben.config.postgres")
        postgres.start(Path(folder))
        try:
            django.setup()
            import_module("bench.register_work").measure()
        finally:
            postgres.stop(Path(folder))


if __name__ == "__main__":
    main()
