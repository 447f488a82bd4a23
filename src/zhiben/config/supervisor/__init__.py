"""`zhiben up`: database, web and worker in one; whatever of them dies is brought back."""

from zhiben.config.supervisor.run import up

__all__ = ["up"]
