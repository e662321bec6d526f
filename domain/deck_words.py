"""How numbers and lists are said in Danish on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def percent(share: float) -> str:
    """0.789 -> "79 %"; halves go up."""
    return f"{int(share * 100 + 0.5)} %"


def decimal(value: float) -> str:
    """3.64 -> "3,6"."""
    return f"{value:.1f}".replace(".", ",")


def counted(part: int, whole: int) -> str:
    """Counts first, then the share: "19 af 24 (79 %)"."""
    return f"{part} af {whole} ({percent(part / whole)})" if whole else f"{part} af {whole}"


def not_shown(remark: str) -> str:
    """Why a number is hidden, as a sentence that says that it is."""
    already_said = remark.startswith("vises ikke")
    return f"{remark[0].upper()}{remark[1:]}." if already_said else f"Vises ikke: {remark}."


def even_parts(things: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """Splits into as few parts as `most` allows, as equal as can be; nothing gives no part."""
    pieces = -(-len(things) // most)
    edges = [round(len(things) * i / pieces) for i in range(pieces + 1)] if pieces else []
    return tuple(tuple(things[a:b]) for a, b in pairwise(edges))
