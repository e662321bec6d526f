"""Which processes belong to one home, seen from outside through the operating system."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_BETWEEN_LOOKS = 0.2


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


def processes_of(home: Path) -> list[Seen]:
    """All living processes whose environment names the home. A zombie has none and does not count."""
    return list(_of(home))


def _of(home: Path) -> Iterator[Seen]:
    for process in psutil.process_iter():
        try:
            environment = process.environ()
            if environment.get("KLYNGEFLOW_HOME") == str(home):
                command = " ".join(process.cmdline())
                yield Seen(process, command, environment.get("PREFECT__FLOW_RUN_ID", ""))
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
        self._home, self._stopped = home, threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(SECONDS_BETWEEN_LOOKS):
            now = time.time()
            self.latest = processes_of(self._home)
            self.samples.append(Sample(now, frozenset(seen.run_id for seen in self.latest if seen.run_id)))

    def stop(self) -> None:
        self._stopped.set()
        self.join()
