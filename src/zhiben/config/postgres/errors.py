"""What may go wrong with the embedded database, in words an operator can act on."""


class DatabaseProblem(Exception):
    """The embedded database cannot be used; the text says why and what to do."""
