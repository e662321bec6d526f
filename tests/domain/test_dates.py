"""Dates as Danes write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain import dates
from domain.meeting import COPENHAGEN

EVENING = datetime(2027, 3, 11, 16, 5, tzinfo=COPENHAGEN)


def test_a_day_is_written_with_weekday_and_month_in_words() -> None:
    assert dates.day(date(2027, 3, 12)) == "fredag den 12. marts 2027"
    assert dates.day(date(2026, 11, 22)) == "søndag den 22. november 2026"


def test_the_time_has_a_full_stop_and_two_digits() -> None:
    assert dates.day_and_time(EVENING) == "torsdag den 11. marts 2027 kl. 16.05"
    assert dates.clock(EVENING) == "16.05"


def test_other_time_zones_are_taken_to_copenhagen() -> None:
    just_before_midnight_in_utc = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    assert dates.day_and_time(just_before_midnight_in_utc) == "torsdag den 1. juli 2027 kl. 01.30"


def test_a_long_date_has_no_weekday() -> None:
    assert dates.long_date(EVENING) == "11. marts 2027"
