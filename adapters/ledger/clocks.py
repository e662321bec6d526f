"""The clocks of rehearsed meetings: they leap over each wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select, update

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
            row = connection.execute(_the(meeting_id)).one()
            now = self._now()
            # A leap that is over is written down first: what is allowed next cannot take it back.
            leap = {"leaps_to": None, "leaps_at": None} if _has_leapt(row, now) else {}
            values = {"shows": _shown(row, now), "shown_at": now, "allowed_until": until, **leap}
            connection.execute(update(clocks).where(clocks.c.meeting_id == meeting_id).values(**values))

    def shows(self, meeting_id: str) -> datetime | None:
        """What the meeting's clock shows now; None where the meeting lives by the real one."""
        with self._reading() as connection:
            row = connection.execute(_the(meeting_id)).one_or_none()
        return _shown(row, self._now()) if row else None

    def leap(self, meeting_id: str, to: datetime) -> datetime:
        """Lets the clock leap to `to` after the rehearsal's wait; returns when, on the wall clock."""
        with self._writing() as connection:
            row = connection.execute(_the(meeting_id)).one()
            now = self._now()
            leaps_at = now + timedelta(seconds=row.wait_seconds)
            values = {"shows": _shown(row, now), "shown_at": now, "leaps_to": to, "leaps_at": leaps_at}
            connection.execute(update(clocks).where(clocks.c.meeting_id == meeting_id).values(**values))
        return leaps_at


def _the(meeting_id: str) -> Select[Any]:
    return select(clocks).where(clocks.c.meeting_id == meeting_id)


def _has_leapt(row: Row[Any], now: datetime) -> bool:
    return bool(row.leaps_to and row.leaps_at <= now and row.leaps_to <= row.allowed_until)


def _shown(row: Row[Any], now: datetime) -> datetime:
    """Never earlier than before, not even when the leap's goal had passed already."""
    walked: datetime = row.shows + (now - row.shown_at)
    if not _has_leapt(row, now):
        return walked
    leapt: datetime = row.leaps_to + (now - row.leaps_at)
    return max(walked, leapt)
