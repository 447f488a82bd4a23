"""Pure algorithms of hazards."""
