"""docs/run-sheets.md: every line of both run sheets has a row, and what it names is there."""

from __future__ import annotations

import re

import pytest

from adapters.settings import PROJECT

PAGE = (PROJECT / "docs" / "run-sheets.md").read_text(encoding="utf-8")
LINES = [*(f"T{number}" for number in range(1, 41)), *(f"S{number}" for number in range(1, 33))]
ROWS = [
    [cell.strip() for cell in row.strip("|").split("|")]
    for row in re.findall(r"^\|.*\|$", PAGE, re.MULTILINE)
]
NUMBERED = {cells[0]: cells for cells in ROWS if re.fullmatch(r"[A-Z]\d+", cells[0])}
DONE_BY_US = [number for number, cells in NUMBERED.items() if len(cells) == 4]

each_of_ours = pytest.mark.parametrize("number", DONE_BY_US)


def test_every_line_of_the_run_sheets_has_exactly_one_row() -> None:
    numbers = [cells[0] for cells in ROWS if re.fullmatch(r"[A-Z]\d+", cells[0])]
    assert sorted(numbers) == sorted(LINES)


def test_a_row_says_who_does_it_and_leaves_nothing_empty() -> None:
    assert all(len(cells) in (3, 4) and all(cells) for cells in NUMBERED.values())
    assert len(DONE_BY_US) > len(NUMBERED) / 2


@each_of_ours
def test_what_is_done_is_done_somewhere(number: str) -> None:
    places = re.findall(r"`([^`]+)`", NUMBERED[number][2])
    assert places
    assert [place for place in places if not (PROJECT / place).is_file()] == []


@each_of_ours
def test_what_is_done_is_shown_by_a_test(number: str) -> None:
    named = [name.partition("::") for name in re.findall(r"`([^`]+)`", NUMBERED[number][3])]
    assert named
    for file, _, test in named:
        source = (PROJECT / file).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {re.escape(test)}\(", source, re.MULTILINE), f"{file}::{test}"


@each_of_ours
def test_nothing_but_tests_stands_where_the_tests_stand(number: str) -> None:
    rest = re.sub(r"`tests/[a-z_/]+\.py::test_\w+`", "", NUMBERED[number][3])
    assert rest.replace(",", "").strip() == ""
