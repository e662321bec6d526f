"""The two counting problems behind a seating plan, solved exactly by HiGHS (the solver that scipy brings)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from domain.errors import Refused
from domain.seating_tables import Layout

Pattern = tuple[int, ...]
"""Sizes of the groups that share a table, largest first."""


def spread(sizes: Sequence[int], layout: Layout) -> tuple[int, list[list[int]]]:
    """How many of each practice sit at each table: the fewest neighbours that are colleagues, and among
    those ways the fewest colleagues at one table. Returns (neighbour pairs, a row for each practice).

    A transportation problem whose costs grow with every further colleague at a table.
    """
    tables = range(len(layout))
    places = [
        (group, table, place)
        for group, size in enumerate(sizes)
        for table in tables
        for place in range(1, min(size, layout[table].free) + 1)
    ]
    pair = sum(sizes) * max((setting.seats for setting in layout), default=0) + 1
    costs = [
        pair * (layout[table].pairs(place) - layout[table].pairs(place - 1)) + place - 1
        for _, table, place in places
    ]
    everybody = [[group == one for group, _, _ in places] for one in range(len(sizes))]
    every_seat = [[table == one for _, table, _ in places] for one in tables]
    wanted = [*sizes, *(setting.free for setting in layout)]
    taken = _solve(costs, [*everybody, *every_seat], wanted, most=1)
    counts = [[0] * len(layout) for _ in sizes]
    for (group, table, _), sits in zip(places, taken, strict=True):
        counts[group][table] += sits
    pairs = sum(layout[table].pairs(counts[group][table]) for group in range(len(sizes)) for table in tables)
    return pairs, counts


def pack(sizes: Sequence[int], begun: Sequence[int], largest: int) -> tuple[list[Pattern], list[Pattern]]:
    """Which groups share a table: the fewest tables of `largest` seats, and among those ways the most even.

    `begun` is how many already sit at each table that must be used. Returns what joins each of those, in
    their order, and the further tables. Bin packing by patterns, as in cutting stock.
    """
    if not sizes:
        return [() for _ in begun], []
    demand, kinds = Counter(sizes), Counter(begun)
    columns = [(0, one) for one in _patterns(tuple(sorted(demand)), largest) if one]
    columns += [(load, one) for load in kinds for one in _patterns(tuple(sorted(demand)), largest - load)]
    table = largest * (sum(sizes) + sum(begun)) + 1
    costs = [(load + sum(one)) ** 2 + (0 if load else table) for load, one in columns]
    rows = [[one.count(size) for _, one in columns] for size in demand]
    rows += [[load == kind for load, _ in columns] for kind in kinds]
    used = _solve(costs, rows, [*demand.values(), *kinds.values()], most=len(sizes) + len(begun))
    chosen: dict[int, list[Pattern]] = {0: [], **{load: [] for load in kinds}}
    for (load, one), times in zip(columns, used, strict=True):
        chosen[load] += [one] * times
    return [chosen[load].pop() for load in begun], chosen[0]


@cache
def _patterns(sizes: tuple[int, ...], room: int) -> tuple[Pattern, ...]:
    return tuple(_filling(sizes, room))


def _filling(sizes: tuple[int, ...], room: int) -> Iterator[Pattern]:
    """Every way to fill at most `room` seats with groups of these sizes (ascending), the empty one too."""
    yield ()
    for at, size in enumerate(sizes):
        if size <= room:
            for rest in _patterns(sizes[: at + 1], room - size):
                yield (size, *rest)


def _solve(
    costs: Sequence[int], rows: Sequence[Sequence[int]], wanted: Sequence[int], most: int
) -> list[int]:
    """The cheapest whole numbers from 0 to `most` with which every row adds up to what is wanted."""
    if not costs:
        return []
    solved: Any = milp(
        costs,
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, most),
        constraints=LinearConstraint(np.array(rows, dtype=float), wanted, wanted),
    )
    if solved.x is None:
        raise Refused("No seating was found: the tables have fewer seats than there are people.")
    return [round(value) for value in solved.x]
