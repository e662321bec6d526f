"""Work that is done in a process of its own, which is killed at a chosen moment or stops itself there."""

from __future__ import annotations

import copy
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator

from sqlalchemy import event

from adapters.ledger import SqlLedger, open_engine
from cli.proving.camera import looking
from tests.tasks.house import House

MOMENTS = 8
PATIENCE = 60  # seconds


class Process:
    """A child of the tests' own process, made by forking: it knows all that the test knows."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.id = os.fork()
        if self.id == 0:
            status = 1
            try:
                work()
                status = 0
            except BaseException:  # noqa: BLE001 - nothing of the tests' own may run on in the child
                traceback.print_exc()
            finally:
                os._exit(status)

    def kill(self) -> None:
        os.kill(self.id, signal.SIGKILL)

    def stop(self) -> None:
        os.kill(self.id, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.id, signal.SIGCONT)

    def wait_until_stopped(self) -> None:
        _, status = os.waitpid(self.id, os.WUNTRACED)
        assert os.WIFSTOPPED(status), "it ended before it stopped"

    def end(self) -> int:
        """Waits for it; its exit status, or minus the signal that killed it."""
        give_up = time.monotonic() + PATIENCE
        while not (ended := os.waitpid(self.id, os.WNOHANG))[0]:
            if time.monotonic() > give_up:
                self.kill()
            time.sleep(0.002)
        return os.waitstatus_to_exitcode(ended[1])


def stop_here() -> None:
    """The calling process sleeps on this line until it is told to go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that dies at the nth call that changes a file; False when it ended first."""
    left = iter(range(moment))

    def look() -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched() -> None:
        with looking(look):
            work()

    status = Process(watched).end()
    assert status in (0, -signal.SIGKILL), "the work failed by itself"
    return status != 0


def each_death(work: Callable[[], object], begin_anew: Callable[[], object]) -> Iterator[int]:
    """Lets a process die at moments spread over the whole work, and yields after each of them.

    `begin_anew` puts everything back before each.
    """
    begin_anew()
    work()  # what it imports is imported now, and not in each process anew
    begin_anew()
    every = count_moments(work) // MOMENTS
    for moment in range(0, every * MOMENTS, every):
        begin_anew()
        assert killed_at(moment, work)
        yield moment


def count_moments(work: Callable[[], object]) -> int:
    """How many calls the work makes that change a file, counted in a process of its own."""
    told, tell = os.pipe()

    def counted() -> None:
        moments: list[None] = []
        with looking(lambda: moments.append(None)):
            work()
        os.write(tell, str(len(moments)).encode())

    status = Process(counted).end()
    os.close(tell)
    with os.fdopen(told) as count:
        said = count.read()
    assert status == 0
    assert int(said) >= MOMENTS, "too little happens to die in its midst"
    return int(said)


def on_connections_of_its_own(house: House) -> House:
    """The same house for another process: a connection to SQLite must not be carried over a fork."""
    engine = open_engine(str(house.database.engine.url))
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    other = copy.copy(house)
    other.database = SqlLedger(engine, house.wall, lease_seconds=60)
    other.ledger = other.database
    return other
