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
    """by each value beside them: a key, a number, a time"""
    answers = _answers(found)
    columns = sorted({name for answer in answers for name in answer.beside})
    return {name: [a.what for a in _sorted(answers, name)] for name in columns}


def by_place_in_the_bytes(found: Readable) -> Orders:
    """by where they first stand in a file's bytes: pages, journals, logs"""
    places = {}
    for name, content in found.copy.files.items():
        at = {a.what: content.find(a.written.encode()) for a in _answers(found)}
        standing = [what for what, place in at.items() if place >= 0]
        if len(standing) > len(at) / 2:
            places[_kind(name)] = sorted(standing, key=lambda what: at[what])
    return places


def by_how_many_old_copies_lie_about(found: Readable) -> Orders:
    """by how often their bytes stand in files: what came first was written over most often"""
    everything = list(found.copy.files.values())
    times = {a.what: sum(one.count(a.written.encode()) for one in everything) for a in _answers(found)}
    return {"": sorted(times, key=lambda what: -times[what])} if len(set(times.values())) > 1 else {}


def by_the_time_of_their_file(found: Readable) -> Orders:
    """by when the file was last written, where answers lie in files of their own"""
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
    """free texts in the order in which the frozen pull keeps them"""
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


def _kind(name: str) -> str:
    """A journal or a log is another place than its database."""
    return next((end for end in ("-wal", "-journal", "-shm") if name.endswith(end)), "the file itself")


def _pulls(found: Readable) -> Iterator[dict[str, dict[str, list[str]]]]:
    for row in found.ledger("pulls"):
        yield json.loads(row["content"])
