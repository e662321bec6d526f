"""Composing mails and handing them to the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.mails import MailKind, OutgoingMail, SendResult
from domain.package import Package


@dataclass(frozen=True)
class Text:
    """A composed mail text: both parts say the same."""

    subject: str
    plain: str
    html: str


class Letters(Protocol):
    """Composes a mail's subject and both parts from its template and the package's own words."""

    def compose(self, kind: MailKind, package: Package, context: Mapping[str, Any]) -> Text: ...

    def compose_alert(self, context: Mapping[str, Any]) -> Text:
        """For consultants, about any meetings: no package has a say in it."""
        ...


class MailTransport(Protocol):
    """Hands finished messages to the world, one recipient each."""

    @property
    def reaches_people(self) -> bool:
        """False for the Maildir outbox of an unconfigured machine, and while mails are held."""
        ...

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        """Calls `handing_over` right before the point after which delivery cannot be denied any more.

        DEFERRED: a passing fault before that point, safe to repeat. REJECTED: refused for good.
        UNKNOWN: the connection died after it. Raises whatever `handing_over` raises, nothing else.
        """
        ...

    def was_delivered(self, message_id: str) -> bool | None:
        """True or False where the transport can tell, None where nobody can (SMTP)."""
        ...
