"""Deleting what is expired, and the receipts that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.retention import Due, What

THE_HOUSE = ""


@dataclass(frozen=True)
class Receipt:
    """What was deleted, how much, by which rule, and when (wall clock). `meeting_id` is empty for the house.

    `counts` are rows by table, or files; a receipt outlives all else of its meeting.
    """

    meeting_id: str
    what: What
    round: int
    counts: Mapping[str, int]
    rule: str
    at: datetime


class Purges(Protocol):
    """Deletes rows for good, each time together with its receipt."""

    def of(self, meeting_id: str) -> tuple[Receipt, ...]:
        """The earliest first."""
        ...

    def purged(self) -> Mapping[str, frozenset[tuple[What, int]]]:
        """By meeting: what has been deleted, and of which round."""
        ...

    def erase(self, meeting_id: str, due: Due) -> Receipt:
        """The ledger's rows and the receipt in one transaction; what lies elsewhere is deleted before."""
        ...

    def note(self, what: What, counts: Mapping[str, int], rule: str) -> Receipt:
        """A receipt of what was deleted outside the ledger and of no one meeting."""
        ...

    def last_noted(self, what: What) -> datetime | None:
        """When the house's last receipt of it was written."""
        ...

    def sweep(self) -> bool:
        """Takes what was deleted since the last sweep out of the database's files too.

        True when nothing is left to sweep; False while others are reading, then ask again later.
        """
        ...

    def engine_unswept_since(self) -> datetime | None:
        """When runs were first deleted that may still stand in the free pages of the engine's database."""
        ...

    def engine_swept(self) -> None: ...
