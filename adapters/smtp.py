"""Mail to people: SMTP over verified TLS, one recipient each, and an honest word on what became of it."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable

from adapters.message import Sender, ascii_address, to_bytes
from adapters.smtp_connection import SmtpServer, connected
from adapters.smtp_dialogue import TOO_BIG, Failed, expect, hand_over
from domain.errors import ConfigurationError, Refused
from domain.mails import MailOutcome, OutgoingMail, SendResult
from domain.ports import Clock


class SmtpTransport:
    """Delivers to real people. Nothing is sent in the clear, nor to a server that we cannot verify."""

    reaches_people = True

    def __init__(self, server: SmtpServer, sender: Sender, clock: Clock) -> None:
        """Raises ConfigurationError when the file of certificates cannot be read."""
        self._server, self._clock = server, clock
        self._sender = Sender(sender.name, ascii_address(sender.address))
        try:
            self._tls = ssl.create_default_context(cafile=server.ca_file)
        except OSError:
            cure = "Name a file with the certificates to trust, in PEM format."
            raise ConfigurationError(f"KLYNGEFLOW_SMTP_CA_FILE cannot be read. {cure}") from None

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        """Calls `handing_over` when all but the last dot has left: only the dot makes it a mail."""
        try:
            content = to_bytes(mail, self._sender, mail.date or self._clock.now())
            recipient = ascii_address(mail.to_address)
        except Refused:
            return SendResult(MailOutcome.REJECTED, "headers refused")
        own_name = self._sender.address.rpartition("@")[2]
        try:
            with connected(self._server, self._tls, own_name) as smtp:
                self._announce(smtp, recipient, len(content))
                return hand_over(smtp, content, handing_over, self._server.deadline)
        except Failed as failure:
            return failure.result

    def was_delivered(self, message_id: str) -> None:  # noqa: ARG002 - no server can be asked
        return None

    def _announce(self, smtp: smtplib.SMTP, recipient: str, size: int) -> None:
        """Up to the server's go-ahead for the content."""
        offered = smtp.esmtp_features
        limit = offered.get("size", "")
        if re.fullmatch(r"[1-9][0-9]*", limit) and size > int(limit):
            raise Failed(MailOutcome.REJECTED, str(TOO_BIG))
        options = [f"SIZE={size}"] if "size" in offered else []
        if "dsn" in offered:
            options.append("RET=HDRS")
        expect("MAIL", lambda: smtp.mail(self._sender.address, options))
        expect("RCPT", lambda: smtp.rcpt(recipient))
        expect("DATA", lambda: smtp.docmd("DATA"), wanted=3)
