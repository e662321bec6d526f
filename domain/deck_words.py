"""How numbers and lists are said in Danish on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def whole_percent(share: float) -> int:
    """0.789 -> 79; halves go up, also those that a float falls just short of (23 of 40)."""
    return int(round(share * 100, 9) + 0.5)


def percent(share: float) -> str:
    """0.789 -> "79 %"."""
    return f"{whole_percent(share)} %"


def decimal(value: float) -> str:
    """3.64 -> "3,6"."""
    return f"{value:.1f}".replace(".", ",")


def counted(part: int, whole: int) -> str:
    """Counts first, then the share: "19 af 24 (79 %)"."""
    return f"{part} af {whole} ({percent(part / whole)})" if whole else f"{part} af {whole}"


def points(difference: float) -> str:
    """Whole percentage points with their sign: "+12", "−7", "0"."""
    return "0" if round(difference) == 0 else f"{difference:+.0f}".replace("-", "−")


def capital(words: str) -> str:
    """With a capital at the front."""
    return words[:1].upper() + words[1:]


def not_shown(remark: str) -> str:
    """Why a number is hidden, as a sentence that says that it is."""
    already_said = remark.startswith("vises ikke")
    return f"{capital(remark)}." if already_said else f"Vises ikke: {remark}."


def even_parts(things: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """Splits into as few parts as `most` allows, as equal as can be; nothing gives no part."""
    return in_parts(things, -(-len(things) // most))


def in_parts(things: Sequence[T], pieces: int) -> tuple[tuple[T, ...], ...]:
    edges = [round(len(things) * i / pieces) for i in range(pieces + 1)] if pieces else []
    return tuple(tuple(things[a:b]) for a, b in pairwise(edges))
