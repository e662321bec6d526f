"""What other mail servers have reported of our mails."""

from __future__ import annotations

from sqlalchemy import select

from adapters.ledger.book import Book
from adapters.ledger.mails import mail_key
from adapters.ledger.tables import bounces, mails
from domain.bounces import Bounce, BounceKind, Report


class BounceBook(Book):
    """Implements `domain.ports.Bounces`."""

    def add(self, report: Report) -> bool:
        whose = select(mails.c.meeting_id).where(mails.c.message_id == report.message_id)
        with self._writing() as connection:
            meeting_id = connection.scalar(whose)
            if meeting_id is None:
                return False
            row = self._insert(bounces).values(
                meeting_id=meeting_id,
                message_id=report.message_id,
                kind=report.kind.value,
                code=report.code,
                reported_at=self._now(),
            )
            connection.execute(row.on_conflict_do_nothing())
        return True

    def of(self, meeting_id: str) -> tuple[Bounce, ...]:
        query = select(mails, bounces.c.kind.label("bounce"), bounces.c.code, bounces.c.reported_at)
        query = query.join(bounces, bounces.c.message_id == mails.c.message_id)
        query = query.where(mails.c.meeting_id == meeting_id).order_by(bounces.c.reported_at)
        with self._reading() as connection:
            return tuple(
                Bounce(mail_key(row), BounceKind(row.bounce), row.code, row.reported_at)
                for row in connection.execute(query)
            )
