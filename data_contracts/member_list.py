"""The contract of a member list, uploaded or pasted: accepted whole, or refused with every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pydantic_core import PydanticCustomError

from data_contracts.contact import email_address, person_name
from data_contracts.member_columns import EMAIL, FIRST_NAME, LAST_NAME, NAME, PRACTICE, Columns, find_columns
from data_contracts.member_paste import file_table, paste_table
from data_contracts.member_practices import check_practices, practice_remark
from data_contracts.member_table import MOST_BYTES, Row, Table, decoded, refuse
from data_contracts.member_workbook import is_workbook, read_workbook
from data_contracts.personal_numbers import holds_cpr_number, is_cpr_heading
from domain.errors import BadInput, Fault
from domain.meeting import LARGEST_CLUSTER, SMALLEST_CLUSTER, MemberRow

SIZE = "Antal medlemmer"
NAMED_ADDRESS = re.compile(r"\"?(?P<name>[^<>\"]*)\"?\s*<(?P<address>[^<>]*)>")
COULD_RUN = ("=", "+", "-", "@")


@dataclass(frozen=True)
class MemberList:
    """The members, and in Danish what was cleaned, merged or left out; no remark quotes a cell."""

    rows: tuple[MemberRow, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Numbered:
    number: int
    row: MemberRow


def read_member_list(
    content: bytes, filename: str, *, confirmed: bool = False, needs_practices: bool = False
) -> MemberList:
    """A CSV or xlsx file. `confirmed`: somebody has said that an unusual number of members is right;
    `needs_practices`: nobody may lack a name or a practice number.

    Raises BadInput with one Fault per thing to mend; none quotes an address, a name or a number.
    """
    if len(content) > MOST_BYTES:
        refuse("Filen", "Den fylder mere end 2 MB.", "Send kun medlemslisten.")
    if not content.strip():
        refuse("Filen", "Den er tom.", "Vælg den fil, der indeholder medlemslisten.")
    table = read_workbook(content) if is_workbook(content, filename) else file_table(decoded(content))
    return _checked(table, confirmed, needs_practices)


def read_pasted(text: str, *, confirmed: bool = False, needs_practices: bool = False) -> MemberList:
    """Text from a mail or a sheet: an address a line, "Name <address>", or separated columns."""
    return _checked(paste_table(text), confirmed, needs_practices)


def is_about_size(error: BadInput) -> bool:
    """True when the only thing wrong is an unusual number of members: it can be confirmed."""
    return all(fault.where == SIZE for fault in error.faults)


def _checked(table: Table, confirmed: bool, needs_practices: bool) -> MemberList:
    _refuse_personal_numbers(table.rows)
    columns = find_columns(table.rows)
    faults: list[Fault] = []
    read = [_member(columns, row, faults) for row in columns.rows]
    if faults:
        raise BadInput(faults)
    remarks = [*table.remarks, *_left_out_remarks(columns), *_padded_remarks(columns)]
    members = _merged(read, remarks)
    if needs_practices:
        check_practices([(member.number, member.row) for member in members])
        remarks.append(practice_remark(member.row for member in members))
    _check_size(len(members), confirmed)
    _remark_shared(members, remarks)
    return MemberList(tuple(member.row for member in members), tuple(remarks))


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


def _member(columns: Columns, row: Row, faults: list[Fault]) -> _Numbered:
    for place, cell in enumerate(row.cells, start=1):
        if cell.startswith("="):
            where = f"Række {row.number}, kolonne {place}"
            faults.append(Fault(where, "Her står en formel.", "Skriv værdien i stedet."))
    name_cells = (columns.cell(row, kind) for kind in (NAME, FIRST_NAME, LAST_NAME))
    name = " ".join(cell for cell in name_cells if cell)
    address = columns.cell(row, EMAIL)
    shown = NAMED_ADDRESS.fullmatch(address)
    if shown:
        address = shown["address"].strip()
        name = name or _display_name(shown["name"], address, row, faults)
    return _Numbered(
        row.number,
        MemberRow(
            _field(email_address, address, row, EMAIL, faults),
            _field(_name, name, row, NAME, faults),
            _field(_practice_number, columns.cell(row, PRACTICE), row, PRACTICE, faults),
        ),
    )


def _display_name(written: str, address: str, row: Row, faults: list[Fault]) -> str:
    name = written.strip().strip("'\"").strip()
    if "@" not in name:
        return name
    if name.casefold() != address.casefold():
        what = "Navnet foran mailadressen er en anden mailadresse."
        faults.append(Fault(f"Række {row.number}, {EMAIL}", what, "Skriv kun den adresse, der skal bruges."))
    return ""


def _field(rule: Callable[[str], str], written: str, row: Row, kind: str, faults: list[Fault]) -> str:
    if written.startswith("="):
        return ""
    try:
        return rule(written)
    except PydanticCustomError as error:
        context = error.context or {}
        faults.append(Fault(f"Række {row.number}, {kind}", context.get("what", ""), context.get("cure", "")))
        return ""


def _name(written: str) -> str:
    if written.startswith(COULD_RUN):
        context = {"what": "Navnet begynder som en formel.", "cure": "Skriv navnet uden tegn foran."}
        raise PydanticCustomError("refused", "{what}\n{cure}", context)
    return person_name(written) if written else ""


def _practice_number(written: str) -> str:
    """Six digits; a sheet may have dropped the zeros in front."""
    number = written.replace(" ", "")
    if not re.fullmatch(r"[0-9]{0,6}", number):
        context = {
            "what": "Ydernummeret skal være højst seks cifre.",
            "cure": "Ret det, eller lad det være tomt.",
        }
        raise PydanticCustomError("refused", "{what}\n{cure}", context)
    return number.zfill(6) if number else ""


def _left_out_remarks(columns: Columns) -> list[str]:
    if not columns.left_out:
        return []
    places = ", ".join(str(place + 1) for place in columns.left_out)
    return [f"Kolonne {places} er hverken læst eller gemt: vi bruger kun e-mail, navn og ydernummer."]


def _padded_remarks(columns: Columns) -> list[str]:
    short = [row.number for row in columns.rows if 0 < len(columns.cell(row, PRACTICE).replace(" ", "")) < 6]
    return (
        [f"Ydernumre med færre end seks cifre har fået nuller foran (række {_listed(short)})."]
        if short
        else []
    )


def _merged(read: Sequence[_Numbered], remarks: list[str]) -> list[_Numbered]:
    """One member per address and name; a row without a name joins the one that has it."""
    kept: list[_Numbered] = []
    for new in read:
        twin = next((index for index, old in enumerate(kept) if _same_person(old.row, new.row)), None)
        if twin is None:
            kept.append(new)
            continue
        old = kept[twin]
        kept[twin] = replace(old, row=_together(old.row, new.row))
        remarks.append(f"Række {new.number} er den samme som række {old.number} og tæller kun én gang.")
    return kept


def _same_person(one: MemberRow, other: MemberRow) -> bool:
    names = {" ".join(row.name.casefold().split()) for row in (one, other)} - {""}
    return one.email.casefold() == other.email.casefold() and len(names) < 2


def _together(one: MemberRow, other: MemberRow) -> MemberRow:
    return MemberRow(one.email, one.name or other.name, one.practice_number or other.practice_number)


def _remark_shared(members: Sequence[_Numbered], remarks: list[str]) -> None:
    by_address: dict[str, list[int]] = {}
    for member in members:
        by_address.setdefault(member.row.email.casefold(), []).append(member.number)
    for numbers in by_address.values():
        if len(numbers) > 1:
            remarks.append(
                f"Række {_listed(numbers)} har samme mailadresse, men hvert sit navn. De får hver et link "
                "dertil. Kopien af deres egne svar sendes ikke til den fælles adresse, men ses på siden."
            )


def _check_size(count: int, confirmed: bool) -> None:
    if confirmed or SMALLEST_CLUSTER <= count <= LARGEST_CLUSTER:
        return
    what = f"Listen har {count} medlemmer. En klynge har normalt {SMALLEST_CLUSTER}–{LARGEST_CLUSTER}."
    raise BadInput([Fault(SIZE, what, "Er det rigtigt, så bekræft det, og send listen igen.")])


def _listed(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers[:10]]
    if len(numbers) > 10:
        return ", ".join(shown) + " m.fl."
    return " og ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
