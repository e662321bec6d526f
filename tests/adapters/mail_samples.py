"""A mail, a sender and a clock for the tests of everything that carries mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.message import Sender
from domain.mails import FileAttachment, MailKind, OutgoingMail
from domain.meeting import COPENHAGEN

SENDER = Sender("KiAP Klynger", "klynger@kiap.example")
NOON = datetime(2027, 3, 12, 12, 0, tzinfo=COPENHAGEN)
PDF = FileAttachment("Spørgeskema – æøå.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, "application/pdf")


class Noon:
    """A clock that stands still."""

    def now(self, meeting_id: str | None = None) -> datetime:
        return NOON

    def real_now(self) -> datetime:
        return NOON

    def real_time_of(self, meeting_id: str, due: datetime) -> datetime:
        return due


def a_mail(**changes: Any) -> OutgoingMail:
    mail = OutgoingMail(
        message_id="<0123456789abcdef0123456789abcdef@kiap.example>",
        kind=MailKind.COORDINATOR_KIT,
        to_name="Åse Ærlig",
        to_address="aase@praksis.example",
        reply_to_name="Mette Mønster",
        reply_to_address="mette@kiap.example",
        subject="Materiale til jeres klyngemøde – og det næste skridt, som er ganske lille",
        text="Kære Åse\n\n.En linje med punktum først.\n\nVenlig hilsen\n",
        html="<p>Kære Åse</p>\n<p>.En linje med punktum først.</p>\n",
        attachments=(PDF,),
    )
    return replace(mail, **changes)


def nothing() -> None:
    """For `handing_over` where a test does not look."""
