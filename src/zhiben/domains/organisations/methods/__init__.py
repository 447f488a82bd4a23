"""Pure algorithms of organisations."""
