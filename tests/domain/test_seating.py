"""The seating plan's rules: who is a colleague, who sits beside whom, and how a table is filled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest

from domain.meeting import Member
from domain.seating import (
    SOLO_GPS,
    BrokenWish,
    Seating,
    Table,
    Wish,
    broken_wishes,
    groups_of,
    is_one_row,
    neighbours,
)
from domain.seating_remarks import remarks
from domain.seating_tables import Setting, around, even_shares, layouts, shares


def member(name: str) -> Member:
    """Named by its practice: a1 and a2 are colleagues, x and y alone; ? has no number."""
    return Member(name, "x@klinik.example", name, "" if name.startswith("?") else f"{ord(name[0]):06}")


def members(*names: str) -> list[Member]:
    return [member(name) for name in names]


def table(names: str) -> Table:
    return Table(tuple(names.split()))


def test_whoever_has_no_colleague_or_no_number_is_a_solo_gp() -> None:
    groups = groups_of(members("x1", "a2", "?2", "a1", "?1"))
    assert groups.practices == {"000097": ("a1", "a2")}
    assert groups.solos == ("?1", "?2", "x1")


def test_a_list_in_another_order_has_the_same_groups() -> None:
    listed = members("b1", "a2", "x1", "a1", "b2")
    assert groups_of(listed) == groups_of(listed[::-1])


def test_tables_are_round() -> None:
    assert [*neighbours(table("a1 b1 a2"))] == [("a1", "b1"), ("b1", "a2"), ("a2", "a1")]
    assert [*neighbours(table("a1 b1"))] == [("a1", "b1")]
    assert [*neighbours(table("a1"))] == []


def test_one_row_may_go_past_the_first_seat() -> None:
    assert is_one_row(table("a1 b1 b2 a2"), {"a1", "a2"})
    assert not is_one_row(table("a1 b1 a2 b2"), {"a1", "a2"})


def test_a_seating_that_meets_every_wish_has_none_broken() -> None:
    first = (table("x1 y1 a1 b1"), table("a2 b2 c1"), table("c2 a3 b3"))
    second = (table("y1 x1 c1 c2"), table("a1 a2 a3"), table("b1 b2 b3"))
    everybody = members(*(seat for one in first for seat in one.seats))
    assert broken_wishes(Seating(first, second), everybody) == ()


BOTH_PARTED = [BrokenWish(Wish.TOGETHER, number) for number in ("000097", "000098")]


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [
        ("a1 a2 b1 x1 b2", "a1 a2 b1 b2 x1", [BrokenWish(Wish.APART, "000097")]),
        ("a1 b1 x1 b2 a2", "a1 a2 b1 b2 x1", [BrokenWish(Wish.APART, "000097")]),
        (
            "a1 b1 a2 x1 b2",
            "a1 b1 a2 b2 x1",
            BOTH_PARTED,
        ),
        ("a1 b1 a2 x1 b2", "a1 a2 b1 x1 | b2", [BrokenWish(Wish.TOGETHER, "000098")]),
        ("a1 b1 a2 b2 | x1", "a1 a2 b1 b2 x1", [BrokenWish(Wish.SAME_TABLE, SOLO_GPS)]),
        ("x1 a1 b1 y1 a2 b2", "x1 y1 a1 a2 b1 b2", [BrokenWish(Wish.TOGETHER, SOLO_GPS)]),
    ],
)
def test_every_broken_wish_is_found(first: str, second: str, broken: list[BrokenWish]) -> None:
    seating = Seating(tuple(map(table, first.split("|"))), tuple(map(table, second.split("|"))))
    everybody = members(*first.replace("|", " ").split())
    assert [*broken_wishes(seating, everybody)] == broken


def splits(people: int, largest: int) -> Iterator[tuple[int, ...]]:
    if not people:
        yield ()
    for size in range(1, min(people, largest) + 1):
        yield from ((size, *rest) for rest in splits(people - size, size))


@pytest.mark.parametrize("solos", [0, 1, 2, 3])
@pytest.mark.parametrize("free", [1, 2, 3, 4, 5, 6])
def test_nobody_could_fill_a_table_with_fewer_colleagues_side_by_side(free: int, solos: int) -> None:
    for sizes in splits(free, free):
        groups = [[f"{at}{place}" for place in range(size)] for at, size in enumerate(sizes)]
        seated = Table(around([f"s{at}" for at in range(solos)], groups))
        orders = set(permutations("".join(str(at) * size for at, size in enumerate(sizes))))
        fewest = min(_pairs(Table(("s",) * solos + order)) for order in orders)
        assert _pairs(seated) == fewest == sum(Setting(free + solos, solos).pairs(size) for size in sizes)


def _pairs(seated: Table) -> int:
    return sum(one[0] == other[0] != "s" for one, other in neighbours(seated))


def test_tables_differ_by_one_seat_at_most() -> None:
    assert shares(29, 6) == (6, 6, 6, 6, 5)
    assert shares(12, 6) == (6, 6)
    assert shares(0, 6) == ()


def test_with_even_tables_one_at_most_is_odd_and_nobody_is_alone() -> None:
    assert even_shares(10, 4) == (4, 4, 2)
    assert even_shares(17, 5) == (3, 4, 4, 4, 2)
    assert even_shares(9, 3) == shares(9, 3)


@pytest.mark.parametrize("count", range(10, 74))
def test_every_layout_seats_everybody_and_the_solo_gps_first(count: int) -> None:
    for solos in range(count - 1):
        for largest in (4, 6, 8):
            found = layouts(count, solos, largest)
            assert found
            for layout in found:
                assert sum(setting.seats for setting in layout) == count
                assert sum(setting.solos for setting in layout) == solos
                assert max(setting.seats for setting in layout) <= largest
                hosts = [bool(setting.solos) for setting in layout]
                assert hosts == sorted(hosts, reverse=True)


def test_three_solo_gps_have_a_table_of_their_own_and_two_share_one() -> None:
    assert layouts(15, 3, 6)[0][0] == Setting(3, 3)
    assert layouts(15, 2, 6)[0][0] == Setting(5, 2)


def test_the_remarks_say_what_cannot_be_done_and_why_and_name_nobody() -> None:
    names = [f"a{at}" for at in range(5)] + ["b1", "b2", "?1"]
    first = (table("?1 a0 a1 b1"), table("a2 a3 b2 a4"))
    second = (table("?1 b1 b2"), table("a0 a1 a2"), table("a3 a4"))
    said = remarks(Seating(first, second), members(*names), 4)
    assert said == (
        "Stil 3 borde op. Anden del bruger ét mere end første, fordi hver praksis sidder samlet.",
        "Én på medlemslisten har intet ydernummer og er sat sammen med sololægerne.",
        "Der er kun én sololæge. Pladsen er ved bord 1 i begge dele, sammen med andre.",
        "Ydernummer 000097 kommer med 5, og ved de 2 borde kan højst 4 fra samme praksis sidde uden at blive "
        "naboer. Nogle af dem sidder derfor ved siden af hinanden i første del.",
        "Ydernummer 000097 kommer med 5, og et bord har 4 pladser. I anden del sidder de ved bord 2 og 3; "
        "stil bordene ved siden af hinanden.",
    )
