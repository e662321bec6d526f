"""The code on a member's own copy: which round it was and what was answered, for their own browser to read.

    reading key (10) · fingerprint of the questions (2) · answers · check (3)     in Crockford's 32 digits

The reading key is the round's, the same for all who answered it. The answers are one number: the scale
items in order, each a digit in a base of its own, 0 where nothing was answered. Free texts stay out.
`templates/web/scripts/mine_code.js` reads it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from domain.questionnaire import Answers, Questionnaire

# No I, L, O or U: I and L read as 1, O as 0.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READING_KEY_DIGITS, FINGERPRINT_DIGITS, CHECK_DIGITS = 10, 2, 3
GROUP = 4

# A prime just below 32³ and a primitive root of it: no single wrong digit and no two swapped ones pass.
PRIME, ROOT = 32749, 57
FORMAT = 1
"""Where the check begins to count: another way to write the code would begin with another number."""


@dataclass(frozen=True)
class OwnKey:
    """What a copy carries: the page, the link (page, "#", code), the code in groups, the link as QR (SVG)."""

    page: str
    link: str
    code: str
    qr: str

    def __repr__(self) -> str:
        """The code holds the answers."""
        return "OwnKey(…)"


def own_code(reading_key: str, questionnaire: Questionnaire, answers: Answers) -> str:
    """Digits without gaps. ValueError for a reading key of another length or an answer off its scale."""
    if len(reading_key) != READING_KEY_DIGITS:
        raise ValueError(f"a reading key has {READING_KEY_DIGITS} digits")
    body = reading_key + _digits(fingerprint(questionnaire), FINGERPRINT_DIGITS)
    body += _answers_as_digits(questionnaire, answers)
    return body + _digits(check_of(body), CHECK_DIGITS)


def in_groups(code: str) -> str:
    """As it is printed, to be typed: K7QD-2M0X-…"""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def fingerprint(questionnaire: Questionnaire) -> int:
    """Ten bits that differ when other questions were asked, so that a code is not read by them."""
    asked = [(item.id, questionnaire.question_asked(item)) for item in questionnaire.scale_items]
    canonical = json.dumps(asked, ensure_ascii=False)
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).digest()
    most: int = len(DIGITS) ** FINGERPRINT_DIGITS
    return int.from_bytes(digest[:4], "big") % most


def check_of(body: str) -> int:
    check = FORMAT
    for digit in body:
        check = (check * ROOT + DIGITS.index(digit)) % PRIME
    return check


def _answers_as_digits(questionnaire: Questionnaire, answers: Answers) -> str:
    number, size = 0, 1
    for item in questionnaire.scale_items:
        steps = len(questionnaire.scale_of(item).labels)
        value = answers.values.get(item.id, 0)
        if not 0 <= value <= steps:
            raise ValueError("an answer is not on its scale")
        number, size = number * (steps + 1) + value, size * (steps + 1)
    return _digits(number, _digits_for(size))


def _digits_for(size: int) -> int:
    """How many digits tell `size` numbers apart."""
    return next(count for count in range(size.bit_length() + 1) if len(DIGITS) ** count >= size)


def _digits(number: int, count: int) -> str:
    return "".join(_from_behind(number, count))[::-1]


def _from_behind(number: int, count: int) -> Iterable[str]:
    for _ in range(count):
        number, digit = divmod(number, len(DIGITS))
        yield DIGITS[digit]
