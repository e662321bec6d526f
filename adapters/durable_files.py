"""Files that are whole or absent, also after a crash: temporary file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_by(write: Callable[[BinaryIO], object], folder: Path) -> Iterator[Path]:
    """A temporary file in `folder`, for its owner only, with what `write` wrote safely on disk; gone
    afterwards unless it was moved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".part-", dir=folder)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def written_beside(folder: Path, content: bytes) -> AbstractContextManager[Path]:
    return written_by(lambda file: file.write(content), folder)


def write_whole(target: Path, content: bytes) -> None:
    """Replaces what was there."""
    with written_beside(target.parent, content) as part:
        move_into_place(part, target)


def move_into_place(part: Path, target: Path) -> None:
    part.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Only then are its files' names on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(lock_file: Path) -> Iterator[None]:
    """One holder at a time over all processes of the machine; a killed holder lets go."""
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
