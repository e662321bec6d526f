"""How sure a number is: intervals, effect sizes and the noise band, for groups of 8 to 40 people."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from statistics import NormalDist

Interval = tuple[float, float]

CONFIDENCE = 0.95


def wilson(k: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Score interval of a share k/n, both ends 0–1 (Wilson 1927). ValueError unless 0 ≤ k ≤ n, n ≥ 1."""
    if not 0 <= k <= n or n < 1:
        raise ValueError("a share needs 0 <= k <= n and n >= 1")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = 2 * k + z * z
    spread = z * sqrt(z * z + 4 * k * (n - k) / n)
    low = (middle - spread) / (2 * (n + z * z))
    high = (middle + spread) / (2 * (n + z * z))
    # Rounding errors must not leave an end a hair outside 0–1 where it is exact.
    return (0.0 if k == 0 else low, 1.0 if k == n else high)


def newcombe(k1: int, n1: int, k2: int, n2: int, confidence: float = CONFIDENCE) -> Interval:
    """Interval of k2/n2 - k1/n1 for two independent groups (Newcombe 1998, hybrid score, method 10)."""
    p1, p2 = k1 / n1, k2 / n2
    low1, high1 = wilson(k1, n1, confidence)
    low2, high2 = wilson(k2, n2, confidence)
    difference = p2 - p1
    low = difference - sqrt((p2 - low2) ** 2 + (high1 - p1) ** 2)
    high = difference + sqrt((high2 - p2) ** 2 + (p1 - low1) ** 2)
    return (max(-1.0, low), min(1.0, high))


def cliffs_delta(first: Mapping[int, int], second: Mapping[int, int], direction: int) -> float:
    """How much better the second group's ordinal answers are, from -1 to 1 (Cliff 1993).

    `first` and `second` map raw value to answers; `direction` is -1 where low values are favourable.
    """
    pairs = sum(first.values()) * sum(second.values())
    if pairs == 0:
        raise ValueError("both groups need at least one answer")
    wins = sum(
        count1 * count2 * ((value2 > value1) - (value2 < value1))
        for value1, count1 in first.items()
        for value2, count2 in second.items()
    )
    return direction * wins / pairs


def noise_band(k1: int, n1: int, k2: int, n2: int, items: int) -> float:
    """How far, in ± percentage points, the most-moved of `items` typically moves when nothing has changed.

    The median of the largest of `items` independent moves of a share pooled over both rounds.
    """
    pooled = (k1 + k2) / (n1 + n2)
    standard_deviation = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = NormalDist().inv_cdf((1 + 0.5 ** (1 / items)) / 2)
    return 100 * z * standard_deviation


def nonresponse_bounds(favourable: int, answered: int, invited: int) -> Interval:
    """The share 0–1 among all invited if everybody missing had answered unfavourably, or favourably."""
    if not 0 <= favourable <= answered <= invited or invited < 1:
        raise ValueError("the bounds need 0 <= favourable <= answered <= invited and invited >= 1")
    return (favourable / invited, (favourable + invited - answered) / invited)
