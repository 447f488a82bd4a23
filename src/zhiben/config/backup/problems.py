"""What may go wrong, in words an operator can act on."""


class BackupProblem(Exception):
    """It was not done; the text says why and what to do."""
