"""Restored backups, and the mails that wait for an operator's word after one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from domain.mails import MailKind


class Restorations(Protocol):
    """From a restoration until an arming nothing is sent: what was mailed after the backup is not known."""

    def backed_up_at(self) -> datetime | None:
        """When the oldest backup was made that is restored and not armed yet; None while mails may leave."""
        ...

    def held(self) -> Mapping[tuple[str, MailKind], int]:
        """How many mails of each meeting and kind wait."""
        ...

    def arm_sending_held(self, initials: str) -> int:
        """Mails may leave again, the held ones too; returns how many these are."""
        ...

    def arm_keeping_held(self, initials: str) -> int:
        """Mails may leave again; the held ones count as unknown and are never sent by themselves."""
        ...
