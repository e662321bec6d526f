"""What has been done to a meeting by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from adapters.ledger.book import Book
from adapters.ledger.tables import acts
from domain.act_words import check_nothing_since
from domain.acts import Act, ActKind


class ActBook(Book):
    """Implements `domain.ports.Acts`."""

    def add(self, act: Act, *, after: int | None = None) -> Act:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            return write_act(connection, act, self._now(), after)

    def of(self, meeting_id: str) -> tuple[Act, ...]:
        query = select(acts).where(acts.c.meeting_id == meeting_id).order_by(acts.c.number)
        with self._reading() as connection:
            return tuple(read_act(row) for row in connection.execute(query))


def write_act(connection: Connection, act: Act, now: datetime, after: int | None = None) -> Act:
    """For another book's transaction, so that an act and what it changes stand or fall together.

    The caller holds the meeting's row, see `Book._one_at_a_time`. `after` as for `domain.ports.Acts.add`.
    """
    last = _last(connection, act.meeting_id)
    if after is not None:
        check_nothing_since(after, last)
    numbered = replace(act, number=last.number + 1 if last else 1, at=now)
    values = vars(numbered) | {"kind": act.kind.value, "detail": json.dumps(dict(act.detail), sort_keys=True)}
    connection.execute(acts.insert().values(values))
    return numbered


def _last(connection: Connection, meeting_id: str) -> Act | None:
    query = select(acts).where(acts.c.meeting_id == meeting_id).order_by(acts.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return read_act(row) if row else None


def read_act(row: Row[Any]) -> Act:
    values = dict(row._mapping)
    return Act(**values | {"kind": ActKind(row.kind), "detail": json.loads(row.detail)})
