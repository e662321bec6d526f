"""Deletes what is expired, each time in one transaction with its receipt."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, select, update

from adapters.ledger.book import Book
from adapters.ledger.sweeping import sweep
from adapters.ledger.tables import (
    bounces,
    checks,
    commitments,
    files,
    former_coordinators,
    invitations,
    link_requests,
    members,
    metadata,
    orders,
    postings,
    pulls,
    purges,
    text_choices,
)
from domain.ports.purges import THE_HOUSE, Receipt
from domain.purges import DELETED
from domain.retention import Due, What

ABOUT_PEOPLE = (members, former_coordinators, commitments, link_requests, bounces)
NEUTRAL = {"coordinator_name": DELETED} | dict.fromkeys(
    ("coordinator_email", "phone", "postal_address", "meeting_place", "wishes"), ""
)

UNSWEPT = purges.c.swept_at.is_(None)
OF_THE_ENGINE = purges.c.what == What.RUNS.value


class PurgeBook(Book):
    """Implements `domain.ports.Purges`."""

    def of(self, meeting_id: str) -> tuple[Receipt, ...]:
        query = select(purges).where(purges.c.meeting_id == meeting_id)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(purges.c.purged_at, purges.c.receipt))
            return tuple(_receipt(row) for row in rows)

    def purged(self) -> Mapping[str, frozenset[tuple[What, int]]]:
        found: dict[str, set[tuple[What, int]]] = {}
        with self._reading() as connection:
            for row in connection.execute(select(purges.c.meeting_id, purges.c.what, purges.c.round)):
                found.setdefault(row.meeting_id, set()).add((What(row.what), row.round))
        return {meeting_id: frozenset(keys) for meeting_id, keys in found.items()}

    def erase(self, meeting_id: str, due: Due) -> Receipt:
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)
            counts = ERASERS[due.what](connection, meeting_id, due.round)
            return self._written(connection, meeting_id, due, counts)

    def note(self, what: What, counts: Mapping[str, int], rule: str) -> Receipt:
        with self._writing() as connection:
            return self._written(connection, THE_HOUSE, Due(what, self._now(), rule), counts)

    def last_noted(self, what: What) -> datetime | None:
        query = select(func.max(purges.c.purged_at)).where(purges.c.what == what.value)
        with self._reading() as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def sweep(self) -> bool:
        """Receipts that are written meanwhile wait for the next one."""
        with self._reading() as connection:
            unswept = connection.scalars(select(purges.c.receipt).where(UNSWEPT, ~OF_THE_ENGINE)).all()
        if not unswept:
            return True
        if not sweep(self._engine):
            return False
        self._swept(purges.c.receipt.in_(unswept))
        return True

    def engine_unswept_since(self) -> datetime | None:
        query = select(func.min(purges.c.purged_at)).where(UNSWEPT, OF_THE_ENGINE)
        with self._reading() as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def engine_swept(self) -> None:
        self._swept(OF_THE_ENGINE)

    def _swept(self, which: ColumnElement[bool]) -> None:
        with self._writing() as connection:
            connection.execute(update(purges).where(UNSWEPT, which).values(swept_at=self._now()))

    def _written(
        self, connection: Connection, meeting_id: str, due: Due, counts: Mapping[str, int]
    ) -> Receipt:
        receipt = Receipt(meeting_id, due.what, due.round, counts, due.rule, self._now())
        connection.execute(
            purges.insert().values(
                receipt=secrets.token_hex(16),
                meeting_id=meeting_id,
                what=due.what.value,
                round=due.round,
                counts=json.dumps(dict(counts), sort_keys=True),
                rule=due.rule,
                purged_at=receipt.at,
            )
        )
        return receipt


def _erase_links(connection: Connection, meeting_id: str, round: int) -> dict[str, int]:
    theirs = (invitations.c.meeting_id == meeting_id, invitations.c.round == round)
    count = connection.execute(delete(invitations).where(*theirs)).rowcount
    return {"invitations": count} if count else {}


def _erase_answers(connection: Connection, meeting_id: str, _: int) -> dict[str, int]:
    return _emptied(connection, meeting_id, pulls, text_choices)


def _erase_files(connection: Connection, meeting_id: str, _: int) -> dict[str, int]:
    connection.execute(delete(checks).where(checks.c.meeting_id == meeting_id))
    return _emptied(connection, meeting_id, files)


def _erase_people(connection: Connection, meeting_id: str, _: int) -> dict[str, int]:
    """The meeting still loads: its cluster, dates and course stay, and nobody's name."""
    this = update(orders).where(orders.c.meeting_id == meeting_id).values(**NEUTRAL)
    counts = {"orders": connection.execute(this).rowcount}
    unsent = (postings.c.meeting_id == meeting_id, postings.c.posted_on.is_(None))
    connection.execute(delete(postings).where(*unsent))  # there is nobody to send it to any more
    return counts | _emptied(connection, meeting_id, *ABOUT_PEOPLE)


def _erase_record(connection: Connection, meeting_id: str, _: int) -> dict[str, int]:
    tables = [table for table in reversed(metadata.sorted_tables) if _is_the_meetings(table)]
    return _emptied(connection, meeting_id, *tables)


def _is_the_meetings(table: Table) -> bool:
    return "meeting_id" in table.c and table is not purges


def _emptied(connection: Connection, meeting_id: str, *tables: Table) -> dict[str, int]:
    """Rows by table; tables that had none are not named."""
    counts = {
        table.name: connection.execute(delete(table).where(table.c.meeting_id == meeting_id)).rowcount
        for table in tables
    }
    return {name: count for name, count in counts.items() if count}


ERASERS: Mapping[What, Callable[[Connection, str, int], dict[str, int]]] = {
    What.LINKS: _erase_links,
    What.ANSWERS: _erase_answers,
    What.FILES: _erase_files,
    What.PEOPLE: _erase_people,
    What.RECORD: _erase_record,
}


def _receipt(row: Row[Any]) -> Receipt:
    counts = json.loads(row.counts)
    return Receipt(row.meeting_id, What(row.what), row.round, counts, row.rule, row.purged_at)
