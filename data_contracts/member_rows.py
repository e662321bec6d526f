"""From a file or a pasted text to a row for each member, as written: only what is no list is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data_contracts.member_columns import EMAIL, FIRST_NAME, LAST_NAME, NAME, PRACTICE, Columns, find_columns
from data_contracts.member_paste import file_table, paste_table
from data_contracts.member_table import MOST_BYTES, Row, Table, decoded, refuse
from data_contracts.member_workbook import is_workbook, read_workbook
from domain.errors import BadInput, Fault
from domain.personal_numbers import holds_cpr_number, is_cpr_heading

NAMED_ADDRESS = re.compile(r"\"?(?P<name>[^<>\"]*)\"?\s*<(?P<address>[^<>]*)>")


@dataclass(frozen=True)
class WrittenRow:
    """One member as somebody wrote it. `number` is where it stands in the text or file, counted from 1."""

    number: int
    email: str = ""
    name: str = ""
    practice_number: str = ""

    def __repr__(self) -> str:
        return f"WrittenRow({self.number})"


@dataclass(frozen=True)
class Written:
    """The rows, and in Danish what was cleaned or left out; no remark quotes a cell."""

    rows: tuple[WrittenRow, ...]
    remarks: tuple[str, ...] = ()


def read_file(content: bytes, filename: str) -> Written:
    """A CSV or xlsx file. Raises BadInput for what is no list, or holds a personal number."""
    if len(content) > MOST_BYTES:
        refuse("Filen", "Den fylder mere end 2 MB.", "Send kun medlemslisten.")
    if not content.strip():
        refuse("Filen", "Den er tom.", "Vælg den fil, der indeholder medlemslisten.")
    return _rows(read_workbook(content) if is_workbook(content, filename) else file_table(decoded(content)))


def read_text(text: str) -> Written:
    """From a mail or a sheet: an address a line, "Name <address>", or columns. Raises as `read_file`."""
    return _rows(paste_table(text))


def _rows(table: Table) -> Written:
    _refuse_personal_numbers(table.rows)
    columns = find_columns(table.rows)
    rows = tuple(_row(columns, row) for row in columns.rows)
    return Written(rows, (*table.remarks, *_left_out_remarks(columns), *_padded_remarks(columns)))


def _refuse_personal_numbers(rows: Iterable[Row]) -> None:
    """First of all, so that nothing else reads, counts or repeats such a number."""
    what = "Her står noget, der ligner et CPR-nummer."
    cure = "Fjern det, og send listen igen. Listen er ikke gemt."
    faults = [
        Fault(f"Række {row.number}, kolonne {place}", what, cure)
        for row in rows
        for place, cell in enumerate(row.cells, start=1)
        if holds_cpr_number(cell) or is_cpr_heading(cell)
    ]
    if faults:
        raise BadInput(faults)


def _row(columns: Columns, row: Row) -> WrittenRow:
    name_cells = (columns.cell(row, kind) for kind in (NAME, FIRST_NAME, LAST_NAME))
    name = " ".join(cell for cell in name_cells if cell)
    address, shown_name = _parted(columns.cell(row, EMAIL))
    return WrittenRow(row.number, address, name or shown_name, columns.cell(row, PRACTICE))


def _parted(cell: str) -> tuple[str, str]:
    """Address and name of "Name <address>". A name that is another address leaves the cell as it is."""
    shown = NAMED_ADDRESS.fullmatch(cell)
    if not shown:
        return cell, ""
    name, address = shown["name"].strip().strip("'\"").strip(), shown["address"].strip()
    if "@" not in name:
        return address, name
    return (address, "") if name.casefold() == address.casefold() else (cell, "")


def _left_out_remarks(columns: Columns) -> list[str]:
    if not columns.left_out:
        return []
    places = ", ".join(str(place + 1) for place in columns.left_out)
    return [f"Kolonne {places} er hverken læst eller gemt: vi bruger kun e-mail, navn og ydernummer."]


def _padded_remarks(columns: Columns) -> list[str]:
    short = [row.number for row in columns.rows if 0 < len(columns.cell(row, PRACTICE).replace(" ", "")) < 6]
    return (
        [f"Ydernumre med færre end seks cifre har fået nuller foran (række {listed(short)})."]
        if short
        else []
    )


def listed(numbers: list[int]) -> str:
    """Such as 3, 5 og 12."""
    shown = [str(number) for number in numbers[:10]]
    if len(numbers) > 10:
        return ", ".join(shown) + " m.fl."
    return " og ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
