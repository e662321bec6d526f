"""Everything on one machine: the Prefect server, its worker and the pages, as children of this process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from adapters.settings import PROJECT, Settings
from cli.children import Child, Children
from cli.deployment import deploy
from cli.environment import engine_environment, refuse_taken_ports
from domain.errors import KlyngeflowError

SECONDS_TO_START = 90.0

PREFECT_SERVER = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port"]
WORKER = [
    "-m",
    "prefect",
    "worker",
    "start",
    "--pool",
    "klyngeflow",
    "--type",
    "process",
    "--name",
    "klyngeflow",
]
PAGES = ["-m", "survey_app.server"]


@dataclass(frozen=True)
class Stack:
    """What runs where."""

    settings: Settings
    children: Children
    server: Child
    worker: Child
    web: Child

    @property
    def prefect_url(self) -> str:
        return self.settings.prefect_api_url.removesuffix("/api")


@contextmanager
def running_stack(settings: Settings, tell: Callable[[str], None]) -> Iterator[Stack]:
    """Starts everything, waits until it answers, and stops everything on leaving.

    Ctrl-C, and a plain `kill`, arrive in the caller as KeyboardInterrupt, in the background too.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    refuse_taken_ports(settings)
    environment = engine_environment(settings)
    os.environ.update({k: v for k, v in environment.items() if k.startswith(("PREFECT_", "KLYNGEFLOW_"))})
    logs = settings.home.resolve() / "logs"

    def child(name: str, *command: str) -> Child:
        return Child(name, [sys.executable, *command], environment, PROJECT, logs / f"{name}.log")

    with Children(tell) as children:
        server = children.add(child("server", *PREFECT_SERVER, str(settings.prefect_port)))
        web = children.add(child("pages", *PAGES))
        _wait_for(f"{settings.prefect_api_url}/health", server)
        deploy(environment, settings.worker_limit)
        worker = children.add(child("worker", *WORKER))
        _wait_for(f"http://{settings.web_host}:{settings.web_port}/healthz", web)
        yield Stack(settings, children, server, worker, web)


def _wait_for(url: str, child: Child) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise KlyngeflowError(f"{child.name} did not answer at {url} in time. Its log: {child.log}")
