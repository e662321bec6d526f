"""The clocks of rehearsed meetings: they leap over each wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import rehearsal_clocks as clocks


class ClockBook(Book):
    """Implements `domain.ports.Clocks`. A leap takes effect on the wall clock at `leaps_at`, if allowed."""

    def rehearse(self, meeting_id: str, shows: datetime, wait_seconds: float) -> None:
        with self._writing() as connection:
            self._put(
                connection,
                clocks,
                meeting_id=meeting_id,
                shows=shows,
                shown_at=self._now(),
                allowed_until=shows,
                leaps_to=None,
                leaps_at=None,
                wait_seconds=wait_seconds,
            )

    def allow(self, meeting_id: str, until: datetime) -> None:
        with self._writing() as connection:
            connection.execute(
                update(clocks).where(clocks.c.meeting_id == meeting_id).values(allowed_until=until)
            )

    def shows(self, meeting_id: str) -> datetime | None:
        """What the meeting's clock shows now; None where the meeting lives by the real one."""
        with self._reading() as connection:
            row = connection.execute(select(clocks).where(clocks.c.meeting_id == meeting_id)).one_or_none()
        if row is None:
            return None
        now = self._now()
        if row.leaps_to and row.leaps_at <= now and row.leaps_to <= row.allowed_until:
            leapt: datetime = max(row.leaps_to, row.shows) + (now - row.leaps_at)
            return leapt
        shows: datetime = row.shows + (now - row.shown_at)
        return shows

    def leap(self, meeting_id: str, to: datetime) -> datetime:
        """Lets the clock leap to `to` after the rehearsal's wait; returns when, on the wall clock."""
        shows = self.shows(meeting_id)
        with self._writing() as connection:
            row = connection.execute(select(clocks).where(clocks.c.meeting_id == meeting_id)).one()
            leaps_at = self._now() + timedelta(seconds=row.wait_seconds)
            connection.execute(
                update(clocks)
                .where(clocks.c.meeting_id == meeting_id)
                .values(shows=shows, shown_at=self._now(), leaps_to=to, leaps_at=leaps_at)
            )
        return leaps_at
