"""Forms of duties."""
