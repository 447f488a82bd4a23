"""Reports keep nothing of their own yet."""
