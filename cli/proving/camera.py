"""Looks at files between one system call and the next, while other code is changing them."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

# The built-in functions through which Python changes files; `execute` is SQLite's.
CHANGES_FILES = {
    *("open", "close", "write", "pwrite", "truncate", "flush", "fsync", "fdatasync"),
    *("rename", "replace", "unlink", "mkdir", "execute", "executemany"),
}


@contextmanager
def looking(look: Callable[[], object]) -> Iterator[None]:
    """Calls `look` right before and right after every such call that this thread makes."""

    def notice(_: FrameType, event: str, called: Any) -> None:
        if event in ("c_call", "c_return") and called.__name__ in CHANGES_FILES:
            look()

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        yield
    finally:
        sys.setprofile(before)


class AnyMoment:
    """Of all moments at which it is called it keeps one, each with the same chance."""

    def __init__(self, take: Callable[[], None], chance: random.Random) -> None:
        self._take, self._chance, self._moments = take, chance, 0

    def __call__(self) -> None:
        self._moments += 1
        if self._chance.random() * self._moments < 1:
            self._take()
