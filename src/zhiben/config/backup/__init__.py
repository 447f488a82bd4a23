"""`zhiben backup` and `zhiben restore`: everything that was acknowledged, on another machine, and provably the same."""
