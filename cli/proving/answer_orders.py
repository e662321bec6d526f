"""Orders in which a copy's files keep the answers; that of their arrival would join them to links."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from cli.proving.copies import of_values
from cli.proving.states import Kept, Readable

# By name, such as the column's: fingerprints or texts in that order.
Orders = Mapping[str, list[str]]


def as_they_lie(found: Readable) -> Orders:
    """in the order in which the store keeps them"""
    return {"": [answer.what for answer in _answers(found)]}


def by_what_stands_beside(found: Readable) -> Orders:
    """by a key, number or time beside them"""
    answers = _answers(found)
    columns = sorted({name for answer in answers for name in answer.beside})
    return {name: [a.what for a in _sorted(answers, name)] for name in columns}


def by_place_in_the_bytes(found: Readable) -> Orders:
    """by where they stand in a file's bytes"""
    orders = {}
    for name, content in found.copy.files.items():
        places = {a.what: content.find(a.written.encode()) for a in _answers(found)}
        standing = {what: place for what, place in places.items() if place >= 0}
        if len(standing) > len(places) / 2:
            orders[_kind(name)] = sorted(standing, key=standing.__getitem__)
            orders[f"{_kind(name)}, page by page"] = sorted(standing, key=_page_by_page(content, standing))
    return orders


def by_how_many_old_copies_lie_about(found: Readable) -> Orders:
    """by how many copies of their bytes lie about"""
    everything = list(found.copy.files.values())
    times = {a.what: sum(one.count(a.written.encode()) for one in everything) for a in _answers(found)}
    return {"": sorted(times, key=lambda what: -times[what])} if len(set(times.values())) > 1 else {}


def by_the_time_of_their_file(found: Readable) -> Orders:
    """by the times of the files they lie in"""
    files = {}
    for answer in _answers(found):
        for name, content in found.copy.in_the_store().items():
            if answer.written.encode() in content:
                files[answer.what] = found.copy.folder / name
    times = {what: file.stat().st_mtime_ns for what, file in files.items()}
    return {"": sorted(times, key=lambda what: times[what])} if len(set(files.values())) > 1 else {}


def as_frozen(found: Readable) -> Orders:
    """in the order of the frozen pull's rows"""
    return {"": [of_values(row) for content in _pulls(found) for row in content["answers"]]}


def texts_as_frozen(found: Readable) -> Orders:
    """free texts in the order of the frozen pull"""
    texts = [text for content in _pulls(found) for item in content["texts"].values() for text in item]
    return {"": texts}


ANSWER_ORDERS: tuple[Callable[[Readable], Orders], ...] = (
    as_they_lie,
    by_what_stands_beside,
    by_place_in_the_bytes,
    by_how_many_old_copies_lie_about,
    by_the_time_of_their_file,
    as_frozen,
    texts_as_frozen,
)


def _answers(found: Readable) -> list[Kept]:
    return [answer for state in found.states for answer in state.answers]


def _sorted(answers: list[Kept], column: str) -> list[Kept]:
    """Values of different kinds are not mixed: those without the column are left out."""
    return sorted((a for a in answers if column in a.beside), key=lambda a: sortable(a.beside[column]))


def sortable(value: object) -> tuple[str, float, str]:
    if isinstance(value, int | float):
        return ("number", float(value), "")
    return ("text", 0.0, value.hex() if isinstance(value, bytes) else str(value))


def _page_by_page(content: bytes, places: Mapping[str, int]) -> Callable[[str], tuple[int, int]]:
    """A database fills its pages one after the other, and each from its end."""
    size = int.from_bytes(content[16:18], "big") or 4096
    return lambda what: (places[what] // size, -places[what])


def _kind(name: str) -> str:
    """A journal or a log is another place than its database."""
    return next((end for end in ("-wal", "-journal", "-shm") if name.endswith(end)), "the file itself")


def _pulls(found: Readable) -> Iterator[dict[str, dict[str, list[str]]]]:
    for row in found.ledger("pulls"):
        yield json.loads(row["content"])
