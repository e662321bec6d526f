"""The documents of a meeting: which there are and where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

from sqlalchemy import delete, select

from adapters.ledger.book import Book
from adapters.ledger.tables import files
from domain.ports import StoredFile

_FIELDS = [field.name for field in fields(StoredFile)]


class FileBook(Book):
    """Implements `domain.ports.Files`."""

    def of(self, meeting_id: str, group: str | None = None) -> tuple[StoredFile, ...]:
        query = select(files).where(files.c.meeting_id == meeting_id)
        query = query.order_by(files.c.round, files.c.group, files.c.name)
        if group is not None:
            query = query.where(files.c.group == group)
        with self._reading() as connection:
            return tuple(
                StoredFile(**{name: row._mapping[name] for name in _FIELDS})
                for row in connection.execute(query)
            )

    def add(self, file: StoredFile) -> None:
        with self._writing() as connection:
            self._put(connection, files, **asdict(file))

    def keep_only(self, meeting_id: str, group: str, documents: Iterable[str]) -> None:
        others = (
            files.c.meeting_id == meeting_id,
            files.c.group == group,
            files.c.document.not_in(list(documents)),
        )
        with self._writing() as connection:
            connection.execute(delete(files).where(*others))
