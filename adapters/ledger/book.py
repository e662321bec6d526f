"""What all parts of the ledger share: reading, and writing under the fence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from adapters.ledger.engine import insert_into, reading, writing
from adapters.ledger.leases import Lease
from adapters.ledger.tables import orders


class Book:
    """Base of one part of the ledger. `lease` is None for pages and commands, which need none."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], lease: Lease | None = None) -> None:
        self._engine, self._now, self._lease = engine, now, lease

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with writing(self._engine) as connection:
            if self._lease:
                self._lease.check(connection)
            yield connection

    def _one_at_a_time(self, connection: Connection, meeting_id: str) -> None:
        """Replacing a meeting's whole list: on Postgres a second one would not see the first's rows."""
        this = select(orders.c.meeting_id).where(orders.c.meeting_id == meeting_id)
        connection.execute(this.with_for_update(key_share=True))

    def _insert(self, table: Table) -> Any:
        return insert_into(table, self._engine)

    def _put(self, connection: Connection, table: Table, **values: Any) -> None:
        """Inserts the row or overwrites the one with the same primary key."""
        keys = [column.name for column in table.primary_key]
        rest = {name: value for name, value in values.items() if name not in keys}
        connection.execute(
            self._insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=rest)
        )
