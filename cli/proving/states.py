"""What of a round's links and answers can be read in a copy: now, and as it was before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.sealed_file import KEY_BYTES, NONCE
from cli.proving.copies import LEDGER, STORE, Copy, of_values
from cli.proving.databases import Table, tables_before, tables_now

LARGEST_KEY_FILE = 4096


@dataclass(frozen=True)
class Kept:
    """A link's hash or an answer's fingerprint; how it is written; and what stands beside it."""

    what: str
    written: str
    beside: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """The used links and the answers, each in the order in which they are kept."""

    place: str
    links: tuple[Kept, ...]
    answers: tuple[Kept, ...]

    @property
    def round(self) -> str:
        """What all files of one round are called, but for their ending."""
        return self.place.rpartition(".")[0]


class Readable:
    """Everything that can be read in a copy, with every way tried once."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy

    @cached_property
    def tables(self) -> list[Table]:
        return tables_now(self.copy)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The invited member of each link, in the ledger's order."""
        return {row["token_hash"]: row["member_id"] for row in self.ledger("invitations")}

    def ledger(self, table: str) -> tuple[dict[str, Any], ...]:
        found = [one.rows for one in self.tables if one.place == f"{LEDGER} {table}"]
        return found[0] if found else ()

    @cached_property
    def states(self) -> list[State]:
        """As it is; more than one when several files of the store can be read."""
        return [*sealed_states(self.copy), *self._in_tables(self.tables)]

    @cached_property
    def older(self) -> list[State]:
        return [state for tables in tables_before(self.copy) for state in self._in_tables(tables)]

    def _in_tables(self, tables: list[Table]) -> Iterator[State]:
        """Each file of the store is one state."""
        files = sorted({table.place.rpartition(" ")[0] for table in tables})
        for file in files:
            mine = [table for table in tables if table.place.startswith(f"{file} ")]
            links = [kept for table in mine for kept in _links(table, self.hashes)]
            answers = [kept for table in mine for kept in _answers(table)]
            if file.startswith(f"{STORE}/") and (links or answers):
                yield State(file, tuple(links), tuple(answers))


def sealed_states(copy: Copy) -> Iterator[State]:
    """Whatever any 32 bytes of a small file open, tried as a key on every file of the store."""
    files = copy.in_the_store()
    small = [content for content in files.values() if len(content) <= LARGEST_KEY_FILE]
    keys = {content[i : i + KEY_BYTES] for content in small for i in range(len(content) - KEY_BYTES + 1)}
    for name, content in files.items():
        for key in keys:
            try:
                opened = AESGCM(key).decrypt(NONCE, content, None)
            except InvalidTag:
                continue
            yield _state(name, json.loads(opened.rstrip(b"\0")[:-1]))


def _state(name: str, held: dict[str, Any]) -> State:
    used = [Kept(link, link, {}) for link, is_used in held["links"].items() if is_used]
    answers = [Kept(answer_of(one) or one, one, {}) for one in held["answers"]]
    return State(name, tuple(used), tuple(answers))


def answer_of(written: Any) -> str:
    """The fingerprint of an answer that is written so; empty when it is none."""
    try:
        read = json.loads(written) if isinstance(written, str | bytes) else None
    except ValueError:
        return ""
    return of_values(read["values"]) if isinstance(read, dict) and "values" in read else ""


def _links(table: Table, hashes: Mapping[str, str]) -> Iterator[Kept]:
    for row in table.rows:
        found = [value for value in row.values() if isinstance(value, str) and value in hashes]
        if found and row.get("used", 1):
            yield Kept(found[0], found[0], {name: v for name, v in row.items() if v != found[0]})


def _answers(table: Table) -> Iterator[Kept]:
    for row in table.rows:
        found = [value for value in row.values() if answer_of(value)]
        if found:
            written = found[0] if isinstance(found[0], str) else found[0].decode()
            beside = {name: v for name, v in row.items() if v != found[0]}
            yield Kept(answer_of(written), written, beside)
