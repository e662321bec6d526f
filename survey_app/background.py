"""Work that a page starts and does not wait for; it lives in memory only and ends with the process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Background:
    """A few threads. What fails here fails silently: a log line could name somebody."""

    def __init__(self, threads: int = 4) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._timers: set[threading.Timer] = set()
        self._open = True

    def start(self, work: Callable[[], object]) -> Future[object]:
        return self._pool.submit(work)

    def start_later(self, seconds: float, work: Callable[[], object]) -> None:
        """Takes no thread while it waits; dropped when the process ends first."""
        timer = threading.Timer(seconds, self._when_due, [work])
        timer.daemon = True
        self._timers.add(timer)
        timer.start()

    def stop(self) -> None:
        """Lets what has begun finish, drops what waits."""
        self._open = False
        for timer in list(self._timers):
            timer.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _when_due(self, work: Callable[[], object]) -> None:
        self._timers = {timer for timer in self._timers if timer.is_alive()}
        if self._open:
            self._pool.submit(work)
