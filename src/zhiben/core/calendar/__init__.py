"""The working calendar: days.py (pure), shipped.py, operations.py, queries.py, wording.py."""
