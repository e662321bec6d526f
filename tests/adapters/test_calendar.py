"""Danish working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adapters.danish_calendar import DanishCalendar

CALENDAR = DanishCalendar()


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2027, 1, 1), id="New Year"),
        pytest.param(date(2027, 3, 25), id="Maundy Thursday"),
        pytest.param(date(2027, 3, 26), id="Good Friday"),
        pytest.param(date(2027, 3, 29), id="Easter Monday"),
        pytest.param(date(2027, 5, 6), id="Ascension"),
        pytest.param(date(2027, 5, 17), id="Whit Monday"),
        pytest.param(date(2026, 6, 5), id="Constitution Day"),
        pytest.param(date(2026, 12, 24), id="Christmas Eve"),
        pytest.param(date(2026, 12, 25), id="Christmas Day"),
        pytest.param(date(2029, 12, 26), id="Boxing Day"),
        pytest.param(date(2026, 12, 31), id="New Year's Eve"),
        pytest.param(date(2027, 2, 6), id="Saturday"),
        pytest.param(date(2027, 2, 7), id="Sunday"),
    ],
)
def test_nobody_is_mailed_on(day: date) -> None:
    assert not CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2027, 4, 23), id="Great Prayer Day, a working day since 2024"),
        pytest.param(date(2026, 12, 23), id="the day before Christmas Eve"),
        pytest.param(date(2027, 3, 30), id="the day after Easter"),
        pytest.param(date(2027, 2, 8), id="an ordinary Monday"),
    ],
)
def test_work_is_done_on(day: date) -> None:
    assert CALENDAR.is_working_day(day)


@pytest.mark.parametrize("year", range(2026, 2041))
def test_no_stretch_of_free_days_is_longer_than_five(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    free = "".join(" " if CALENDAR.is_working_day(day) else "x" for day in days)
    assert 1 < max(len(stretch) for stretch in free.split()) <= 5
    assert 245 <= free.count(" ") <= 256
