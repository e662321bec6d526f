"""Dates and times in Danish words, as they are written in letters."""

from __future__ import annotations

from datetime import date, datetime

from domain.meeting import COPENHAGEN

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def day(when: date) -> str:
    """Such as torsdag den 12. marts 2027; an aware datetime is first taken to Copenhagen."""
    local = _local(when)
    return f"{WEEKDAYS[local.weekday()]} den {long_date(local)}"


def day_and_time(when: datetime) -> str:
    """Such as torsdag den 12. marts 2027 kl. 16.00."""
    return f"{day(when)} kl. {clock(when)}"


def long_date(when: date) -> str:
    """Such as 12. marts 2027."""
    local = _local(when)
    return f"{local.day}. {MONTHS[local.month - 1]} {local.year}"


def day_and_month(when: date) -> str:
    """Such as 12. marts."""
    local = _local(when)
    return f"{local.day}. {MONTHS[local.month - 1]}"


def clock(when: datetime) -> str:
    """Such as 16.00."""
    return f"{_local(when):%H.%M}"


def _local(when: date) -> date:
    return when.astimezone(COPENHAGEN) if isinstance(when, datetime) and when.tzinfo else when
