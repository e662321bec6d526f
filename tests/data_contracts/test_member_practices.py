"""A list that must tell everybody's practice: nobody without a name and a number."""

from __future__ import annotations

import pytest

from data_contracts.member_list import read_member_list, read_pasted
from domain.errors import BadInput, Fault

HEAD = "e-mail;navn;ydernummer\n"
ROWS = [f"laege{n}@klinik.example;Læge {'ABCDEFGHIJ'[n]};{10000 + n // 4}" for n in range(10)]


def faults_of(text: str) -> list[Fault]:
    with pytest.raises(BadInput) as refused:
        read_member_list(text.encode(), "m.csv", needs_practices=True)
    return refused.value.faults


def test_a_whole_list_is_taken_with_a_remark_on_what_was_read() -> None:
    listed = read_member_list((HEAD + "\n".join(ROWS)).encode(), "m.csv", needs_practices=True)
    assert len(listed.rows) == 10
    assert any("3 praksis" in remark for remark in listed.remarks)


def test_other_packages_take_a_list_without_numbers_and_say_nothing_of_them() -> None:
    listed = read_pasted("\n".join(row.partition(";")[0] for row in ROWS))
    assert len(listed.rows) == 10
    assert listed.remarks == ()


def test_every_row_that_lacks_something_is_told_with_its_cure() -> None:
    rows = [ROWS[0], ROWS[1].replace("Læge B", ""), ROWS[2].rpartition(";")[0], *ROWS[3:]]
    faults = faults_of(HEAD + "\n".join(rows))
    assert [fault.where for fault in faults] == ["Række 3, navn", "Række 4, ydernummer"]
    assert all(fault.what and fault.cure for fault in faults)


@pytest.mark.parametrize("number", ["0", "000000", ""])
def test_zeros_are_no_practice_number(number: str) -> None:
    rows = [*ROWS[:9], ROWS[9].rpartition(";")[0] + f";{number}"]
    assert [fault.where for fault in faults_of(HEAD + "\n".join(rows))] == ["Række 11, ydernummer"]


def test_a_column_that_is_missing_is_one_fault_and_not_one_for_each_row() -> None:
    (fault,) = faults_of("e-mail;navn\n" + "\n".join(row.rpartition(";")[0] for row in ROWS))
    assert fault.where == "Listen"
    assert "ydernummer" in fault.what


def test_addresses_on_one_line_are_each_asked_for() -> None:
    pasted = "\n".join(ROWS[:8]) + "\na@klinik.example;Læge I;10001\n"
    with pytest.raises(BadInput) as refused:
        read_pasted(pasted.replace(";Læge I;10001", ", b@klinik.example"), needs_practices=True)
    assert refused.value.faults


def test_a_row_twice_gets_its_number_from_either() -> None:
    twice = [*ROWS, "laege3@klinik.example;;"]
    listed = read_member_list((HEAD + "\n".join(twice)).encode(), "m.csv", needs_practices=True)
    assert len(listed.rows) == 10


def test_no_fault_quotes_a_name_or_an_address() -> None:
    said = "\n".join(map(str, faults_of(HEAD + "\n".join(row.rpartition(";")[0] for row in ROWS[:9]))))
    assert "Læge" not in said
    assert "klinik" not in said
