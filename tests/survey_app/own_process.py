"""Starts the pages in a process of their own and talks to it, byte by byte where need be."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.settings import PROJECT


@dataclass
class Served:
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def knock(self, sent: bytes, patience: float = 20) -> bytes:
        """What comes back for these bytes until the server hangs up."""
        answer = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=patience) as door,
            suppress(ConnectionError),
        ):
            door.sendall(sent)
            while part := door.recv(65536):
                answer += part
        return answer


@contextmanager
def serving(folder: Path, proxies: str = "", rate_limits: str = "1") -> Iterator[Served]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    served = Served(port, folder / "pages.log")
    command = [sys.executable, "-m", "tests.survey_app.serving", str(folder), str(port), proxies, rate_limits]
    with served.log.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=PROJECT, env=os.environ)
        try:
            until_it_answers(served, process)
            yield served
        finally:
            process.terminate()
            process.wait(20)


def until_it_answers(served: Served, process: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        try:
            httpx.get(f"{served.url}/healthz")
        except httpx.TransportError:
            assert process.poll() is None, served.log.read_text()
            time.sleep(0.05)
        else:
            return
    pytest.fail("the pages did not start")
