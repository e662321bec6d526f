"""Our clock: the machine's for real meetings, the ledger's leaping one for rehearsed meetings."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.ledger.clocks import ClockBook
from domain.meeting import COPENHAGEN


def wall_clock() -> datetime:
    return datetime.now(UTC)


class LedgerClock:
    """Implements `domain.ports.Clock`."""

    def __init__(self, clocks: ClockBook) -> None:
        self._clocks = clocks

    def now(self, meeting_id: str | None = None) -> datetime:
        shows = self._clocks.shows(meeting_id) if meeting_id else None
        return (shows or wall_clock()).astimezone(COPENHAGEN)

    def real_now(self) -> datetime:
        return wall_clock()

    def set_alarm(self, meeting_id: str, due: datetime) -> datetime:
        if self._clocks.shows(meeting_id) is None:
            return due
        return self._clocks.leap(meeting_id, due)
