"""The seater: everybody has a seat, and what it does not manage nobody could have managed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from adapters.seating import SolverSeater
from domain.meeting import Member
from domain.seating import Groups, Seating, Table, groups_of, tables_of
from domain.seating_tables import Layout, layouts, shares

SEATER = SolverSeater()


def cluster(sizes: Iterable[int], unnumbered: int = 0) -> list[Member]:
    numbers = [f"{at:06}" for at, size in enumerate(sizes) for _ in range(size)]
    numbers[: min(unnumbered, len(numbers))] = [""] * min(unnumbered, len(numbers))
    return [Member(f"m{at:02}", f"{at}@x.example", "", number) for at, number in enumerate(numbers)]


def within(sizes: Sequence[int]) -> list[int]:
    kept: list[int] = []
    for size in sizes:
        kept += [size] if sum(kept) + size <= 73 else []
    return kept + [1] * (10 - sum(kept))


CLUSTERS = st.builds(
    cluster,
    st.one_of(
        st.lists(st.integers(1, 8), min_size=1, max_size=40).map(within),
        st.lists(st.sampled_from([1, 1, 2, 3]), min_size=5, max_size=60).map(within),
        st.tuples(st.integers(5, 8), st.integers(3, 8), st.integers(1, 5)).map(within),
    ),
    st.sampled_from([0, 0, 0, 1, 3]),
)


@settings(max_examples=60, deadline=None)
@given(CLUSTERS, st.integers(4, 8))
def test_everybody_is_seated_and_apart_whenever_an_exact_solver_says_that_it_can_be(
    members: list[Member], table_size: int
) -> None:
    seating = SEATER.seat(members, table_size)
    groups = groups_of(members)
    for part in (seating.first, seating.second):
        assert Counter(seat for table in part for seat in table.seats) == Counter(m.id for m in members)
        assert all(1 <= len(table.seats) <= table_size for table in part)
    beside = beside_a_colleague(seating.first, members)
    if beside:
        ways = layouts(len(members), len(groups.solos), table_size)
        assert not any(can_be_kept_apart(groups, layout) for layout in ways)
    assert {number for number in beside if f"Ydernummer {number} " in " ".join(seating.remarks)} == beside


@settings(max_examples=60, deadline=None)
@given(CLUSTERS, st.integers(4, 8))
def test_every_practice_is_together_at_as_few_tables_as_an_exact_solver_finds(
    members: list[Member], table_size: int
) -> None:
    seating = SEATER.seat(members, table_size)
    groups = groups_of(members)
    for number, ids in groups.practices.items():
        at = tables_of(seating.second, ids)
        assert len(at) == -(-len(ids) // table_size)
        assert all(after - before == 1 for before, after in pairwise(at))
        assert all(in_one_row(table, ids) for table in seating.second)
        assert (len(at) > 1) == any(number in said and "anden del" in said for said in seating.remarks)
    assert len(seating.second) == fewest_tables(seating, groups, table_size)


@settings(max_examples=40, deadline=None)
@given(CLUSTERS, st.integers(4, 8))
def test_solo_gps_sit_in_a_row_at_the_same_tables_in_both_parts(
    members: list[Member], table_size: int
) -> None:
    seating, solos = SEATER.seat(members, table_size), groups_of(members).solos
    fewest = range(1, len(shares(len(solos), table_size)) + 1)
    for part in (seating.first, seating.second):
        assert tables_of(part, solos) == tuple(fewest)
        assert all(in_one_row(table, solos) for table in part)
    for one in solos:
        assert tables_of(seating.first, [one]) == tables_of(seating.second, [one])


@settings(max_examples=20, deadline=None)
@given(CLUSTERS, st.integers(4, 8), st.randoms(use_true_random=False))
def test_a_list_in_another_order_is_seated_the_same(members: list[Member], table_size: int, chance) -> None:  # type: ignore[no-untyped-def]
    mixed = list(members)
    chance.shuffle(mixed)
    assert SEATER.seat(mixed, table_size) == SEATER.seat(members, table_size)


def test_practices_are_spread_over_the_tables_as_far_as_they_go() -> None:
    members = cluster([5] * 5)
    seating = SEATER.seat(members, 6)
    assert [len(table.seats) for table in seating.first] == [5] * 5
    for ids in groups_of(members).practices.values():
        assert tables_of(seating.first, ids) == (1, 2, 3, 4, 5)
    assert [len(table.seats) for table in seating.second] == [5] * 5
    assert seating.remarks == ()


def test_everybody_of_the_largest_cluster_has_a_seat_in_both_parts() -> None:
    members = cluster([3] * 9 + [2] * 10 + [8, 7, 4] + [1] * 7)
    assert len(members) == 73
    seating = SEATER.seat(members, 6)
    for tables in (seating.first, seating.second):
        seated = [member for table in tables for member in table.seats]
        assert sorted(seated) == sorted(member.id for member in members)


def beside_a_colleague(tables: Iterable[Table], members: list[Member]) -> set[str]:
    """Practice numbers; solo GPs have none in common. Written without the rules that the seater uses."""
    number = {member.id: member.practice_number for member in members}
    found = set()
    for table in tables:
        assert len(table.seats) > 1
        ring = [number[seat] for seat in table.seats]
        found |= {one for one, other in zip(ring, ring[1:] + ring[:1], strict=True) if one == other}
    return found - {""}


def in_one_row(table: Table, ids: Iterable[str]) -> bool:
    ring = "".join("x" if seat in set(ids) else "." for seat in table.seats)
    return any("x.x" not in turned.strip(".").replace("..", ".") for turned in turns(ring))


def turns(ring: str) -> Iterable[str]:
    return (ring[at:] + ring[:at] for at in range(len(ring)))


def can_be_kept_apart(groups: Groups, layout: Layout) -> bool:
    """Seat by seat and practice by practice, with CP-SAT."""
    model = cp_model.CpModel()
    numbers = list(groups.practices)
    sits = {number: [] for number in numbers}
    for setting in layout:
        seats = [{number: model.new_bool_var("") for number in numbers} for _ in range(setting.free)]
        for seat in seats:
            model.add_exactly_one(seat.values())
            for number in numbers:
                sits[number].append(seat[number])
        beside = [*pairwise(seats)]
        if not setting.solos and len(seats) > 1:
            beside.append((seats[-1], seats[0]))
        for one, other in beside:
            for number in numbers:
                model.add_at_most_one(one[number], other[number])
    for number, ids in groups.practices.items():
        model.add(sum(sits[number]) == len(ids))
    return solver().solve(model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


def fewest_tables(seating: Seating, groups: Groups, table_size: int) -> int:
    """Of the second part, with the solo GPs where they sit and the large practices at tables of their own."""
    solo_tables = [seating.first[at - 1] for at in tables_of(seating.first, groups.solos)]
    rows = [sum(seat in groups.solos for seat in table.seats) for table in solo_tables]
    shared = any(row < len(table.seats) for row, table in zip(rows, solo_tables, strict=True))
    sizes = [len(ids) for ids in groups.practices.values()]
    large = [part for size in sizes if size > table_size for part in shares(size, table_size)]
    whole = [size for size in sizes if size <= table_size]
    begun = [*(rows if shared else []), *large]
    rooms = [table_size - load for load in begun] + [table_size] * len(whole)
    model = cp_model.CpModel()
    sits = [[model.new_bool_var("") for _ in rooms] for _ in whole]
    used = [model.new_bool_var("") for _ in whole]
    for group in sits:
        model.add_exactly_one(group)
    for at, room in enumerate(rooms):
        load = sum(size * group[at] for size, group in zip(whole, sits, strict=True))
        model.add(load <= (room if at < len(begun) else room * used[at - len(begun)]))
    for one, other in pairwise(used):
        model.add_implication(other, one)
    model.minimize(sum(used))
    exact = solver()
    assert exact.solve(model) == cp_model.OPTIMAL
    return round(exact.objective_value) + len(begun) + (0 if shared else len(rows))


def solver() -> cp_model.CpSolver:
    exact = cp_model.CpSolver()
    exact.parameters.num_workers = 1
    return exact
