"""The verdict on a member list: a word on each row, and what it means for the list as a whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import IntEnum

from data_contracts.member_rows import WrittenRow
from domain.meeting import MemberRow


class Weight(IntEnum):
    """A note asks for nothing, a warning for a yes, an error for a correction."""

    GOOD, NOTE, WARNING, ERROR = range(4)


@dataclass(frozen=True)
class Remark:
    """`field` is e-mail, navn or ydernummer, or empty for the whole list. `instead` is an address to take."""

    field: str
    weight: Weight
    what: str
    cure: str = ""
    instead: str = ""

    @property
    def text(self) -> str:
        return f"{self.what} {self.cure}".rstrip()

    def __repr__(self) -> str:
        return f"Remark({self.field}, {self.weight.name})"


@dataclass(frozen=True)
class JudgedRow:
    """`member` is what would be kept, empty where wrong; `repeats` the number of an earlier row, or 0."""

    written: WrittenRow
    member: MemberRow
    remarks: tuple[Remark, ...] = ()
    repeats: int = 0

    @property
    def weight(self) -> Weight:
        return max((remark.weight for remark in self.remarks), default=Weight.GOOD)

    @property
    def counts(self) -> bool:
        return not self.repeats

    def __repr__(self) -> str:
        return f"JudgedRow({self.written.number}, {self.weight.name})"


@dataclass(frozen=True)
class Preflight:
    """All rows with their verdicts, and what is to be said of the list."""

    rows: tuple[JudgedRow, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def weight(self) -> Weight:
        parts = [*(row.weight for row in self.rows), *(remark.weight for remark in self.remarks)]
        return max(parts, default=Weight.GOOD)

    @property
    def members(self) -> tuple[MemberRow, ...]:
        """What would be kept: a repeated row counts once."""
        return tuple(row.member for row in self.rows if row.counts)

    def warnings(self) -> frozenset[str]:
        """A mark for each warning, so that a yes counts only for those that were shown."""
        found = [(row.written.email, remark) for row in self.rows for remark in row.remarks]
        found += [("", remark) for remark in self.remarks]
        return frozenset(
            hashlib.sha256(f"{written}|{remark.text}".encode()).hexdigest()[:10]
            for written, remark in found
            if remark.weight is Weight.WARNING
        )
