"""Which stored bytes have been looked at, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from domain.ports.ledger_rows import StoredFile


class Checks(Protocol):
    """A file or pull that was found wrong is due again at once, until it is whole."""

    def files_due(self, before: datetime, most: int) -> tuple[StoredFile, ...]:
        """Not looked at since `before`; the longest unseen first."""
        ...

    def pulls_due(self, before: datetime, most: int) -> tuple[tuple[str, int], ...]:
        """The same of frozen pulls: meeting ids and rounds."""
        ...

    def note(self, subject: str, meeting_id: str, fault: str) -> None:
        """`fault` is empty where all was well. `subject` names the file or pull, never a person."""
        ...

    def faults(self) -> Mapping[str, tuple[str, ...]]:
        """By meeting: the subjects that were wrong when they were last looked at."""
        ...
