"""Keeps child processes running: starts them, starts them again when they die, stops them all at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

SECONDS_TO_STOP = 10.0
SECONDS_BETWEEN_LOOKS = 1.0
PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds before a child that has died is started again: the longer, the oftener it died young lately."""
YOUNG = 30.0
LATELY = 600.0
OFTEN = 4


class Death(NamedTuple):
    """When, and after how many seconds of work."""

    at: float
    age: float


@dataclass
class Child:
    """One program that has to run. Its output goes to `log`."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    groups: list[int] = field(default_factory=list, repr=False)
    deaths: list[Death] = field(default_factory=list, repr=False)
    started_at: float = field(default_factory=time.monotonic, repr=False)
    starts_at: float = field(default=0.0, repr=False)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.env),
                cwd=self.cwd,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches us only; we stop the children in order
            )
        self.groups.append(self.process.pid)
        self.started_at = time.monotonic()

    def note_death(self) -> float:
        """Returns the seconds until it may be started again: none for one that had worked for a while."""
        now = time.monotonic()
        self.deaths = [*self._lately(), Death(now, now - self.started_at)]
        died_young = sum(death.age < YOUNG for death in self.deaths)
        pause = PAUSES[min(died_young, len(PAUSES)) - 1] if self.deaths[-1].age < YOUNG else PAUSES[0]
        self.process, self.starts_at = None, now + pause
        return pause

    @property
    def keeps_dying(self) -> bool:
        return len(self._lately()) >= OFTEN

    def _lately(self) -> list[Death]:
        return [death for death in self.deaths if time.monotonic() - death.at < LATELY]

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def end(self) -> None:
        """The program gets time to leave."""
        process = self.process
        if process is not None:
            _signal(process.pid, signal.SIGTERM)
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                _signal(process.pid, signal.SIGKILL)
                process.wait()

    def stop(self) -> None:
        """For good: what it, or a killed predecessor, left behind gets no time."""
        self.end()
        for group in self.groups:
            _signal(group, signal.SIGKILL)


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


class Children:
    """The children in starting order; use as a context manager."""

    def __init__(self, tell: Callable[[str], None], note: Callable[[list[int]], None]) -> None:
        """`note` is given the children's process groups whenever these change."""
        self._children: list[Child] = []
        self._tell, self._note = tell, note
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep_running, name="children", daemon=True)

    def __enter__(self) -> Children:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._watch.join()
        for child in reversed(self._children):
            child.stop()

    def add(self, child: Child) -> Child:
        child.start()
        self._children.append(child)
        self._note_groups()
        return child

    def __iter__(self) -> Iterator[Child]:
        return iter(list(self._children))

    def _note_groups(self) -> None:
        self._note([group for one in self._children for group in one.groups])

    def _keep_running(self) -> None:
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            for child in self:
                if not child.is_running and not self._stopping.is_set():
                    self._bring_back(child)

    def _bring_back(self, child: Child) -> None:
        if child.process is not None:
            pause = child.note_death()
            after = f"in {pause:.0f} seconds" if pause else "at once"
            self._tell(f"{child.name} had stopped and is started again {after} (log: {child.log}).")
        if time.monotonic() >= child.starts_at:
            child.start()
            self._note_groups()
