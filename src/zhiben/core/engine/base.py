"""The database connection as Django uses it; named by `ENGINE`, found by its file name."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the socket before a request, and asks the server only where there is something to hear.

    A server that went away (killed, restarted, too long idle) closed the connection, which makes the socket
    readable; asking `SELECT 1` each time costs a request a tenth of its time.
    """

    def is_usable(self) -> bool:
        """Whether the connection still stands, and not in a transaction that already failed."""
        held = self.connection
        if held is None or held.closed:
            return False
        try:
            heard, _, _ = select.select([held.pgconn.socket], [], [], 0)
        except (OSError, ValueError):
            return False
        failed = held.info.transaction_status == TransactionStatus.INERROR
        return super().is_usable() if heard or failed else True
