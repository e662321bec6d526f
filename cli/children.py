"""Keeps child processes running: starts them, starts them again when they die, stops them all at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_STOP = 10.0
SECONDS_BETWEEN_LOOKS = 1.0


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

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """The program gets time to leave; what it, or a killed predecessor, left behind does not."""
        if self.process is not None:
            _signal(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                _signal(self.process.pid, signal.SIGKILL)
                self.process.wait()
        for group in self.groups:
            _signal(group, signal.SIGKILL)


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


class Children:
    """The children in starting order; use as a context manager."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._children: list[Child] = []
        self._tell = tell
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
        return child

    def _keep_running(self) -> None:
        while not self._stopping.wait(SECONDS_BETWEEN_LOOKS):
            for child in list(self._children):
                if not child.is_running and not self._stopping.is_set():
                    self._tell(f"{child.name} had stopped and was started again (log: {child.log}).")
                    child.start()
