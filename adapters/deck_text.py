"""Text on slides: without what a slide cannot carry, and sized so that it fits its box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast

from domain.blanks import shown

EMU_PER_POINT = 12700
LETTER = 0.47
"""Mean width of a letter in a common sans, in parts of its size."""

BOLD = 1.1
"""How much wider bold letters are."""

CAUTION = 1.1
"""Few words may have letters wider than the mean: tables and labels are measured so much larger."""

LINE = 1.2
"""Height of a line in parts of its size."""

# What XML cannot carry, and marks that turn the reading direction.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

PERCENT = re.compile(r"(?<=\d) %")

T = TypeVar("T")


def printable(value: T) -> T:
    """`value` (a string, or tuples and dataclasses of them) without characters a slide cannot carry.

    A number and its percent sign stay on one line, and a marked blank is written as people read it.
    """
    if isinstance(value, str):
        return cast(T, PERCENT.sub("\u00a0%", UNPRINTABLE.sub("", shown(value))))
    if isinstance(value, tuple):
        return cast(T, tuple(printable(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        return cast(T, type(value)(**{f.name: printable(getattr(value, f.name)) for f in fields(value)}))
    return value


def lines_needed(text: str, width: int, size: float) -> int:
    """Lines that `text` takes in a box `width` EMU wide at `size` points."""
    letters = max(1, int(width / EMU_PER_POINT / (size * LETTER)))
    return sum(_wrapped(line, letters) for line in text.split("\n"))


def _wrapped(line: str, letters: int) -> int:
    count, used = 1, 0
    for word in line.split():
        if used and used + 1 + len(word) > letters:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
        count, used = count + used // (letters + 1), used % (letters + 1)
    return count


def words_fit(text: str, width: int, size: float) -> bool:
    """Whether every word fits on a line of its own, so that none is broken."""
    longest = max(map(len, text.split()), default=0)
    return longest * size * LETTER * EMU_PER_POINT <= width


def fitting_size(
    texts: Sequence[str], width: int, height: int, sizes: Sequence[int], space: float = 10
) -> int:
    """The first of `sizes` (points) at which the paragraphs fit, else the last. Bold text: `width` / BOLD."""
    for size in sizes:
        if text_height(texts, width, size, space) <= height:
            return size
    return sizes[-1]


def heading_height(text: str, width: int, size: int) -> int:
    """Height in EMU of a bold heading, without the air under it."""
    return text_height((text,), int(width / BOLD), size, 0)


def text_height(texts: Sequence[str], width: int, size: float, space: float = 10) -> int:
    """Height in EMU of the paragraphs, each followed by `space` points."""
    points = sum(lines_needed(text, width, size) * size * LINE + space for text in texts)
    return int(points * EMU_PER_POINT)
