"""A real IMAP server (pymap) over TLS, that forgets its one mailbox when it ends."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme
from imap_tools import MailBoxStartTls

from adapters.bounce_imap import ImapServer

USER, PASSWORD = "klynge-post", "hemmelig"

# It would ask the domain name system what this machine is called.
PYMAP = "import socket; socket.getfqdn = lambda: 'localhost'; from pymap.main import main; main()"


@contextmanager
def imap_server(folder: Path) -> Iterator[ImapServer]:
    """STARTTLS, with a certificate for localhost that only its own authority vouches for."""
    authority, port = trustme.CA(), _free_port()
    pem, ca_file = folder / "server.pem", folder / "ca.pem"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(pem))
    authority.cert_pem.write_to_path(str(ca_file))
    here = ["--host", "localhost", "--port", str(port), "--cert", str(pem), "--key", str(pem)]
    only = ["--no-service", "managesieve", "--no-service", "admin"]
    who = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    with (folder / "imap.log").open("wb") as log:
        command = [sys.executable, "-c", PYMAP, *here, *only, *who]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(port)
        server = ImapServer("localhost", port, "starttls", USER, PASSWORD, "Sent", ca_file, timeout=10)
        yield server
    finally:
        process.kill()  # it waits for its clients, and has nothing to save
        process.wait()


def put(server: ImapServer, *mails: bytes) -> None:
    """As the mail server does that delivers into the mailbox."""
    tls = ssl.create_default_context(cafile=server.ca_file)
    with MailBoxStartTls(server.host, server.port, ssl_context=tls).login(
        server.user, server.password
    ) as box:
        for mail in mails:
            box.append(mail, server.folder)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("localhost", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the IMAP server did not start")


def _free_port() -> int:
    with socket.create_server(("localhost", 0)) as listener:
        return int(listener.getsockname()[1])
