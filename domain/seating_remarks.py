"""What a seating plan says of itself: what could not be done and why, by practice number, never by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.meeting import Member
from domain.seating import SOLO_GPS, Groups, Seating, Wish, broken_wishes, groups_of, tables_of
from domain.seating_tables import Setting


def remarks(seating: Seating, members: Sequence[Member], table_size: int) -> tuple[str, ...]:
    """In the order: the room, the solo GPs, the first part, the second."""
    groups = groups_of(members)
    broken = {(one.wish, one.group) for one in broken_wishes(seating, members)}
    apart = [number for wish, number in broken if wish is Wish.APART]
    split = [number for wish, number in broken if wish is Wish.TOGETHER and number != SOLO_GPS]
    return (
        *_of_the_room(seating),
        *_of_solos(seating, groups, members, table_size),
        *(_not_apart(seating, groups, number) for number in sorted(apart)),
        *(_split(seating, groups, number, table_size) for number in sorted(split)),
    )


def _of_the_room(seating: Seating) -> Iterator[str]:
    first, second = len(seating.first), len(seating.second)
    if second > first:
        more = "ét" if second == first + 1 else str(second - first)
        yield (
            f"Stil {second} borde op. Anden del bruger {more} mere end første, "
            "fordi hver praksis sidder samlet."
        )


def _of_solos(seating: Seating, groups: Groups, members: Iterable[Member], table_size: int) -> Iterator[str]:
    unnumbered = sum(not member.practice_number for member in members)
    if unnumbered:
        who = "Én på medlemslisten" if unnumbered == 1 else f"{unnumbered} på medlemslisten"
        yield f"{who} har intet ydernummer og er sat sammen med sololægerne."
    at = tables_of(seating.first, groups.solos)
    if len(groups.solos) == 1:
        yield f"Der er kun én sololæge. Pladsen er ved bord {at[0]} i begge dele, sammen med andre."
    if len(at) > 1:
        yield (
            f"De {len(groups.solos)} sololæger kan ikke være ved ét bord med {table_size} pladser. "
            f"De sidder ved bord {_listed(at)} i begge dele; stil bordene ved siden af hinanden."
        )


def _not_apart(seating: Seating, groups: Groups, number: str) -> str:
    coming = len(groups.practices[number])
    room = sum(_setting(table.seats, groups).most_apart for table in seating.first)
    if coming <= room:
        why = "der er for få fra andre praksis til at sidde imellem dem alle"
    elif len(seating.first) == 1:
        why = f"ved ét bord kan højst {room} fra samme praksis sidde uden at blive naboer"
    else:
        why = (
            f"ved de {len(seating.first)} borde kan højst {room} fra samme praksis sidde uden at blive naboer"
        )
    return (
        f"Ydernummer {number} kommer med {coming}, og {why}. "
        "Nogle af dem sidder derfor ved siden af hinanden i første del."
    )


def _split(seating: Seating, groups: Groups, number: str, table_size: int) -> str:
    ids = groups.practices[number]
    at = _listed(tables_of(seating.second, ids))
    return (
        f"Ydernummer {number} kommer med {len(ids)}, og et bord har {table_size} pladser. "
        f"I anden del sidder de ved bord {at}; stil bordene ved siden af hinanden."
    )


def _setting(seats: tuple[str, ...], groups: Groups) -> Setting:
    return Setting(len(seats), len(set(seats) & set(groups.solos)))


def _listed(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} og {last}" if most else last
