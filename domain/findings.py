"""What is wrong in the house, for an operator to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """Each stands until its cause is gone."""

    CHECKSUM = "checksum"
    DISK = "disk"
    UNKNOWN_MAILS = "unknown mails"
    RETENTION = "retention"


@dataclass(frozen=True)
class Finding:
    """`kind` and `about` (a meeting's id, or empty for the house) tell news from what is known.

    `sentence` is Danish and says what was seen and what to do; never a person.
    """

    kind: FindingKind
    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.kind.value} {self.about}".rstrip() + f": {self.sentence}"
