"""What other mail servers have reported of our mails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from domain.bounces import Bounce, Report


class Bounces(Protocol):
    def add(self, report: Report) -> bool:
        """False, and nothing is kept, where no mail of ours has that Message-ID. Repeating it is fine."""
        ...

    def of(self, meeting_id: str) -> tuple[Bounce, ...]: ...


class BounceBox(Protocol):
    """Where bounces arrive."""

    def unread(self) -> AbstractContextManager[Iterator[UnreadMail]]:
        """Mails that nobody has dealt with. Raises TryAgain while the mailbox is out of reach."""
        ...


class UnreadMail(Protocol):
    @property
    def content(self) -> bytes: ...

    def done(self) -> None:
        """It is not handed out again. A mail not called done comes again."""
        ...
