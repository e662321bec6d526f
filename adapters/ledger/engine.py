"""Opens the ledger's database: a SQLite file that survives power loss, or Postgres by URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, Table, create_engine, event, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.errors import KlyngeflowError, TryAgain

SECONDS_TO_WAIT_FOR_A_LOCK = 30


def insert_into(table: Table, engine: Engine) -> Any:
    """The dialect's own INSERT, which knows ON CONFLICT."""
    if engine.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # a start on SQLite does without it

        return postgresql.insert(table)
    return sqlite.insert(table)


def open_engine(url: str) -> Engine:
    """Faults are told in our own words: TryAgain when the database is locked, full or out of reach."""
    parsed = make_url(url)
    engine = _open_sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _open_server(parsed)
    event.listen(engine, "handle_error", _in_our_words)
    return engine


def _open_server(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, hide_parameters=True)


def _open_sqlite(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}, hide_parameters=True)
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _in_our_words(context: ExceptionContext) -> None:
    """Postgres quotes the whole row in question, and with it a person; SQLite names its columns only."""
    if context.is_pre_ping or not isinstance(context.sqlalchemy_exception, DBAPIError):
        return
    fault = context.original_exception
    why = str(fault) if isinstance(fault, sqlite3.Error) else type(fault).__name__
    fault.args = (why,)  # it stays in the traceback as the cause
    if isinstance(context.sqlalchemy_exception, OperationalError):
        raise TryAgain(f"The ledger cannot be used right now ({why}); nothing was written.") from None
    raise KlyngeflowError(f"The ledger refused what was to be written ({why}).") from None


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_immediate
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Takes the write lock at once: an upgrade in mid-transaction fails instead of waiting."""
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: everything in it is written, or nothing."""
    with engine.begin() as connection:
        yield connection


@contextmanager
def one_state(engine: Engine) -> Iterator[Connection]:
    """Reading that sees nothing of what others write meanwhile; on SQLite they wait for it."""
    level = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection
