"""From separated text, in its many dialects, to numbered rows of cleaned cells."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from domain.errors import BadInput, Fault

MOST_BYTES = 2_000_000
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500, 40, 1_000
SEPARATORS = ";\t,"

HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
CURE_CSV = "Gem listen som CSV eller xlsx, eller kopiér den ind i tekstfeltet."


@dataclass(frozen=True)
class Row:
    """One non-empty row: its number as the sender's program shows it, and its cleaned cells."""

    number: int
    cells: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Row({self.number})"


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def text_table(text: str) -> Table:
    """Rows of separated text; the separator is the one used most in the first line that has any."""
    lines = text.splitlines(keepends=True)
    if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE):
        lines[0] = "\n"
    first = next((line for line in lines if any(mark in line for mark in SEPARATORS)), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    numbered: list[tuple[int, Sequence[Any]]] = []
    number = 1
    try:
        for cells in reader:
            numbered.append((number, cells))
            number = reader.line_num + 1
    except csv.Error:
        refuse(f"Række {number}", "Anførselstegnene går ikke op.", "Fjern anførselstegnene, og prøv igen.")
    return table_of(numbered)


def refuse(where: str, what: str, cure: str) -> NoReturn:
    raise BadInput([Fault(where, what, cure)])


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 or Windows-1252; raises BadInput for anything else."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise BadInput([Fault("Filen", "Den er ikke en tekstfil, vi kan læse.", CURE_CSV)])
    else:
        encoding = "utf-8-sig"
    for attempt in (encoding, "cp1252"):
        try:
            return content.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise BadInput([Fault("Filen", "Tegnene kan ikke læses.", "Gem den som »CSV UTF-8«, og prøv igen.")])


def table_of(numbered: Iterable[tuple[int, Sequence[Any]]]) -> Table:
    rows: list[Row] = []
    cleaned: list[int] = []
    for number, raw in numbered:
        written = _without_empty_end([_as_text(cell) for cell in raw])
        if any(len(cell) > LONGEST_CELL for cell in written):
            refuse(
                f"Række {number}", f"Et felt er på mere end {LONGEST_CELL} tegn.", "Send kun medlemslisten."
            )
        cells = tuple(clean_cell(cell) for cell in written)
        if not any(cells):
            continue
        if len(rows) >= MOST_ROWS + 1 or len(cells) > MOST_COLUMNS:
            refuse(
                "Filen",
                f"Den har mere end {MOST_ROWS} rækker eller {MOST_COLUMNS} kolonner.",
                "Send kun listen.",
            )
        if any(_had_hidden_marks(cell) for cell in written):
            cleaned.append(number)
        rows.append(Row(number, cells))
    return Table(tuple(rows), (_cleaned_remark(cleaned),) if cleaned else ())


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def clean_cell(written: str) -> str:
    """Without marks that nobody sees; every kind of space is a plain one."""
    visible = "".join(mark for mark in written if mark not in HIDDEN)
    spaced = "".join(" " if unicodedata.category(mark) == "Zs" else mark for mark in visible)
    return unicodedata.normalize("NFC", spaced).strip(" \t")


def _had_hidden_marks(written: str) -> bool:
    return any(mark in HIDDEN or (mark != " " and unicodedata.category(mark) == "Zs") for mark in written)


def _cleaned_remark(rows: list[int]) -> str:
    some = ", ".join(map(str, rows[:10])) + (" m.fl." if len(rows) > 10 else "")
    return f"Usynlige tegn og særlige mellemrum er fjernet (række {some})."


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
