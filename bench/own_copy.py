"""CPU of a member's own copy, two pages with PDF/UA and a QR code, against a page that only says hello."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import count
from multiprocessing import get_context

from adapters.documents import TypstDocuments
from adapters.settings import TEMPLATES
from bench.handout import milliseconds
from bench.measuring import in_turn, report
from bench.sheet_data import own_copies
from domain.sheets import Sheet

OWN_COPY, HELLO = "own copy", "typst hello page"
TIMES = 300
GOAL = 4.5


def run() -> None:
    """Each in a process of its own, as the pages have one: typst remembers what its last sheets were made of,
    and other sheets in between would make it forget.
    """
    fresh = get_context("spawn")
    with ProcessPoolExecutor(1, fresh) as pages, ProcessPoolExecutor(1, fresh) as other:
        arms = {
            OWN_COPY: lambda: pages.submit(_own_copy).result(),
            HELLO: lambda: other.submit(_hello).result(),
        }
        report(in_turn(arms, TIMES), HELLO, "CPU ms", {OWN_COPY: GOAL})


def _own_copy() -> float:
    documents, copies = _ours()
    return milliseconds(partial(documents.render, "own_copy"), next(copies))


def _hello() -> float:
    documents, numbers = _theirs()
    return milliseconds(partial(documents.render, "hello"), {"number": next(numbers)})


@cache
def _ours() -> tuple[TypstDocuments, Iterator[Sheet]]:
    return TypstDocuments(), own_copies()


@cache
def _theirs() -> tuple[TypstDocuments, Iterator[int]]:
    return TypstDocuments(TEMPLATES.parent / "bench"), count()
