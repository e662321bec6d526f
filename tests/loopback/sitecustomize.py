"""Every Python process of the tests loads this by itself: who speaks to another machine is stopped and noted.

In the tests' own process `tests/conftest.py` does it; their children find this file by PYTHONPATH.
"""

from __future__ import annotations

import os
import sys
from typing import Any

NOTES = "TESTS_FOREIGN_ADDRESSES"
"""Environment variable: the file in which each try stands as a line."""

ADDRESSES = {"socket.connect", "socket.sendto", "socket.sendmsg"}
NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
OWN = ("", "::1", "localhost", "0.0.0.0")


def is_foreign(host: object) -> bool:
    """Whether an address or name, as Python's sockets take it, is of another machine."""
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name.startswith("::ffff:"):
        name = name.removeprefix("::ffff:")
    return not (name in OWN or name.startswith("127."))


def _spoken_to(event: str, arguments: tuple[Any, ...]) -> object:
    """The host in an audited call; empty for a socket that is a file, or is connected already."""
    if event in NAMES:
        return arguments[0]
    address = arguments[1] if len(arguments) > 1 else None
    return address[0] if isinstance(address, tuple) else ""


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ADDRESSES and event not in NAMES:
        return
    host = _spoken_to(event, arguments)
    if is_foreign(host):
        with open(os.environ[NOTES], "a", encoding="utf-8") as notes:  # noqa: PTH123 - pathlib is slow to import
            test, command = os.environ.get("PYTEST_CURRENT_TEST", ""), " ".join(sys.argv)[:200]
            notes.write(f"{event} {host} by {command} in {test}\n")
        raise OSError(101, f"the tests speak to no other machine, and so not to {host}")


def watch() -> None:
    """From now on, and for the rest of the process: Python takes no such hook back."""
    sys.addaudithook(_note)


if __name__ == "sitecustomize" and NOTES in os.environ:
    watch()
