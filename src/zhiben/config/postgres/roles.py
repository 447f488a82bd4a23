"""The two roles of the embedded database: one owns the tables, one runs the program. Neither is a superuser."""

from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from zhiben.config.postgres.addresses import APP, DATABASE, OWNER, Addresses

_KEPT = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
_NO_POWERS = "NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"


def ensure_roles(addresses: Addresses) -> None:
    """Make the roles and the database where they are missing."""
    with psycopg.connect(addresses.superuser_url, autocommit=True) as connection:
        kept = {row[0] for row in connection.execute(_KEPT, [[OWNER, APP]])}
        for role, url, more in ((OWNER, addresses.owner_url, "CREATEDB"), (APP, addresses.url, "NOCREATEDB")):
            if role not in kept:
                _create_role(connection, role, urlsplit(url).password or "", more)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
            connection.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE))
            )
            connection.execute(
                sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(APP)
                )
            )


def _create_role(connection: psycopg.Connection, role: str, password: str, more: str) -> None:
    connection.execute(
        sql.SQL("CREATE ROLE {} LOGIN {} {} PASSWORD {}").format(
            sql.Identifier(role),
            sql.SQL(_NO_POWERS),
            sql.SQL(more),
            sql.Literal(password),
        )
    )
