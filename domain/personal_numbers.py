"""Recognises Danish civil registration (CPR) numbers, which we never want to hold."""

from __future__ import annotations

import re
import unicodedata

BETWEEN = r"[\s\-–—./_]{0,3}"
WITH_DATE = re.compile(rf"(?<!\d)(\d\d)[\s\-./]?(\d\d)[\s\-./]?(\d\d){BETWEEN}(\d{{4}})(?!\d)")
# A sheet drops the zero in front of a number: nine digits alone in a cell may be one.
NINE_DIGITS = re.compile(r"\d{9}")
HEADING = re.compile(r"cpr\W?(nr|nummer)?\W?|personnummer", re.IGNORECASE)


def holds_cpr_number(written: str) -> bool:
    """True when a run of ten digits, however it is split, begins with a possible day and month."""
    digits = unicodedata.normalize("NFKC", written).strip()
    if NINE_DIGITS.fullmatch(digits):
        digits = f"0{digits}"
    return any(_is_date(int(match[1]), int(match[2])) for match in WITH_DATE.finditer(digits))


def is_cpr_heading(written: str) -> bool:
    return HEADING.fullmatch(written.strip()) is not None


def _is_date(day: int, month: int) -> bool:
    # Emergency and replacement numbers add 60 to the day.
    return 1 <= (day - 60 if day > 60 else day) <= 31 and 1 <= month <= 12
