"""Mail servers for tests: a real one (aiosmtpd) and one that says exactly what it is told, both over TLS."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from adapters.smtp import SmtpTransport
from adapters.smtp_connection import SmtpServer
from tests.adapters.mail_samples import SENDER, Noon


class Authority:
    """Issues localhost's certificate; `ca_file` is what a client must trust."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("localhost").configure_cert(self.context)

    def transport(self, port: int, **changes: Any) -> SmtpTransport:
        server = {"host": "localhost", "port": port, "ca_file": self.ca_file, "timeout": 20, **changes}
        return SmtpTransport(SmtpServer(**server), SENDER, Noon())


@dataclass
class Handler:
    """Answers what it is told at MAIL, RCPT or DATA, and otherwise takes the mail."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        envelope.mail_from = address
        envelope.mail_options = options
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope) -> str:
        if "DATA" not in self.answers:
            self.taken.append(envelope)
        return self.answers.get("DATA", "250 OK")


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"klynge", b"hemmelig"), handled=False)


@contextmanager
def real_server(authority: Authority, handler: Handler, **options: Any) -> Iterator[int]:
    """aiosmtpd with STARTTLS required; yields its port."""
    port = _free_port()
    controller = Controller(
        handler,
        hostname="localhost",
        server_hostname="localhost",  # or it asks the network for its own name
        port=port,
        tls_context=authority.context,
        require_starttls=True,
        authenticator=_login,
        **options,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket, authority: Authority) -> None:
        self.socket, self._authority = connection, authority
        self.heard: list[bytes] = []

    def say(self, text: str) -> None:
        self.socket.sendall(text.encode() + b"\r\n")

    def hear(self, until: bytes = b"\r\n") -> bytes:
        got = b""
        while not got.endswith(until):
            byte = self.socket.recv(1)
            if not byte:
                raise ConnectionError
            got += byte
        self.heard.append(got)
        return got

    def secure(self) -> None:
        self.socket = self._authority.context.wrap_socket(self.socket, server_side=True)

    def greet(self, features: str = "8BITMIME") -> None:
        """Everything up to a logged-out, encrypted session that offers `features`."""
        self.say("220 scripted")
        self.hear()
        self.say("250-scripted\r\n250 STARTTLS")
        self.hear()
        self.say("220 go on")
        self.secure()
        self.hear()
        self.say("\r\n".join(["250-scripted", *(f"250-{one}" for one in features.split("|")), "250 HELP"]))

    def take(self) -> None:
        """A whole mail, up to the last dot."""
        for answer in ("250 OK", "250 OK", "354 go on"):
            self.hear()
            self.say(answer)
        self.hear(b"\r\n.\r\n")

    def reset(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()


@contextmanager
def scripted_server(
    authority: Authority, script: Callable[[Peer], None]
) -> Iterator[tuple[int, list[bytes]]]:
    """Plays `script` for one connection; yields the port and what it heard."""
    listener = socket.create_server(("localhost", 0))
    heard: list[bytes] = []

    def play() -> None:
        with suppress(OSError):
            connection, _ = listener.accept()
            peer = Peer(connection, authority)
            peer.heard = heard
            try:
                script(peer)
            finally:
                peer.socket.close()

    thread = Thread(target=play, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def _free_port() -> int:
    with socket.create_server(("localhost", 0)) as listener:
        return int(listener.getsockname()[1])
