"""What has been seen to stand in the way, and the mails that tell of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.mails import MailOutcome, SendResult
from domain.troubles import KnownTrouble, News, Trouble, TroubleKind


@dataclass(frozen=True)
class AlertMail:
    """The `number`th alert to a recipient; what it says was settled when it was claimed."""

    recipient: str
    number: int
    news: tuple[News, ...]
    outcome: MailOutcome = MailOutcome.CLAIMED

    def message_id(self, domain: str) -> str:
        """Deterministic, as every mail's."""
        written = f"alert|{self.recipient}|{self.number}|{self.news[0].since.timestamp()}"
        return f"<{hashlib.sha256(written.encode()).hexdigest()[:32]}@{domain}>"


class Alerts(Protocol):
    """Each alert is committed before it leaves, as every mail is."""

    def see(self, troubles: Mapping[Trouble, str], judged: Collection[TroubleKind]) -> None:
        """`troubles` stand now, each with its recipient; the others of the `judged` kinds are gone."""
        ...

    def known(self) -> tuple[KnownTrouble, ...]:
        """All that stand, and what was told of and is gone."""
        ...

    def last_mail(self, recipient: str) -> datetime | None: ...

    def claim(self, recipient: str, news: tuple[News, ...]) -> AlertMail | None:
        """Notes that the news are told, in one mail; None where another process has just done so."""
        ...

    def claim_waiting(self) -> tuple[AlertMail, ...]:
        """Mails whose next try is due; they are this caller's for some minutes.

        One that was handed over when its process died comes with that outcome, to be settled.
        """
        ...

    def handing_over(self, mail: AlertMail) -> None: ...

    def settle(self, mail: AlertMail, result: SendResult) -> None:
        """A deferred or held one is tried again, however long it takes."""
        ...

    def waiting_since(self) -> datetime | None:
        """Since when the oldest alert waits for the mail server; None where none does."""
        ...
