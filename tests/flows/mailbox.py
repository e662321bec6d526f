"""The mails of a rehearsal, in the order in which they were sent."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import cast


@dataclass(frozen=True)
class Mail:
    content: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return cast(EmailMessage, email.message_from_bytes(self.content, policy=email.policy.default))

    @property
    def kind(self) -> str:
        return str(self.message["X-Klyngeflow-Kind"])

    @property
    def to(self) -> str:
        (address,) = self.message["To"].addresses
        return str(address.addr_spec)

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        assert part
        return str(part.get_content())

    @property
    def attachments(self) -> dict[str, bytes]:
        parts = self.message.iter_attachments()
        return {str(part.get_filename()): part.get_payload(decode=True) for part in parts}

    def tokens(self, kind: str) -> list[str]:
        """Tokens of the personal links: kind "s" for members, "k" for the coordinator."""
        return re.findall(rf"http://127\.0\.0\.1:\d+/{kind}/([A-Za-z0-9_-]+)", self.text)


def read_mails(folder: Path) -> list[Mail]:
    return [Mail(file.read_bytes()) for file in sorted(folder.glob("*.eml"))]


def of_kind(kind: str, mails: list[Mail]) -> list[Mail]:
    return [mail for mail in mails if mail.kind == kind]


def by_round(mails: list[Mail]) -> tuple[list[Mail], list[Mail]]:
    """Round 2 begins with the coordinator being told of it."""
    begins = next(place for place, mail in enumerate(mails) if mail.kind == "coordinator_follow_up")
    return mails[:begins], mails[begins:]
