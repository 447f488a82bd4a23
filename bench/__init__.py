"""Benchmarks a person can run: `make bench`. Figures, never pass or fail."""
