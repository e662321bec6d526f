"""Everything on one machine: the Prefect server, its worker and the pages, as children of this process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import httpx

from adapters.settings import PROJECT, Settings
from cli.children import Child, Children
from cli.deployment import deploy
from cli.environment import engine_environment, refuse_taken_ports
from cli.orphans import alone_on, end_orphans, note_children
from domain.errors import KlyngeflowError

SECONDS_TO_START = 90.0

PREFECT_SERVER = ["-m", "prefect", "server", "start"]
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
OPERATOR = ["-m", "survey_app.operator.server"]


@dataclass(frozen=True)
class Stack:
    """What runs where."""

    settings: Settings
    environment: dict[str, str] = field(repr=False)
    children: Children
    server: Child
    worker: Child
    web: Child
    operator: Child

    @property
    def prefect_url(self) -> str:
        return self.settings.prefect_page

    @property
    def health_of_pages(self) -> dict[str, Child]:
        """The address at which each says that it is well."""
        pages = f"http://{self.settings.web_host}:{self.settings.web_port}"
        return {f"{pages}/healthz": self.web, f"{self.settings.operator_url}/healthz": self.operator}


@contextmanager
def running_stack(settings: Settings, tell: Callable[[str], None]) -> Iterator[Stack]:
    """Starts everything, waits until it answers, and stops everything on leaving.

    Ctrl-C, and a plain `kill`, arrive in the caller as KeyboardInterrupt, in the background too.
    Raises Refused where another one runs on the same home.
    """
    home = settings.home.resolve()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with alone_on(home):
        end_orphans(home, tell)
        refuse_taken_ports(settings)
        environment = engine_environment(settings)
        os.environ.update({k: v for k, v in environment.items() if k.startswith(("PREFECT_", "KLYNGEFLOW_"))})
        with Children(tell, partial(note_children, home)) as children:
            yield _started(settings, environment, children)


def _started(settings: Settings, environment: dict[str, str], children: Children) -> Stack:
    logs = settings.home.resolve() / "logs"

    def child(name: str, *command: str) -> Child:
        return Child(name, [sys.executable, *command], environment, PROJECT, logs / f"{name}.log")

    server = children.add(child("server", *PREFECT_SERVER, *_address(settings)))
    web = children.add(child("pages", *PAGES))
    operator = children.add(child("operator", *OPERATOR))
    wait_for(f"{settings.prefect_api_url}/health", server)
    deploy(environment, settings.worker_limit)
    worker = children.add(child("worker", *WORKER))
    stack = Stack(settings, environment, children, server, worker, web, operator)
    for url, page in stack.health_of_pages.items():
        wait_for(url, page)
    return stack


def _address(settings: Settings) -> list[str]:
    return ["--host", settings.prefect_host, "--port", str(settings.prefect_port)]


def wait_for(url: str, child: Child) -> None:
    """Raises KlyngeflowError naming the child's log when it does not answer in time."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise KlyngeflowError(f"{child.name} did not answer at {url} in time. Its log: {child.log}")
