"""docs/security.md: every requirement has its one row, and the tests and figures it names are there."""

from __future__ import annotations

import re

import pytest

from adapters.settings import PROJECT
from survey_app.limited import GUESSES, LISTS, LOOKS, LOST_LINKS, ORDERS, POSTS, PRINTS
from survey_app.rates import Rate

PAGE = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
# OWASP ASVS 5.0.0: how many requirements of levels 1 and 2 each section has; they are numbered from 1.
SECTIONS = {
    1: (2, 9, 11, 3, 2),
    2: (3, 3, 4, 1),
    3: (0, 2, 4, 6, 5, 0, 2),
    4: (3, 1, 2, 4),
    5: (1, 3, 2, 3),
    6: (3, 12, 4, 4, 5, 3, 0, 4),
    7: (3, 4, 2, 5, 2, 2),
    8: (2, 3, 1, 1),
    9: (3, 4),
    10: (2, 2, 4, 11, 5, 2, 3),
    11: (2, 3, 3, 4, 1, 1),
    12: (3, 2, 4),
    13: (1, 5, 2, 5),
    14: (2, 4, 3),
    15: (3, 3, 7),
    16: (1, 5, 4, 3, 3),
    17: (1, 4, 2),
}
REQUIREMENTS = [
    (chapter, section, number)
    for chapter, sizes in SECTIONS.items()
    for section, size in enumerate(sizes, start=1)
    for number in range(1, size + 1)
]
ROWS = [
    [cell.strip() for cell in row.strip("|").split(" | ")]
    for row in re.findall(r"^\| \d+\.\d+\.\d+.*\|$", PAGE, re.MULTILINE)
]
SHOWN = [cells for cells in ROWS if len(cells) == 4]


def numbers(written: str) -> list[tuple[int, ...]]:
    """ "6.2.1–6.2.3, 7.1.3" as the requirements it names."""
    named: list[tuple[int, ...]] = []
    for part in written.split(", "):
        first, last = (tuple(map(int, end.split("."))) for end in (part.split("–") * 2)[:2])
        named += [each for each in REQUIREMENTS if first <= each <= last]
    return named


def test_every_requirement_of_levels_1_and_2_stands_in_exactly_one_row() -> None:
    assert len(REQUIREMENTS) == 253
    assert sorted(number for cells in ROWS for number in numbers(cells[0])) == REQUIREMENTS


def test_no_row_is_half_empty() -> None:
    assert all(len(cells) in (2, 3, 4) and all(cells) for cells in ROWS)
    assert sum(len(numbers(cells[0])) for cells in SHOWN) > len(REQUIREMENTS) / 3


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row[0])
def test_what_is_done_is_shown_by_a_test(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", row[3])
    assert named
    for file, test in named:
        source = (PROJECT / file).read_text(encoding="utf-8")
        assert not test or re.search(rf"^def {re.escape(test)}\(", source, re.MULTILINE), f"{file}::{test}"
    assert re.sub(r"`tests/[\w/]+\.py(::test_\w+)?`", "", row[3]).replace(",", "").strip() == ""


@pytest.mark.parametrize(
    ("what", "rate"),
    [
        ("looks at pages", LOOKS),
        ("posts of any kind", POSTS),
        ("PDFs of own copies", PRINTS),
        ("member lists", LISTS),
        ("posts of the order form", ORDERS),
        ("requests for a lost link", LOST_LINKS),
        ("links that do not work", GUESSES),
    ],
)
def test_the_rates_on_the_page_are_those_of_the_code(what: str, rate: Rate) -> None:
    again = {600.0: "10 minutes", 3600.0: "an hour"}[rate.seconds]
    assert f"| {what} | {rate.times:,} | {again} |" in PAGE
