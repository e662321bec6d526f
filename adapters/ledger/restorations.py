"""Restored backups: after one, no mail leaves until an operator has said what of the held ones may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import mails, restorations
from domain.mails import MailKind, MailOutcome

SENT_BEFORE = "it may have been sent after the backup was made"


class RestorationBook(Book):
    """Implements `domain.ports.Restorations`."""

    def backed_up_at(self) -> datetime | None:
        query = select(func.min(restorations.c.backed_up_at)).where(restorations.c.armed_at.is_(None))
        with self._reading() as connection:
            made: datetime | None = connection.scalar(query)
            return made

    def held(self) -> Mapping[tuple[str, MailKind], int]:
        query = select(mails.c.meeting_id, mails.c.kind, func.count()).where(_HELD)
        query = query.group_by(mails.c.meeting_id, mails.c.kind).order_by(mails.c.meeting_id, mails.c.kind)
        with self._reading() as connection:
            return {(row[0], MailKind(row[1])): row[2] for row in connection.execute(query)}

    def arm_sending_held(self, initials: str) -> int:
        # Their tries begin anew: nothing was tried while they were held, and that may have been for days.
        anew = {"attempts": 0, "first_try": self._now()}
        return self._arm(initials, outcome=MailOutcome.DEFERRED.value, detail="", **anew)

    def arm_keeping_held(self, initials: str) -> int:
        return self._arm(initials, outcome=MailOutcome.UNKNOWN.value, detail=SENT_BEFORE)

    def _arm(self, initials: str, **becomes: Any) -> int:
        with self._writing() as connection:
            freed = connection.execute(update(mails).where(_HELD).values(next_try=None, **becomes))
            connection.execute(
                update(restorations)
                .where(restorations.c.armed_at.is_(None))
                .values(armed_at=self._now(), armed_by=initials)
            )
            return freed.rowcount


_HELD = mails.c.outcome == MailOutcome.HELD.value
