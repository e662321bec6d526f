"""One `klyngeflow up` at a time on a home, and the children of one that was killed are ended first."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

from domain.errors import Refused

FILE = "up.json"
SECONDS_TO_LEAVE = 10.0


@contextmanager
def alone_on(home: Path) -> Iterator[None]:
    """Raises Refused while another one lives; the system frees the place of one that was killed."""
    with (home / "up.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(_runs_already(file, home)) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def note_children(home: Path, processes: list[int]) -> None:
    (home / FILE).write_text(json.dumps(processes))


def end_orphans(home: Path, tell: Callable[[str], None]) -> None:
    """What a killed `up` left running: they hold the ports, and nobody watches them.

    Only processes of the groups that it had noted, and of this home: a number may have been given anew.
    """
    orphans = list(_of(home, _noted(home)))
    if not orphans:
        return
    tell(f"An earlier `klyngeflow up` was killed. Ending the {len(orphans)} processes that it left running.")
    for process in orphans:
        _ask_to_leave(process)
    _, left = psutil.wait_procs(orphans, SECONDS_TO_LEAVE)
    for process in left:
        process.kill()
    psutil.wait_procs(left, SECONDS_TO_LEAVE)


def _ask_to_leave(process: psutil.Process) -> None:
    try:
        process.terminate()
    except psutil.NoSuchProcess:
        return


def _noted(home: Path) -> set[int]:
    try:
        return set(json.loads((home / FILE).read_text()))
    except (FileNotFoundError, ValueError):  # none, or cut off while it was written
        return set()


def _of(home: Path, groups: set[int]) -> Iterator[psutil.Process]:
    for process in psutil.process_iter() if groups else ():
        try:
            is_ours = process.environ().get("KLYNGEFLOW_HOME") == str(home)
            if is_ours and os.getpgid(process.pid) in groups:
                yield process
        except (psutil.Error, OSError):
            continue  # it has just ended, or is somebody else's


def _runs_already(file: IO[str], home: Path) -> str:
    file.seek(0)
    number = file.read().strip()
    return (
        f"`klyngeflow up` runs already on {home} (process {number}). Look at its screen, or stop it first: "
        f"kill {number}"
    )
