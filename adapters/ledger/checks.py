"""Which stored files and frozen pulls have been looked at, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from adapters.ledger.book import Book
from adapters.ledger.tables import checks, files, pulls
from domain.checking import subject_of_pull
from domain.ports import StoredFile

_FIELDS = [field.name for field in fields(StoredFile)]


class CheckBook(Book):
    """Implements `domain.ports.Checks`."""

    def files_due(self, before: datetime, most: int) -> tuple[StoredFile, ...]:
        seen = and_(checks.c.meeting_id == files.c.meeting_id, checks.c.subject == files.c.key)
        query = _longest_unseen(select(files).outerjoin(checks, seen), before, most)
        with self._reading() as connection:
            rows = connection.execute(query)
            return tuple(StoredFile(**{name: row._mapping[name] for name in _FIELDS}) for row in rows)

    def pulls_due(self, before: datetime, most: int) -> tuple[tuple[str, int], ...]:
        seen = and_(checks.c.meeting_id == pulls.c.meeting_id, _names_the_pull())
        query = select(pulls.c.meeting_id, pulls.c.round).outerjoin(checks, seen)
        with self._reading() as connection:
            rows = connection.execute(_longest_unseen(query, before, most))
            return tuple((row.meeting_id, row.round) for row in rows)

    def note(self, subject: str, meeting_id: str, fault: str) -> None:
        with self._writing() as connection:
            values = {"meeting_id": meeting_id, "subject": subject, "fault": fault[:200]}
            self._put(connection, checks, **values, checked_at=self._now())

    def faults(self) -> Mapping[str, tuple[str, ...]]:
        query = select(checks.c.meeting_id, checks.c.subject).where(checks.c.fault != "")
        found: dict[str, list[str]] = {}
        with self._reading() as connection:
            for row in connection.execute(query.order_by(checks.c.meeting_id, checks.c.subject)):
                found.setdefault(row.meeting_id, []).append(row.subject)
        return {meeting_id: tuple(subjects) for meeting_id, subjects in found.items()}


def _longest_unseen(query: Select[Any], before: datetime, most: int) -> Select[Any]:
    never_seen = checks.c.checked_at.is_(None)
    is_due = or_(never_seen, checks.c.checked_at < before, checks.c.fault != "")
    return query.where(is_due).order_by(never_seen.desc(), checks.c.checked_at).limit(most)


def _names_the_pull() -> ColumnElement[bool]:
    return or_(*(and_(pulls.c.round == n, checks.c.subject == subject_of_pull(n)) for n in (1, 2)))
