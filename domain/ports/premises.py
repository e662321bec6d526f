"""The machine around the ledger: its disk, its logs and the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol


class Premises(Protocol):
    """What lies in the installation's folder and belongs to no part of the ledger."""

    @property
    def least_free_bytes(self) -> int:
        """With less than that an operator is told."""
        ...

    def free_bytes(self) -> int: ...

    def forget_mails(self, message_ids: Collection[str]) -> int:
        """Deletes these from the outbox; returns how many there were."""
        ...

    def forget_mails_before(self, moment: datetime) -> int:
        """Deletes what has lain in the outbox since before `moment` (wall clock)."""
        ...

    def forget_logs_before(self, moment: datetime, now: datetime) -> int:
        """Puts today's logs aside once a day and deletes those put aside before `moment` (wall clock)."""
        ...

    def sweep_engine(self) -> bool:
        """Takes what the engine has deleted out of its database's file, where that lies here.

        False while the engine is too busy.
        """
        ...
