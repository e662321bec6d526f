"""Attempts that need no order: something in the files ties an answer to its link."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from itertools import pairwise

from cli.proving.states import Kept, Readable, State

Pairs = list[tuple[str, str]]
DIGESTS = ("sha256", "sha1", "md5", "sha512", "blake2b", "sha3_256")


def in_one_row(found: Readable) -> Pairs:
    """by a value that stands beside both"""
    pairs = []
    for state in found.states:
        marks = _marks(state.answers)
        pairs += [(link.what, marks[m]) for link in state.links for m in _marks((link,)) if m in marks]
    return pairs


def by_a_hash_beside_the_link(found: Readable) -> Pairs:
    """by a digest of the answer beside the link"""
    pairs = []
    for state in found.states:
        digests = {digest: a.what for a in state.answers for digest in _digests(a.written, found)}
        for link in state.links:
            values = (v.hex() if isinstance(v, bytes) else v for v in link.beside.values())
            pairs += [(link.what, digests[v]) for v in values if isinstance(v, str) and v in digests]
    return pairs


def by_what_changed_between_two_states(found: Readable) -> Pairs:
    """by what changed between two states that both can be read"""
    pairs = []
    for older, newer in _one_after_the_other(found):
        links = {link.what for link in newer.links} - {link.what for link in older.links}
        answers = {answer.what for answer in newer.answers} - {answer.what for answer in older.answers}
        if len(links) == len(answers) == 1:
            pairs.append((links.pop(), answers.pop()))
    return pairs


def by_how_much_a_file_grew(found: Readable) -> Pairs:
    """by how much a file of the store grew"""
    sizes = sorted({len(content) for content in found.copy.in_the_store().values()})
    answers = [answer for state in found.states for answer in state.answers]
    grown = {later - earlier for earlier, later in pairwise(sizes)}
    fits = [answer.what for answer in answers if len(answer.written) in grown]
    return [(found.copy.arrival[-1], fits[0])] if len(fits) == 1 and found.copy.arrival else []


DIRECT: tuple[Callable[[Readable], Pairs], ...] = (
    in_one_row,
    by_a_hash_beside_the_link,
    by_what_changed_between_two_states,
    by_how_much_a_file_grew,
)


def _one_after_the_other(found: Readable) -> Iterator[tuple[State, State]]:
    """All that can be read of a round, the fewest answers first."""
    everything = [*found.older, *found.states]
    for round in {state.round for state in everything}:
        of_round = [state for state in everything if state.round == round]
        yield from pairwise(sorted(of_round, key=lambda state: len(state.answers)))


def _marks(kept: tuple[Kept, ...]) -> dict[tuple[str, object], str]:
    """Values that only one has. Rows' own numbers are none: each table counts for itself."""
    seen: dict[tuple[str, object], list[str]] = {}
    for one in kept:
        for column, value in one.beside.items():
            if column != "rowid":
                seen.setdefault((type(value).__name__, value), []).append(one.what)
    return {mark: whose[0] for mark, whose in seen.items() if len(whose) == 1}


def _digests(written: str, found: Readable) -> Iterator[str]:
    keys = [content.strip() for name, content in found.copy.files.items() if name == "secret"]
    for name in DIGESTS:
        yield hashlib.new(name, written.encode()).hexdigest()
        yield from (hmac.new(key, written.encode(), name).hexdigest() for key in keys)
