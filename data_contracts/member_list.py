"""The contract of a member list as a command takes it: accepted whole, or refused with all its faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_contracts.member_columns import NAME, PRACTICE
from data_contracts.member_practices import HOW, WHY
from data_contracts.member_preflight import judge
from data_contracts.member_rows import Written, read_file, read_text
from data_contracts.member_verdict import Preflight, Weight
from domain.errors import BadInput, Fault
from domain.meeting import MemberRow

SIZE = "Antal medlemmer"


@dataclass(frozen=True)
class MemberList:
    """The members, and in Danish what was cleaned, merged or is worth a look; no remark quotes a cell."""

    rows: tuple[MemberRow, ...]
    remarks: tuple[str, ...] = ()


def read_member_list(
    content: bytes, filename: str, *, confirmed: bool = False, needs_practices: bool = False
) -> MemberList:
    """A CSV or xlsx file. `confirmed`: somebody has said that an unusual number of members is right;
    `needs_practices`: nobody may lack a name or a practice number.

    Raises BadInput with one Fault per thing to mend; none quotes an address, a name or a number.
    """
    return _accepted(read_file(content, filename), confirmed, needs_practices)


def read_pasted(text: str, *, confirmed: bool = False, needs_practices: bool = False) -> MemberList:
    """Text from a mail or a sheet: an address a line, "Name <address>", or separated columns."""
    return _accepted(read_text(text), confirmed, needs_practices)


def is_about_size(error: BadInput) -> bool:
    """True when the only thing wrong is an unusual number of members: it can be confirmed."""
    return all(fault.where == SIZE for fault in error.faults)


def _accepted(written: Written, confirmed: bool, needs_practices: bool) -> MemberList:
    judged = judge(written.rows, needs_practices=needs_practices)
    faults = [*_faults_of_all(judged, needs_practices)] or [*_faults_of_rows(judged)]
    if not faults and not confirmed:
        what = [remark.what for remark in judged.remarks if remark.weight is Weight.WARNING]
        faults = [Fault(SIZE, size, "Er det rigtigt, så bekræft det.") for size in what]
    if faults:
        raise BadInput(faults)
    return MemberList(judged.members, (*written.remarks, *_remarks(judged)))


def _faults_of_rows(judged: Preflight) -> Iterator[Fault]:
    for row in judged.rows:
        for remark in row.remarks:
            if remark.weight is Weight.ERROR:
                yield Fault(f"Række {row.written.number}, {remark.field}", remark.what, remark.cure)
    for remark in judged.remarks:
        if remark.weight is Weight.ERROR:
            yield Fault("Listen", remark.what, remark.cure)


def _faults_of_all(judged: Preflight, needs_practices: bool) -> Iterator[Fault]:
    """One fault where nobody has what all must have, instead of one for each row."""
    if not needs_practices or not judged.rows:
        return
    if not any(row.written.name for row in judged.rows):
        yield Fault("Listen", f"Ingen af medlemmerne har et {NAME}. {WHY}", HOW)
    if not any(row.written.practice_number for row in judged.rows):
        yield Fault("Listen", f"Ingen af medlemmerne har et {PRACTICE}. {WHY}", HOW)


def _remarks(judged: Preflight) -> Iterator[str]:
    for row in judged.rows:
        for remark in row.remarks:
            if remark.weight is Weight.WARNING or row.repeats:
                yield f"Række {row.written.number}: {remark.text}"
    yield from (remark.text for remark in judged.remarks if remark.weight is Weight.NOTE)
