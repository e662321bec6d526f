"""The mails of a rehearsal, opened as their recipients do: for the personal link in them."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path

from domain.errors import KlyngeflowError
from domain.mails import MailKind
from domain.meeting import ROUND_1


class Mailbox:
    def __init__(self, outbox: Path, base_url: str) -> None:
        self._outbox, self._base_url = outbox, base_url

    def questionnaires(self, round: int, members: int) -> list[str]:
        """The round's personal links, in the order in which the members were invited."""
        texts = self._texts(MailKind.INVITATION)
        ours = texts[:members] if round == ROUND_1 else texts[members:]
        return [self._link(text, "s") for text in ours]

    def coordinators_page(self, kind: MailKind) -> str:
        """The link in the newest mail of the kind."""
        return self._link(self._texts(kind)[-1], "k")

    def _texts(self, kind: MailKind) -> list[str]:
        """The plain parts of the mails of the kind."""
        contents = mails_in(self._outbox)
        mails = (email.message_from_bytes(content, policy=email.policy.default) for content in contents)
        return [_plain_part(mail) for mail in mails if mail["X-Klyngeflow-Kind"] == kind.value]

    def _link(self, text: str, whose: str) -> str:
        found = re.search(rf"{re.escape(self._base_url)}/{whose}/[A-Za-z0-9_-]+", text)
        if found is None:
            raise KlyngeflowError("A mail of the rehearsal lacks its personal link.")
        return found.group()


def mails_in(outbox: Path) -> list[bytes]:
    """The Maildir's messages in the order in which they were sent."""
    return [file.read_bytes() for file in sorted((outbox / "new").glob("*"))]


def _plain_part(message: email.message.EmailMessage) -> str:
    part = message.get_body(("plain",))
    return part.get_content() if part else ""
