"""The formulas against published worked examples and against slow, plain recomputation."""

from __future__ import annotations

from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.intervals import cliffs_delta, newcombe, noise_band, nonresponse_bounds, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_worked_examples(k: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17: 857–872, table I, method 3."""
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [
        (48, 80, 56, 70, 0.0524, 0.3339),
        (3, 10, 9, 10, 0.1705, 0.8090),
        (2, 7, 6, 7, 0.0582, 0.8062),
        (0, 29, 5, 56, -0.0381, 0.1926),
        (0, 20, 0, 10, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (0, 20, 10, 10, 0.6791, 1.0),
        (0, 10, 10, 10, 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_intervals(
    k1: int, n1: int, k2: int, n2: int, low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17: 873–890, table II, method 10."""
    assert newcombe(k1, n1, k2, n2) == pytest.approx((low, high), abs=5e-5)


shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, shares)
def test_an_interval_holds_its_difference_and_turns_with_the_rounds(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = newcombe(*first, *second)
    assert -1 <= low <= second[0] / second[1] - first[0] / first[1] <= high <= 1
    assert newcombe(*second, *first) == pytest.approx((-high, -low))


@given(shares)
def test_a_share_lies_in_its_interval(share: tuple[int, int]) -> None:
    low, high = wilson(*share)
    assert 0 <= low <= share[0] / share[1] <= high <= 1


@pytest.mark.parametrize(("k", "n"), [(0, 0), (3, 2), (-1, 4)])
def test_an_impossible_share_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError):
        wilson(k, n)


answers = st.lists(st.integers(1, 5), min_size=1, max_size=25)


@given(answers, answers)
def test_cliffs_delta_is_the_share_of_pairs_won_minus_lost(first: list[int], second: list[int]) -> None:
    won = sum(now > then for then in first for now in second)
    lost = sum(now < then for then in first for now in second)
    expected = (won - lost) / (len(first) * len(second))
    counts = [{value: given.count(value) for value in range(1, 6)} for given in (first, second)]
    assert cliffs_delta(*counts, direction=1) == pytest.approx(expected)
    assert cliffs_delta(*counts, direction=-1) == pytest.approx(-expected)


def test_cliffs_delta_needs_answers_in_both_rounds() -> None:
    with pytest.raises(ValueError):
        cliffs_delta({1: 0}, {1: 3}, 1)


def test_the_noise_band_is_what_a_simulation_without_any_change_shows() -> None:
    """23 and 21 answers, 25 items, nobody changes: how far does the most-moved item move?"""
    random = Random(20)
    share = 0.4

    def favourable(n: int) -> int:
        return sum(random.random() < share for _ in range(n))

    largest = [max(abs(favourable(21) / 21 - favourable(23) / 23) for _ in range(25)) for _ in range(500)]
    band = noise_band(round(share * 23), 23, round(share * 21), 21, 25)
    assert band == pytest.approx(100 * median(largest), abs=2.0)
    assert 31 < band < 34


def test_more_items_and_fewer_answers_widen_the_noise_band() -> None:
    assert noise_band(5, 10, 5, 10, 1) < noise_band(5, 10, 5, 10, 5) < noise_band(5, 10, 5, 10, 25)
    assert noise_band(20, 40, 20, 40, 25) < noise_band(5, 10, 5, 10, 25)


def test_ten_of_23_answered_of_29_invited_is_between_34_and_55_percent() -> None:
    low, high = nonresponse_bounds(10, 23, 29)
    assert (round(100 * low), round(100 * high)) == (34, 55)


def test_bounds_close_when_everybody_answered() -> None:
    assert nonresponse_bounds(10, 23, 23) == (10 / 23, 10 / 23)
    with pytest.raises(ValueError):
        nonresponse_bounds(10, 30, 29)
