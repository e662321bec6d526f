"""CPU of a member's own copy, two pages with PDF/UA and a QR code, against a page that only says hello."""

from __future__ import annotations

from functools import partial
from itertools import count

from adapters.documents import TypstDocuments
from adapters.settings import TEMPLATES
from bench.handout import milliseconds
from bench.measuring import in_turn, report
from bench.sheet_data import own_copies

OWN_COPY, HELLO = "own copy", "typst hello page"
TIMES = 100
GOAL = 4.5


def run() -> None:
    copies, numbers = own_copies(), count()
    documents, hello = TypstDocuments(), TypstDocuments(TEMPLATES.parent / "bench")
    arms = {
        OWN_COPY: lambda: milliseconds(partial(documents.render, "own_copy"), next(copies)),
        HELLO: lambda: milliseconds(partial(hello.render, "hello"), {"number": next(numbers)}),
    }
    report(in_turn(arms, TIMES), HELLO, "CPU ms", {OWN_COPY: GOAL})
