"""Endurance: the platform under load while its parts are killed. Run by `make endurance`, outside `make test`."""
