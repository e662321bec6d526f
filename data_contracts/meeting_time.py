"""When a meeting can be: a real date and hour in Denmark, ahead of now and not too soon."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from data_contracts.contact import refusal
from domain.dates import day as day_in_words
from domain.meeting import COPENHAGEN

DATE_CURE = "Skriv datoen som år-måned-dag, fx 2027-03-11."
TIME_CURE = "Skriv klokkeslættet som fx »16:00«."


def meeting_date(value: object) -> date:
    """Only YYYY-MM-DD; Danish spellings are answered with the right one."""
    written = str(value or "").strip()
    if not written:
        raise refusal("Datoen mangler.", DATE_CURE)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written, re.ASCII):
        return _real_date(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})", written, re.ASCII):
        day, month, year = map(int, match.groups())
        raise refusal("Datoen skal begynde med årstallet.", f"Skriv {_real_date(year, month, day)}.")
    if re.fullmatch(r"\d{1,2}[-./ ]\d{1,2}[-./ ]\d{1,2}", written, re.ASCII):
        raise refusal("Årstallet har to cifre.", DATE_CURE)
    raise refusal("Datoen kan ikke læses.", DATE_CURE)


def meeting_hour(value: object) -> time:
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", str(value or "").strip(), re.ASCII)
    if not match:
        raise refusal("Klokkeslættet kan ikke læses." if value else "Klokkeslættet mangler.", TIME_CURE)
    hour, minute = map(int, match.groups())
    if hour > 23 or minute > 59:
        raise refusal("Klokkeslættet findes ikke.", TIME_CURE)
    return time(hour, minute)


def starts_at(day: date, hour: time) -> datetime:
    """Aware, Copenhagen; raises the Danish refusal for an hour that summer time skips that day."""
    starts = datetime.combine(day, hour, COPENHAGEN)
    if starts.astimezone(UTC).astimezone(COPENHAGEN).replace(tzinfo=None) != starts.replace(tzinfo=None):
        what = "Klokkeslættet findes ikke den dag, fordi uret stilles frem til sommertid."
        raise refusal(what, "Vælg et andet klokkeslæt.")
    return starts


def check_ahead(starts: datetime, now: datetime, earliest: date | None) -> None:
    """Raises the Danish refusal for a meeting in the past, or before the `earliest` day it can have."""
    if starts <= now:
        raise refusal("Mødet ligger i fortiden.", "Skriv en dato, der kommer.")
    if earliest and starts.date() < earliest:
        what = "Mødet er for tidligt til, at spørgeskemaet kan nå rundt."
        raise refusal(what, f"Vælg en dato fra og med {earliest:%Y-%m-%d} ({day_in_words(earliest)}).")


def _real_date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise refusal("Datoen findes ikke i kalenderen.", DATE_CURE) from None
