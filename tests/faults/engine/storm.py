"""Many meetings at once while their processes are killed again and again, at random."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

from tests.faults.engine.operation import Operation, strike
from tests.faults.engine.people import Cluster
from tests.flows.processes import Seen

SECONDS_BETWEEN_ACTS = 0.5

VICTIMS: dict[str, Callable[[Seen], bool]] = {
    "run": lambda seen: bool(seen.run_id),
    "worker": lambda seen: seen.is_worker,
    "server": lambda seen: seen.is_server,
    "pages": lambda seen: "survey_app.server" in seen.command,
}
OFTEN = {"run": 14, "worker": 3, "server": 1, "pages": 2}
"""Of twenty tries."""


class Storm:
    """`count` kills, `pause` seconds apart on average, from a seed that is printed."""

    def __init__(self, operation: Operation, count: int, pause: float, seed: int) -> None:
        self._operation, self._count, self._pause = operation, count, pause
        self._random, self._ended = random.Random(seed), threading.Event()
        self.kills: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._rage, name="storm", daemon=True)
        print(f"{count} kills, {pause} s apart, seed {seed}")

    def play(self, clusters: Sequence[Cluster], most_seconds: float) -> float:
        """Until all kills have struck and all meetings are over; returns how many seconds it took."""
        began = time.monotonic()
        self._thread.start()
        try:
            with self._operation.engine():
                while self._thread.is_alive() or not all(one.is_over for one in clusters):
                    waited = time.monotonic() - began
                    assert waited < most_seconds, f"{dict(self.kills)}\n{self._operation.screen[-3000:]}"
                    self._operation.keep_second_worker()
                    for one in clusters:
                        one.act()
                    time.sleep(SECONDS_BETWEEN_ACTS)
        finally:
            self._ended.set()
            self._thread.join()
            print(f"{dict(self.kills)} in {time.monotonic() - began:.0f} s")
        return time.monotonic() - began

    def _rage(self) -> None:
        while self.kills.total() < self._count:
            if self._ended.wait(self._random.uniform(0.5, 1.5) * self._pause):
                return
            self._kill_one()

    def _kill_one(self) -> None:
        """Whoever there is of the chosen kind; while nobody is, it waits for the next time.

        Not somebody of another kind instead: between two runs that would always be the server.
        """
        kind = self._random.choices(list(OFTEN), weights=list(OFTEN.values()))[0]
        found = [seen for seen in self._operation.processes() if VICTIMS[kind](seen)]
        if found:
            strike(self._random.choice(found))
            self.kills[kind] += 1
