"""Bounces in a mailbox that is read over IMAP, over verified TLS."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from imaplib import IMAP4
from pathlib import Path
from typing import Literal

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailMessageFlags

from domain.errors import ConfigurationError, TryAgain
from domain.ports import UnreadMail

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class ImapServer:
    """`folder` holds bounces and nothing that anybody else has to read."""

    host: str
    port: int = 993
    security: Literal["starttls", "tls"] = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    ca_file: Path | None = None
    timeout: float = 30


@dataclass(frozen=True)
class ServerMail:
    """Implements `domain.ports.UnreadMail`: what is done is marked as seen, and stays."""

    box: BaseMailBox = field(repr=False)
    uid: str
    content: bytes = field(repr=False)

    def done(self) -> None:
        self.box.flag(self.uid, MailMessageFlags.SEEN, True)


class BounceMailbox:
    """Implements `domain.ports.BounceBox`."""

    def __init__(self, server: ImapServer) -> None:
        """Raises ConfigurationError when the file of certificates cannot be read."""
        self._server = server
        try:
            self._tls = ssl.create_default_context(cafile=server.ca_file)
        except OSError:
            cure = "Name a file with the certificates to trust, in PEM format."
            raise ConfigurationError(f"KLYNGEFLOW_BOUNCES_CA_FILE cannot be read. {cure}") from None

    @contextmanager
    def unread(self) -> Iterator[Iterator[UnreadMail]]:
        """Raises TryAgain naming what failed, never what the server said."""
        try:
            server = self._server
            with self._connected().login(server.user, server.password, server.folder) as box:
                yield self._unseen(box)
        except (ImapToolsError, IMAP4.error, OSError) as fault:
            why = type(fault).__name__
            raise TryAgain(f"The mailbox of bounces cannot be used ({why}).") from None

    def _connected(self) -> BaseMailBox:
        server = self._server
        kind = MailBox if server.security == "tls" else MailBoxStartTls
        return kind(server.host, server.port, timeout=server.timeout, ssl_context=self._tls)

    def _unseen(self, box: BaseMailBox) -> Iterator[UnreadMail]:
        for uid in box.uids("UNSEEN")[:MOST_AT_ONCE]:
            _, data = box.client.uid("fetch", uid, "(BODY.PEEK[])")
            for part in data:
                if isinstance(part, tuple):
                    yield ServerMail(box, uid, part[1])
