"""docs/faults.md: every place meets every fault; each cell names tests that exist or says why not."""

from __future__ import annotations

import re

import pytest

from adapters.settings import PROJECT

PAGE = (PROJECT / "docs" / "faults.md").read_text(encoding="utf-8")
PLACES = (
    "An order",
    "A member list",
    "A mail before its last dot",
    "A mail after its last dot",
    "Looking at the questionnaire",
    "Sending the answers",
    "One's own copy",
    "Closing and freezing",
    "Gate and figures",
    "An operator's decision",
    "Deck and documents",
    "Putting a file into the store",
    "Delivery",
    "A follow-up that is due",
    "Prefect's server or its database",
    "A worker that was thought dead",
    "A restored backup",
)
FAULTS = ("process killed", "network cut", "disk full, database locked", "bad answer", "same event twice")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
WITHOUT_A_TEST = "not provoked: "


def cells() -> dict[tuple[str, str], tuple[str, str]]:
    """(place, fault) -> what holds, shown by."""
    found = {}
    for part in PAGE.split("\n## ")[1:]:
        place = part.partition("\n")[0].strip()
        for fault, holds, shown in re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", part, re.MULTILINE):
            if fault != "fault":
                assert (place, fault) not in found, "a cell stands twice"
                found[place, fault] = (holds, shown)
    return found


CELLS = cells()


def test_every_place_meets_every_fault() -> None:
    assert list(CELLS) == [(place, fault) for place in PLACES for fault in FAULTS]


@pytest.mark.parametrize("cell", CELLS, ids=" – ".join)
def test_a_cell_is_shown_by_tests_or_says_why_it_is_not(cell: tuple[str, str]) -> None:
    holds, shown = CELLS[cell]
    named = NAMED.findall(shown)
    assert NAMED.sub("", shown).replace(",", "").strip() in ("", "–")
    if not named:
        assert shown == "–"
        assert len(holds.removeprefix(WITHOUT_A_TEST)) < len(holds), "it gives neither a test nor a reason"
    for file, test in named:
        source = (PROJECT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {test}\(", source, re.MULTILINE), f"{file}::{test}"


def test_most_cells_are_shown_and_few_are_reasoned() -> None:
    assert sum(bool(NAMED.search(shown)) for _, shown in CELLS.values()) >= 0.7 * len(CELLS)
