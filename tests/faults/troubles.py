"""A disk that is full and a ledger that is locked, for as long as a test is inside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import event

from tests.adapters.full_disk import full_disk
from tests.tasks.house import House

SMALL_DISK = "TESTS_ON_A_SMALL_DISK"
"""Set where the tests' folders lie on a small file system of their own, which can really be filled."""

Trouble = Callable[[House, Path], AbstractContextManager[None]]


@contextmanager
def full(house: House, folder: Path) -> Iterator[None]:
    """The home's disk takes nothing more. Without a small disk: no file of this process can grow."""
    if not os.environ.get(SMALL_DISK):
        with full_disk():
            yield
        return
    filler = folder / "filler"
    _fill(filler)
    try:
        yield
    finally:
        filler.unlink()


def _fill(filler: Path) -> None:
    """To the last byte: what is left after a large piece is filled with smaller ones."""
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while True:
                    os.write(descriptor, b"x" * size)
    finally:
        os.close(descriptor)


@contextmanager
def locked(house: House, folder: Path) -> Iterator[None]:
    """Somebody else writes to the ledger and does not end."""
    with closing(sqlite3.connect(folder / "ledger.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def impatient(house: House) -> House:
    """It waits for a locked ledger for a moment only."""
    engine = house.database.engine
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    return house
