"""Passes bytes between a program and its server until so many have gone by, and then does something."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import urlsplit


@contextmanager
def relayed(endpoint: str, after: int, then: Callable[[], object]) -> Iterator[str]:
    """Another endpoint with the same server behind it. When a connection's `after` bytes to the server have
    gone by, it does `then` and cuts the connection.
    """
    there = urlsplit(endpoint)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                server = socket.create_connection((there.hostname, there.port))
                Thread(target=_pass_on, args=(server, caller), daemon=True).start()
                Thread(target=_pass_so_many, args=(caller, server, after, then), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _pass_so_many(
    caller: socket.socket, server: socket.socket, most: int, then: Callable[[], object]
) -> None:
    passed = 0
    with suppress(OSError):
        while passed < most and (part := caller.recv(min(65536, most - passed))):
            server.sendall(part)
            passed += len(part)
    if passed >= most:
        then()
    for end in (caller, server):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who listens at the other thread
        end.close()


def _pass_on(server: socket.socket, caller: socket.socket) -> None:
    with suppress(OSError):
        while part := server.recv(65536):
            caller.sendall(part)
