"""Finds a seat for everybody: people spread over the tables first, each practice together afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.seating_solver import Pattern, pack, spread
from domain.meeting import Member
from domain.seating import Groups, Seating, Table, groups_of
from domain.seating_remarks import remarks
from domain.seating_tables import Layout, around, layouts, shares


class SolverSeater:
    """Implements `domain.ports.Seater`, exactly."""

    def seat(self, members: Sequence[Member], table_size: int) -> Seating:
        groups = groups_of(members)
        layout, first = _first_part(groups, len(members), table_size)
        seating = Seating(first, _second_part(groups, layout, table_size))
        return Seating(seating.first, seating.second, remarks(seating, members, table_size))


def _first_part(groups: Groups, count: int, table_size: int) -> tuple[Layout, tuple[Table, ...]]:
    """The first layout that keeps everybody apart, else the one with the fewest who sit together."""
    sizes = [len(ids) for ids in groups.practices.values()]
    best: tuple[int, Layout, list[list[int]]] | None = None
    for layout in layouts(count, len(groups.solos), table_size):
        pairs, counts = spread(sizes, layout)
        if best is None or pairs < best[0]:
            best = pairs, layout, counts
        if not pairs:
            break
    if best is None:
        return (), ()
    _, layout, counts = best
    rows = _rows_of_solos(groups, layout)
    left = [iter(ids) for ids in groups.practices.values()]
    tables = []
    for at in range(len(layout)):
        sitting = [[next(ids) for _ in range(counts[group][at])] for group, ids in enumerate(left)]
        tables.append(Table(around(rows[at], sitting)))
    return layout, tuple(tables)


def _second_part(groups: Groups, layout: Layout, table_size: int) -> tuple[Table, ...]:
    """Solo GPs where they sat, then the practices that need several tables, then the others."""
    solos = [row for row in _rows_of_solos(groups, layout) if row]
    is_shared = any(0 < setting.solos < setting.seats for setting in layout)
    alone, shared = ([], solos) if is_shared else (solos, [])
    large = [
        part
        for ids in groups.practices.values()
        if len(ids) > table_size
        for part in _in_parts(ids, shares(len(ids), table_size))
    ]
    whole = [ids for ids in groups.practices.values() if len(ids) <= table_size]
    begun = [*shared, *large]
    joining, further = pack([len(ids) for ids in whole], [len(row) for row in begun], table_size)
    waiting = {size: iter([ids for ids in whole if len(ids) == size]) for size in map(len, whole)}

    def seated(row: tuple[str, ...], pattern: Pattern) -> Table:
        return Table((*row, *(one for size in pattern for one in next(waiting[size]))))

    return (
        *(Table(row) for row in alone),
        *(seated(row, pattern) for row, pattern in zip(begun, joining, strict=True)),
        *(seated((), pattern) for pattern in further),
    )


def _rows_of_solos(groups: Groups, layout: Layout) -> list[tuple[str, ...]]:
    return list(_in_parts(groups.solos, [setting.solos for setting in layout]))


def _in_parts(ids: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    at = 0
    for size in sizes:
        yield tuple(ids[at : at + size])
        at += size
