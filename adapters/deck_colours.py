"""The deck's colours: blue is favourable, orange is not, and each step has its own grey when printed."""

from __future__ import annotations

Colour = tuple[int, int, int]
"""Red, green and blue, 0–255."""

# From unfavourable to favourable. Orange and blue are told apart in every common colour blindness.
STEPS: tuple[Colour, ...] = ((179, 88, 6), (246, 190, 124), (222, 226, 229), (111, 168, 207), (11, 60, 93))

INK: Colour = (27, 42, 54)
GREY: Colour = (91, 103, 112)
WHITE: Colour = (255, 255, 255)
PALE: Colour = (234, 241, 245)
LINE: Colour = (201, 211, 218)
BAND: Colour = (214, 221, 226)
FAVOURABLE: Colour = STEPS[-1]
BEFORE: Colour = (140, 152, 161)


def palette(steps: int) -> tuple[Colour, ...]:
    """`steps` colours from unfavourable to favourable."""
    last = len(STEPS) - 1
    places = [last * step / (steps - 1) for step in range(steps)] if steps > 1 else [float(last)]
    return tuple(map(_between, places))


def _between(place: float) -> Colour:
    low = min(int(place), len(STEPS) - 2)
    part = place - low
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(STEPS[low], STEPS[low + 1], strict=True))
    return red, green, blue


def text_on(colour: Colour) -> Colour:
    """White or ink, whichever reads better on `colour`."""
    red, green, blue = colour
    return WHITE if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else INK


def hexadecimal(colour: Colour) -> str:
    """Such as 0B3C5D."""
    red, green, blue = colour
    return f"{red:02X}{green:02X}{blue:02X}"
