"""Which processes belong to one home, seen from outside through the operating system."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_BETWEEN_LOOKS = 0.2
LOOKS_BETWEEN_CONNECTIONS = 5
SECONDS_TO_BECOME_ANOTHER_PROGRAM = 5.0


@dataclass(frozen=True)
class Seen:
    """One process of the home; `run_id` is the flow run it works for, or empty."""

    process: psutil.Process
    command: str
    run_id: str

    @property
    def is_worker(self) -> bool:
        return "prefect worker" in self.command

    @property
    def is_server(self) -> bool:
        return "prefect server" in self.command


def processes_of(home: Path, strangers: set[psutil.Process] | None = None) -> list[Seen]:
    """All living processes whose environment names the home. A zombie has none and does not count.

    `strangers` remembers from look to look those that need no second look.
    """
    return list(_of(home, set() if strangers is None else strangers))


def _of(home: Path, strangers: set[psutil.Process]) -> Iterator[Seen]:
    for process in psutil.process_iter():
        if process in strangers:
            continue
        try:
            environment = process.environ()
            if environment.get("KLYNGEFLOW_HOME") == str(home):
                command = " ".join(process.cmdline())
                yield Seen(process, command, environment.get("PREFECT__FLOW_RUN_ID", ""))
            elif time.time() - process.create_time() > SECONDS_TO_BECOME_ANOTHER_PROGRAM:
                strangers.add(process)
        except psutil.Error:
            continue  # it ended while we looked, or is not ours to look at


@dataclass(frozen=True)
class Sample:
    """At `time` (seconds since 1970) these flow runs had a process."""

    time: float
    runs: frozenset[str]


class Watch(threading.Thread):
    """Looks at the home's processes again and again until stopped."""

    def __init__(self, home: Path) -> None:
        super().__init__(name="watch", daemon=True)
        self.samples: list[Sample] = []
        self.latest: list[Seen] = []
        self.spoken_to: set[str] = set()
        """IP addresses that a process of the home had a connection with."""
        self._home, self._stopped = home, threading.Event()
        self._strangers: set[psutil.Process] = set()

    def run(self) -> None:
        while not self._stopped.wait(SECONDS_BETWEEN_LOOKS):
            now = time.time()
            self.latest = processes_of(self._home, self._strangers)
            self.samples.append(Sample(now, frozenset(seen.run_id for seen in self.latest if seen.run_id)))
            if len(self.samples) % LOOKS_BETWEEN_CONNECTIONS == 0:
                self._look_at_connections()

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _look_at_connections(self) -> None:
        for seen in self.latest:
            try:
                connections = seen.process.net_connections(kind="inet")
            except psutil.Error:
                continue
            self.spoken_to |= {connection.raddr.ip for connection in connections if connection.raddr}
