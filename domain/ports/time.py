"""Our clock and the calendar of working days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Our own clock; all business times are decided by it, none by an engine's."""

    def now(self, meeting_id: str | None = None) -> datetime:
        """Aware Copenhagen time, as the given meeting lives it (a rehearsed meeting has its own)."""
        ...

    def real_now(self) -> datetime:
        """Aware UTC wall clock, for leases and retries."""
        ...

    def set_alarm(self, meeting_id: str, due: datetime) -> datetime:
        """The meeting sleeps until `due` on its own clock; returns when that is on the wall clock."""
        ...


class Calendar(Protocol):
    def is_working_day(self, day: date) -> bool:
        """Neither weekend nor Danish public holiday."""
        ...
