"""Holds every mail back after a restored backup, until an operator arms the sending again."""

from __future__ import annotations

from collections.abc import Callable

from domain.mails import MailOutcome, OutgoingMail, SendResult
from domain.ports import MailTransport, Restorations

WHY = "held since a backup was restored"


class ArmedTransport:
    """Implements `domain.ports.MailTransport` before another one. The ledger is asked each time."""

    def __init__(self, behind: MailTransport, restorations: Restorations) -> None:
        self._behind, self._restorations = behind, restorations

    @property
    def reaches_people(self) -> bool:
        return self._behind.reaches_people and self._is_armed()

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        """HELD, and nothing leaves, while sending is disarmed."""
        if not self._is_armed():
            return SendResult(MailOutcome.HELD, WHY)
        return self._behind.deliver(mail, handing_over)

    def was_delivered(self, message_id: str) -> bool | None:
        return self._behind.was_delivered(message_id)

    def _is_armed(self) -> bool:
        return self._restorations.backed_up_at() is None
