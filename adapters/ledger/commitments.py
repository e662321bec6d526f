"""What the cluster agreed to do."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from adapters.ledger.book import Book
from adapters.ledger.tables import commitments, releases
from domain.errors import Refused
from domain.meeting import ROUND_2


class CommitmentBook(Book):
    """Implements `domain.ports.Commitments`."""

    def of(self, meeting_id: str) -> tuple[str, ...]:
        query = select(commitments.c.text).where(commitments.c.meeting_id == meeting_id)
        with self._reading() as connection:
            return tuple(connection.scalars(query.order_by(commitments.c.number)))

    def replace(self, meeting_id: str, texts: Sequence[str]) -> None:
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)
            if _are_closed(connection, meeting_id):
                raise Refused(
                    f"The commitments of {meeting_id} stand in the follow-up's documents, or are about to. "
                    "Ask the coordinator to mend the slide in the powerpoint itself."
                )
            connection.execute(delete(commitments).where(commitments.c.meeting_id == meeting_id))
            for number, text in enumerate(texts, start=1):
                connection.execute(
                    commitments.insert().values(
                        meeting_id=meeting_id, number=number, text=text, written_at=self._now()
                    )
                )


def _are_closed(connection: Connection, meeting_id: str) -> bool:
    """From the follow-up's release on: its documents are built after it, of what stands then."""
    released = select(releases.c.meeting_id).where(
        releases.c.meeting_id == meeting_id, releases.c.round == ROUND_2
    )
    return connection.scalar(released) is not None
