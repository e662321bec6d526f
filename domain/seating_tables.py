"""How the tables of the first part can be laid, and in which order people then sit around one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_AT_OWN_TABLE = 3
"""Fewer solo GPs than this share a table with others, beside each other."""


@dataclass(frozen=True)
class Setting:
    """A round table of the first part: its seats, and how many of them solo GPs take side by side."""

    seats: int
    solos: int = 0

    @property
    def free(self) -> int:
        return self.seats - self.solos

    def pairs(self, colleagues: int) -> int:
        """The fewest pairs of neighbours among so many people of one practice on the free seats.

        The free seats are a ring, or beside solo GPs a row. Convex in `colleagues`.
        """
        if self.solos or self.seats == 1:
            return max(2 * colleagues - self.free - 1, 0)
        if colleagues == self.seats == 2:
            return 1
        return max(2 * colleagues - self.free, 0)

    @property
    def most_apart(self) -> int:
        """The most people of one practice who can sit here, nobody beside another of them."""
        return max(count for count in range(self.free + 1) if not self.pairs(count))


Layout = tuple[Setting, ...]


def shares(count: int, largest: int) -> tuple[int, ...]:
    """`count` people at the fewest tables of `largest` seats; sizes differ by one at most, larger first."""
    tables = -(-count // largest)
    return tuple((count + tables - 1 - at) // tables for at in range(tables))


def even_shares(count: int, largest: int) -> tuple[int, ...]:
    """The same with an even number at every table but the first, where that leaves nobody alone: an odd seat
    keeps nobody apart."""
    first, *others = shares((count + 1) // 2, max(largest // 2, 1))
    sizes = (2 * first - count % 2, *(2 * one for one in others))
    return sizes if min(sizes) > 1 else shares(count, largest)


def layouts(count: int, solos: int, largest: int) -> tuple[Layout, ...]:
    """The ways to lay the tables, the best first: the next is for when people cannot be kept apart.

    Three and more solo GPs have tables of their own; fewer share one, and so do more where the others
    cannot be kept apart without them. Their tables come first.
    """
    rows = shares(solos, largest)
    own = tuple(Setting(seats, seats) for seats in rows)
    if solos == count:
        return (own,)
    found: list[Layout] = []
    for split in (shares, even_shares):
        if not 0 < solos < FEWEST_AT_OWN_TABLE:
            found.append(own + tuple(map(Setting, split(count - solos, largest))))
        if solos:
            found += _shared(split(count, largest), rows)
    return tuple(dict.fromkeys(found))


def _shared(sizes: tuple[int, ...], rows: tuple[int, ...]) -> list[Layout]:
    """The solo GPs' `rows` at the first tables, or at the last; none where a row is too long."""
    hosts = rows + (0,) * (len(sizes) - len(rows))
    laid = [tuple(map(Setting, order, hosts)) for order in (sizes, sizes[::-1])]
    return [layout for layout in laid if all(setting.free >= 0 for setting in layout)]


def around(solos: Sequence[str], groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A seating order with as few colleagues side by side as there can be; the solo GPs sit first.

    The larger groups take every other seat, those that are left the seats between: a rule as old as round
    tables. A group that fills more than every other seat goes on from the far end.
    """
    by_size = sorted(groups, key=len, reverse=True)
    people = [one for group in by_size for one in group]
    every_other, between = range(0, len(people), 2), range(1, len(people), 2)
    overflows = bool(by_size) and len(by_size[0]) > len(every_other)
    places = [*every_other, *(reversed(between) if overflows else between)]
    seated = dict(zip(places, people, strict=True))
    return (*solos, *(seated[place] for place in range(len(people))))
