"""Which column of a member list is which: by its heading, or by what stands in it when there is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_contracts.member_table import Row
from domain.errors import BadInput, Fault

EMAIL, NAME, FIRST_NAME, LAST_NAME, PRACTICE = "e-mail", "navn", "fornavn", "efternavn", "ydernummer"

HEADINGS: Mapping[str, str] = {
    "email": EMAIL,
    "emails": EMAIL,
    "mail": EMAIL,
    "mailadresse": EMAIL,
    "emailadresse": EMAIL,
    "navn": NAME,
    "fuldenavn": NAME,
    "lægensnavn": NAME,
    "fornavn": FIRST_NAME,
    "efternavn": LAST_NAME,
    "ydernummer": PRACTICE,
    "ydernr": PRACTICE,
    "yder": PRACTICE,
}
PRACTICE_NUMBER = re.compile(r"[0-9]{4,6}")
# One slip in a column does not make it another column.
NEARLY_ALL = 0.8


@dataclass(frozen=True)
class Columns:
    """Where each kind stands (counted from 0), the rows below the heading, and the columns left out."""

    places: Mapping[str, int]
    rows: tuple[Row, ...]
    left_out: tuple[int, ...] = ()

    def cell(self, row: Row, kind: str) -> str:
        place = self.places.get(kind, len(row.cells))
        return row.cells[place] if place < len(row.cells) else ""


def find_columns(rows: Sequence[Row]) -> Columns:
    """Raises BadInput with a suggestion when no column is known to hold the addresses."""
    if not rows:
        raise BadInput([Fault("Listen", "Den er tom.", "Skriv en række for hvert medlem.")])
    first, below = rows[0], tuple(rows[1:])
    if any("@" in cell for cell in first.cells):
        return Columns(_guessed(rows), tuple(rows))
    places: dict[str, int] = {}
    unknown: list[int] = []
    faults: list[Fault] = []
    for place, heading in enumerate(first.cells):
        kind = HEADINGS.get(_plain(heading))
        if kind and kind in places:
            what = f"To kolonner hedder »{kind}«."
            faults.append(Fault(f"Række {first.number}", what, "Slet den ene."))
        elif kind:
            places[kind] = place
        elif heading or any(len(row.cells) > place and row.cells[place] for row in below):
            unknown.append(place)
    faults += _misspelt(first, places, unknown)
    if EMAIL not in places and not any(EMAIL in fault.cure for fault in faults):
        faults.append(_no_addresses(first, below))
    if faults:
        raise BadInput(faults)
    return Columns(places, below, tuple(unknown))


def _misspelt(first: Row, places: Mapping[str, int], unknown: Sequence[int]) -> list[Fault]:
    missing = [heading for heading, kind in HEADINGS.items() if kind not in places]
    faults = []
    for place in unknown:
        near = difflib.get_close_matches(_plain(first.cells[place]), missing, n=1, cutoff=0.75)
        if near:
            where = f"Række {first.number}, kolonne {place + 1}"
            cure = f"Mente du »{HEADINGS[near[0]]}«? Ret overskriften."
            faults.append(Fault(where, "Overskriften kendes ikke.", cure))
    return faults


def _no_addresses(first: Row, below: Sequence[Row]) -> Fault:
    where = f"Række {first.number}"
    with_addresses = {place for row in below for place, cell in enumerate(row.cells) if "@" in cell}
    if not with_addresses:
        return Fault(
            where, "Der er ingen kolonne med mailadresser.", "Lav en kolonne med overskriften »e-mail«."
        )
    place = min(with_addresses) + 1
    cure = f"Adresserne ser ud til at stå i kolonne {place}: giv den overskriften »e-mail«."
    return Fault(where, "Ingen kolonne hedder »e-mail«.", cure)


def _guessed(rows: Sequence[Row]) -> Mapping[str, int]:
    """Without headings a column is known by what it holds; when that is not clear, headings are asked for."""
    width = max(len(row.cells) for row in rows)
    holds: list[str] = []
    for place in range(width):
        cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
        if not cells:
            holds.append("")
        elif sum("@" in cell for cell in cells) * 2 > len(cells):
            holds.append(EMAIL)
        elif sum(bool(PRACTICE_NUMBER.fullmatch(cell)) for cell in cells) >= NEARLY_ALL * len(cells):
            holds.append(PRACTICE)
        else:
            holds.append(NAME)
    if holds.count(EMAIL) != 1 or holds.count(NAME) > 1 or holds.count(PRACTICE) > 1:
        what = "Uden overskrifter kan vi ikke se, hvad kolonnerne indeholder."
        cure = "Skriv øverst »e-mail«, »navn« og »ydernummer« over dem. Kun én mailadresse i hver række."
        raise BadInput([Fault(f"Række {rows[0].number}", what, cure)])
    return {kind: place for place, kind in enumerate(holds) if kind}


def _plain(heading: str) -> str:
    return "".join(mark for mark in heading.casefold() if mark.isalpha())
