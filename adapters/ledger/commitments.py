"""What the cluster agreed to do."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from adapters.ledger.book import Book
from adapters.ledger.tables import commitments


class CommitmentBook(Book):
    """Implements `domain.ports.Commitments`."""

    def of(self, meeting_id: str) -> tuple[str, ...]:
        query = select(commitments.c.text).where(commitments.c.meeting_id == meeting_id)
        with self._reading() as connection:
            return tuple(connection.scalars(query.order_by(commitments.c.number)))

    def replace(self, meeting_id: str, texts: Sequence[str]) -> None:
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)
            connection.execute(delete(commitments).where(commitments.c.meeting_id == meeting_id))
            for number, text in enumerate(texts, start=1):
                connection.execute(
                    commitments.insert().values(
                        meeting_id=meeting_id, number=number, text=text, written_at=self._now()
                    )
                )
