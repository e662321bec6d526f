"""The ledger's rows out to JSON lines and back, the same for SQLite and Postgres."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, MetaData, Table, delete, func, insert, select

from adapters.ledger.engine import one_state, writing
from adapters.ledger.migrate import upgrade
from adapters.ledger.tables import restorations
from domain.errors import Refused

REVISION = "alembic_version"


def read_all(engine: Engine) -> tuple[str, dict[str, list[str]]]:
    """The tables' revision, and each table's rows as JSON, all of one moment."""
    with one_state(engine) as connection:
        tables = _tables(connection)
        # Leases too: a worker that outlived the old ledger must not find its number given out again.
        rows = {name: list(_rows(connection, table)) for name, table in tables.items() if name != REVISION}
        return _revision(connection, tables), rows


def check_empty(engine: Engine, revision: str) -> None:
    """Raises Refused as `write_all` does; the ledger is as it was."""
    with engine.connect() as connection:
        _empty_tables(connection, revision)


def write_all(
    engine: Engine, revision: str, rows: Mapping[str, Iterable[str]], backed_up_at: datetime, now: datetime
) -> None:
    """Into an empty ledger, and in the same transaction no mail leaves any more until an operator arms.

    `revision` is that of the tables the rows were read from; they are brought up to date afterwards.
    Raises Refused, with nothing written, when the ledger holds meetings or its tables are of a later one.
    """
    with writing(engine) as connection:
        tables = _empty_tables(connection, revision)
        connection.execute(delete(tables["restorations"]))  # an earlier one, of a backup without meetings
        for name, table in tables.items():
            if values := [dict(_values(table, json.loads(row))) for row in rows.get(name, ())]:
                connection.execute(insert(table), values)
        upgrade(connection, "head")
        # Numbered here: on Postgres the table's own counter knows nothing of the rows just written.
        last = connection.scalar(select(func.max(restorations.c.number))) or 0
        told = {"number": last + 1, "backed_up_at": backed_up_at, "restored_at": now, "armed_by": ""}
        connection.execute(insert(restorations).values(told))


def _empty_tables(connection: Connection, revision: str) -> dict[str, Table]:
    upgrade(connection, revision)
    tables = _tables(connection)
    if connection.execute(select(tables["orders"])).first():
        raise Refused("This ledger has meetings already: restore into an empty one.")
    if (standing := _revision(connection, tables)) != revision:
        raise Refused(
            f"The backup's tables are of revision {revision}, but this ledger's are of {standing} already. "
            "Restore into an empty database, before anything else is started on it."
        )
    return tables


def _revision(connection: Connection, tables: Mapping[str, Table]) -> str:
    return str(connection.scalar(select(tables[REVISION].c.version_num)))


def _tables(connection: Connection) -> dict[str, Table]:
    """As they are in the database, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return {table.name: table for table in found.sorted_tables}


def _rows(connection: Connection, table: Table) -> Iterator[str]:
    for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
        yield json.dumps(dict(row), default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _values(table: Table, row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        kind = table.c[name].type
        if value is not None and isinstance(kind, DateTime):
            yield name, datetime.fromisoformat(value)
        elif value is not None and isinstance(kind, Date):
            yield name, date.fromisoformat(value)
        else:
            yield name, value
