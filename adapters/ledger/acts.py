"""What has been done to a meeting by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from adapters.ledger.book import Book
from adapters.ledger.tables import acts
from domain.acts import Act, ActKind
from domain.errors import Refused


class ActBook(Book):
    """Implements `domain.ports.Acts`."""

    def add(self, act: Act, *, after: int | None = None) -> Act:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            if after is not None and _last(connection, act.meeting_id) != after:
                raise Refused("En anden har lige gjort noget ved mødet. Se efter, og prøv så igen.")
            return write_act(connection, act, self._now())

    def of(self, meeting_id: str) -> tuple[Act, ...]:
        query = select(acts).where(acts.c.meeting_id == meeting_id).order_by(acts.c.number)
        with self._reading() as connection:
            return tuple(read_act(row) for row in connection.execute(query))


def write_act(connection: Connection, act: Act, now: datetime) -> Act:
    """For another book's transaction, so that an act and what it changes stand or fall together.

    The caller holds the meeting's row, see `Book._one_at_a_time`.
    """
    numbered = replace(act, number=_last(connection, act.meeting_id) + 1, at=now)
    values = vars(numbered) | {"kind": act.kind.value, "detail": json.dumps(dict(act.detail), sort_keys=True)}
    connection.execute(acts.insert().values(values))
    return numbered


def _last(connection: Connection, meeting_id: str) -> int:
    return connection.scalar(select(func.max(acts.c.number)).where(acts.c.meeting_id == meeting_id)) or 0


def read_act(row: Row[Any]) -> Act:
    values = dict(row._mapping)
    return Act(**values | {"kind": ActKind(row.kind), "detail": json.loads(row.detail)})
