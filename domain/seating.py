"""The seating plan: who sits at which table in the meeting's two parts, and the wishes that it is to meet.

In the first part nobody sits beside a colleague from their own practice, in the second everybody sits with
their own; solo GPs sit together throughout. Whoever has no colleague in the cluster is a solo GP.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from domain.meeting import Member

SOLO_GPS = ""
"""Stands for the solo GPs where otherwise a practice number stands."""


@dataclass(frozen=True)
class Table:
    """Member ids in the order they sit around the table; the last sits beside the first."""

    seats: tuple[str, ...]


@dataclass(frozen=True)
class Seating:
    """The tables of each part, in the order they stand in the room; the solo GPs' come first.

    `remarks` say in Danish what could not be done and why, and what the room must know. They name practice
    numbers, never people.
    """

    first: tuple[Table, ...]
    second: tuple[Table, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groups:
    """Member ids by practice number, and the solo GPs; the same for a list in any order."""

    practices: Mapping[str, tuple[str, ...]]
    solos: tuple[str, ...]

    @property
    def all(self) -> Mapping[str, tuple[str, ...]]:
        """The practices and, where there are any, the solo GPs."""
        return {SOLO_GPS: self.solos, **self.practices} if self.solos else self.practices


class Wish(StrEnum):
    APART = "apart"  # first part: nobody beside a colleague
    TOGETHER = "together"  # one table, side by side: practices in the second part, solo GPs in both
    SAME_TABLE = "same table"  # solo GPs keep their table


@dataclass(frozen=True)
class BrokenWish:
    """`group` is a practice number, or SOLO_GPS."""

    wish: Wish
    group: str


def groups_of(members: Iterable[Member]) -> Groups:
    by_number: dict[str, list[str]] = {}
    for member in sorted(members, key=lambda member: (member.practice_number, member.id)):
        by_number.setdefault(member.practice_number, []).append(member.id)
    practices = {number: tuple(ids) for number, ids in by_number.items() if number and len(ids) > 1}
    solos = (one for number, ids in by_number.items() if number not in practices for one in ids)
    return Groups(practices, tuple(solos))


def neighbours(table: Table) -> Iterator[tuple[str, str]]:
    """Each pair that sits side by side, once; the table is round."""
    seats = table.seats
    yield from pairwise(seats)
    if len(seats) > 2:
        yield seats[-1], seats[0]


def broken_wishes(seating: Seating, members: Iterable[Member]) -> tuple[BrokenWish, ...]:
    """What the seating does not meet, the solo GPs first, then by practice number."""
    groups = groups_of(members)
    broken = list(_of_solos(seating, groups.solos))
    for number, ids in groups.practices.items():
        if any({one, other} <= set(ids) for table in seating.first for one, other in neighbours(table)):
            broken.append(BrokenWish(Wish.APART, number))
        if not _together(seating.second, ids):
            broken.append(BrokenWish(Wish.TOGETHER, number))
    return tuple(broken)


def tables_of(tables: Sequence[Table], ids: Collection[str]) -> tuple[int, ...]:
    """The numbers, counted from 1, of the tables where any of them sit."""
    return tuple(at for at, table in enumerate(tables, 1) if not set(ids).isdisjoint(table.seats))


def _of_solos(seating: Seating, solos: tuple[str, ...]) -> Iterator[BrokenWish]:
    if not (_together(seating.first, solos) and _together(seating.second, solos)):
        yield BrokenWish(Wish.TOGETHER, SOLO_GPS)
    if any(tables_of(seating.first, [one]) != tables_of(seating.second, [one]) for one in solos):
        yield BrokenWish(Wish.SAME_TABLE, SOLO_GPS)


def _together(tables: Sequence[Table], ids: tuple[str, ...]) -> bool:
    at = tables_of(tables, ids)
    return len(at) <= 1 and all(is_one_row(tables[number - 1], ids) for number in at)


def is_one_row(table: Table, ids: Collection[str]) -> bool:
    """Whether those of them who sit at this round table sit side by side."""
    sitting = [one in ids for one in table.seats]
    ends = sum(sitting[at - 1] and not sitting[at] for at in range(len(sitting)))
    return ends <= 1
