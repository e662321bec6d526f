"""The deck's colours: blue is favourable, orange is not, and each step has its own grey when printed."""

from __future__ import annotations

from pptx.dml.color import RGBColor

Triple = tuple[int, int, int]

# From unfavourable to favourable. Orange and blue are told apart in every common colour blindness.
STEPS: tuple[Triple, ...] = ((179, 88, 6), (246, 190, 124), (232, 235, 237), (111, 168, 207), (11, 60, 93))

INK = RGBColor(0x1B, 0x2A, 0x36)
GREY = RGBColor(0x5B, 0x67, 0x70)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
PALE = RGBColor(0xEA, 0xF1, 0xF5)
FAVOURABLE = RGBColor(*STEPS[-1])


def palette(steps: int) -> tuple[RGBColor, ...]:
    """`steps` colours from unfavourable to favourable."""
    last = len(STEPS) - 1
    places = [last * step / (steps - 1) for step in range(steps)] if steps > 1 else [float(last)]
    return tuple(RGBColor(*_between(place)) for place in places)


def _between(place: float) -> Triple:
    low = min(int(place), len(STEPS) - 2)
    part = place - low
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(STEPS[low], STEPS[low + 1], strict=True))
    return red, green, blue


def text_on(colour: RGBColor) -> RGBColor:
    """White or ink, whichever reads better on `colour`."""
    red, green, blue = colour
    return WHITE if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else INK
