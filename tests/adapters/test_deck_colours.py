"""The answer colours: told apart on screen, in grey and under their labels."""

from __future__ import annotations

from itertools import combinations

import pytest

from adapters.deck_colours import palette, text_on


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2."""
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_no_two_of_five_steps_are_the_same_grey() -> None:
    assert all(contrast(one, other) > 1.2 for one, other in combinations(palette(5), 2))


@pytest.mark.parametrize("steps", [2, 3, 4, 5, 7])
def test_numbers_can_be_read_on_every_step(steps: int) -> None:
    assert len(palette(steps)) == steps
    # WCAG asks 3 of bold 16 points; the usual scales reach what small text needs.
    needed = 4.5 if steps <= 5 else 3
    assert all(contrast(colour, text_on(colour)) >= needed for colour in palette(steps))
