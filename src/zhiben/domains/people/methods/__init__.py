"""Pure algorithms of people."""
