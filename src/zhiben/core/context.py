"""What the present request is called, for acts and log lines."""

from contextvars import ContextVar

_REQUEST: ContextVar[str] = ContextVar("request", default="")


def request_id() -> str:
    """The id of the request being answered; empty outside of one."""
    return _REQUEST.get()


def set_request_id(value: str) -> None:
    """Name the request being answered."""
    _REQUEST.set(value[:64])
