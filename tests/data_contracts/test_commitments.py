"""What a cluster has agreed: short printable lines, taken whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.commitments import LONGEST_COMMITMENT, MOST_COMMITMENTS, read_commitments
from domain.errors import BadInput
from domain.personal_numbers import holds_cpr_number


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\n\n \n"])
def test_every_kind_of_line_break_parts_two_agreements(between: str) -> None:
    assert read_commitments(f"  Vi holder  pause.{between}Vi ringer. ") == ("Vi holder pause.", "Vi ringer.")


def test_nothing_written_is_nothing_agreed() -> None:
    assert read_commitments(" \n\t\n") == ()


@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\ud800", "\u200b"])
def test_marks_that_nobody_sees_are_refused_and_not_taken_for_line_breaks(mark: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_commitments(f"Vi holder{mark} pause.")
    (fault,) = refused.value.faults
    assert fault.where == "Linje 1"


def test_no_fault_quotes_what_was_written() -> None:
    with pytest.raises(BadInput) as refused:
        read_commitments(f"Ring til 010190-1234\n{'Hemmeligt ' * 30}\nHemmelig\x00")
    assert [fault.where for fault in refused.value.faults] == ["Linje 1", "Linje 2", "Linje 3"]
    assert "Hemmelig" not in str(refused.value)
    assert "010190" not in str(refused.value)


@given(st.text(max_size=900))
def test_whatever_is_written_is_refused_or_fits_a_slide(text: str) -> None:
    try:
        agreed = read_commitments(text)
    except BadInput:
        return
    assert len(agreed) <= MOST_COMMITMENTS
    for commitment in agreed:
        assert 0 < len(commitment) <= LONGEST_COMMITMENT
        assert commitment.isprintable() or not commitment.isascii()
        assert not holds_cpr_number(commitment)
    assert read_commitments("\n".join(agreed)) == agreed
