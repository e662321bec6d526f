"""A connection to the mail server that is encrypted and verified before it is used, and ends in time."""

from __future__ import annotations

import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from adapters.smtp_dialogue import DROPPED, deferred, expect


@dataclass(frozen=True)
class SmtpServer:
    """Where and how to reach the server. `timeout`: seconds of silence; a whole mail gets four times that."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = 30

    @property
    def deadline(self) -> float:
        return 4 * self.timeout


@contextmanager
def connected(server: SmtpServer, tls: ssl.SSLContext, own_name: str) -> Iterator[smtplib.SMTP]:
    """Greeted, encrypted, verified and logged in.

    Raises Failed, always DEFERRED: what is wrong here is the server or a setting, never the recipient.
    """
    with _cut_off_after_deadline(server) as sock:
        smtp = smtplib.SMTP(local_hostname=own_name, timeout=server.timeout)
        smtp.sock = sock
        try:
            _open(smtp, server, tls)
            yield smtp
            with suppress(*DROPPED):
                smtp.putcmd("QUIT")
        finally:
            smtp.close()


@contextmanager
def _cut_off_after_deadline(server: SmtpServer) -> Iterator[socket.socket]:
    """A connected socket that is shut down at the deadline: a byte a second would outlive any timeout."""
    try:
        sock = socket.create_connection((server.host, server.port), server.timeout)
    except OSError:
        raise deferred("no connection") from None
    # Its own handle to the same connection: the TLS object is not touched from another thread.
    handle = socket.socket(fileno=os.dup(sock.fileno()))
    timer = threading.Timer(server.deadline, _shut_down, [handle])
    timer.daemon = True
    timer.start()
    try:
        yield sock
    finally:
        timer.cancel()
        timer.join()
        handle.close()
        sock.close()


def _shut_down(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _open(smtp: smtplib.SMTP, server: SmtpServer, tls: ssl.SSLContext) -> None:
    if server.security == "tls":
        _encrypt(smtp, server, tls)
    expect("the greeting", smtp.getreply)
    expect("EHLO", smtp.ehlo)
    if server.security == "starttls":
        if "starttls" not in smtp.esmtp_features:
            raise deferred("the server offers no STARTTLS: not sent in the clear")
        expect("STARTTLS", lambda: smtp.docmd("STARTTLS"))
        _encrypt(smtp, server, tls)
        expect("EHLO", smtp.ehlo)
    if server.user:
        _log_in(smtp, server)


def _encrypt(smtp: smtplib.SMTP, server: SmtpServer, tls: ssl.SSLContext) -> None:
    """What was said in the clear is forgotten (RFC 3207 4.2)."""
    try:
        smtp.sock = tls.wrap_socket(smtp.sock, server_hostname=server.host) if smtp.sock else None
    except ssl.SSLCertVerificationError:
        raise deferred("the server's certificate is not accepted: nothing sent") from None
    except OSError:
        raise deferred("no TLS with the server: nothing sent") from None
    smtp.file = None
    smtp.esmtp_features = {}
    smtp.ehlo_resp = smtp.helo_resp = None


def _log_in(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise deferred(f"{error.smtp_code}: the login was refused, check KLYNGEFLOW_SMTP_USER") from None
    except smtplib.SMTPNotSupportedError:
        raise deferred("the server offers no login: unset KLYNGEFLOW_SMTP_USER") from None
    except DROPPED:
        raise deferred("connection lost at AUTH") from None
