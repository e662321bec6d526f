"""Danish working days, by the `holidays` library."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from holidays import OPTIONAL, PUBLIC, HolidayBase, country_holidays

SATURDAY = 5


class DanishCalendar:
    """Implements `domain.ports.Calendar`. Christmas Eve and the like count as free."""

    @cached_property
    def _holidays(self) -> HolidayBase:
        return country_holidays("DK", categories=(PUBLIC, OPTIONAL))

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self._holidays
