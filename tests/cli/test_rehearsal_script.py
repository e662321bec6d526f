"""Who plays in a rehearsal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cli.rehearsal.script import COMMITMENTS, cast
from data_contracts.commitments import read_commitments
from data_contracts.member_list import read_pasted
from domain.errors import BadInput


def test_invented_members_come_from_practices_of_many_sizes_and_some_are_solo() -> None:
    sizes = Counter(Counter(member.practice_number for member in cast("24")).values())
    assert sizes[1] >= 2
    assert len(sizes) >= 4


@pytest.mark.parametrize("count", ["10", "24", "73"])
def test_invented_members_are_a_list_that_a_seating_plan_takes(count: str) -> None:
    pasted = "\n".join(f"{one.email};{one.name};{one.practice_number}" for one in cast(count))
    listed = read_pasted(f"e-mail;navn;ydernummer\n{pasted}", needs_practices=True)
    assert listed.rows == cast(count)


def test_a_file_without_practice_numbers_is_refused_where_they_are_needed(tmp_path: Path) -> None:
    file = tmp_path / "m.csv"
    file.write_text("\n".join(f"l{n}@klinik.example" for n in range(12)))
    assert len(cast(str(file))) == 12
    with pytest.raises(BadInput, match="ydernummer"):
        cast(str(file), needs_practices=True)


def test_what_is_agreed_in_a_rehearsal_can_be_written_on_the_page() -> None:
    assert read_commitments("\n".join(COMMITMENTS)) == COMMITMENTS
