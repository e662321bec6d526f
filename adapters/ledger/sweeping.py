"""Takes what was deleted out of the database's files: SQLite keeps it in free pages and in its journal."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection, Engine

from adapters.ledger.engine import SECONDS_TO_WAIT_FOR_A_LOCK, reading
from domain.errors import TryAgain

MILLISECONDS_TO_WAIT = 500
# Where people and their answers stand. A whole table is written anew and its readers wait meanwhile.
HOLD_PEOPLE = (
    "orders",
    "members",
    "former_coordinators",
    "invitations",
    "commitments",
    "link_requests",
    "bounces",
    "pulls",
    "files",
)


def sweep(engine: Engine) -> bool:
    """False where another transaction is in the way; nothing is lost by asking again."""
    with suppress(TryAgain), reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            return _sweep_postgres(connection)
        return _sweep_sqlite(connection)
    return False


def _sweep_sqlite(connection: Connection) -> bool:
    """The file is written anew from what is in it, and the write-ahead log is cut to nothing.

    Briefly: while it waits for readers nobody can write.
    """
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {MILLISECONDS_TO_WAIT}")
    try:
        connection.exec_driver_sql("VACUUM")
        busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {SECONDS_TO_WAIT_FOR_A_LOCK * 1000}")
    return busy == 0


def _sweep_postgres(connection: Connection) -> bool:
    """The server's own write-ahead log and archives are its administrator's, see docs/operations.md."""
    connection.exec_driver_sql(f"SET lock_timeout = {MILLISECONDS_TO_WAIT}")
    try:
        for table in HOLD_PEOPLE:
            connection.exec_driver_sql(f"VACUUM (FULL) {table}")
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    return True
