"""The open rounds' answers: one SQLite file a round, giving away neither who answered what nor when."""

from __future__ import annotations

import json
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from domain.errors import NotFound, Refused, TryAgain
from domain.ports import SubmitResult
from domain.questionnaire import Answers

ROUND_KEY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,80})/([0-9]{1,2})")

# PRAGMA user_version says where the round stands: it changes with the transaction, like a row.
UNMADE, OPEN, CLOSED = 0, 1, 2

# Both tables are kept in the order of their key. Written whole in that order, a page's bytes depend on what
# it holds and never on what was written first: keys of answers are random and new each time.
SCHEMA = (
    "CREATE TABLE link (hash TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE answer (key BLOB PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
    f"PRAGMA user_version = {OPEN}",
)

CAREFUL = (
    # A write-ahead log, and pages that are freed but not wiped, would keep the order of arrival.
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_spill = OFF",
)


class SqliteAnswerStore:
    """Implements `domain.ports.AnswerStore` in a folder of its own (0700; the files 0600).

    Safe for many threads and processes. Every call raises TryAgain when the file stays locked for
    `patience` seconds or the disk is full; nothing has then changed.
    """

    def __init__(self, folder: Path, patience: float = 5.0) -> None:
        self._folder = folder
        self._patience = patience
        # Within one process a queue is fairer and quicker than SQLite's polling for the lock.
        self._turn = threading.Lock()

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        self._make_file(self._file(round_key))
        with self._writing(round_key) as db:
            if _state(db) == UNMADE:
                for statement in SCHEMA:
                    db.execute(statement)
            if _state(db) == OPEN:
                _write_links(db, dict.fromkeys(token_hashes, 0) | _links(db))

    def retire(self, round_key: str, token_hashes: Iterable[str]) -> None:
        retired = set(token_hashes)
        if not self.exists(round_key) or not retired:
            return
        with self._writing(round_key) as db:
            if _state(db) == OPEN:
                links = _links(db).items()
                _write_links(db, {hash_: used for hash_, used in links if used or hash_ not in retired})

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        if not self.exists(round_key):
            return SubmitResult.CLOSED
        with self._writing(round_key) as db:
            if _state(db) != OPEN:
                return SubmitResult.CLOSED
            links = _links(db)
            if token_hash not in links:
                return SubmitResult.UNKNOWN_LINK
            if links[token_hash]:
                return SubmitResult.ALREADY_RECEIVED
            _write_links(db, links | {token_hash: 1})
            _write_answers(db, [*_contents(db), _to_json(answers)])
            return SubmitResult.ACCEPTED

    def is_used(self, round_key: str, token_hash: str) -> bool:
        return token_hash in self.used(round_key)

    def used(self, round_key: str) -> frozenset[str]:
        if not self.exists(round_key):
            return frozenset()
        with self._reading(round_key) as db:
            links = {} if _state(db) == UNMADE else _links(db)
            return frozenset(token_hash for token_hash, used in links.items() if used)

    def close(self, round_key: str) -> None:
        if not self.exists(round_key):
            return
        with self._writing(round_key) as db:
            if _state(db) == OPEN:
                db.execute(f"PRAGMA user_version = {CLOSED}")

    def read_closed(self, round_key: str) -> tuple[Answers, ...]:
        """Raises NotFound when the round is not here (any more), Refused while it is open."""
        if not self.exists(round_key):
            raise NotFound(f"The answer store has no round {round_key}.")
        with self._reading(round_key) as db:
            if _state(db) != CLOSED:
                raise Refused(f"Round {round_key} is still open: close it before reading its answers.")
            return tuple(_from_json(content) for content in _contents(db))

    def delete(self, round_key: str) -> None:
        file = self._file(round_key)
        file.unlink(missing_ok=True)
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)

    def exists(self, round_key: str) -> bool:
        file = self._file(round_key)
        return file.is_file() and file.stat().st_size > 0

    def _file(self, round_key: str) -> Path:
        match = ROUND_KEY.fullmatch(round_key)
        if match is None:
            raise NotFound("The answer store was asked for a round whose key is not <meeting id>/<round>.")
        return self._folder / f"{match[1]}.{match[2]}.sqlite"

    def _make_file(self, file: Path) -> None:
        if not self._folder.is_dir():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))

    @contextmanager
    def _reading(self, round_key: str) -> Iterator[sqlite3.Connection]:
        address = f"{self._file(round_key).absolute().as_uri()}?mode=rw"
        try:
            db = sqlite3.connect(address, uri=True, timeout=self._patience, isolation_level=None)
            with closing(db):
                for pragma in CAREFUL:
                    db.execute(pragma)
                yield db
        except sqlite3.OperationalError as error:
            raise TryAgain(f"Round {round_key}: its answers cannot be reached now ({error}).") from error

    @contextmanager
    def _writing(self, round_key: str) -> Iterator[sqlite3.Connection]:
        if not self._turn.acquire(timeout=self._patience):
            raise TryAgain(f"Too many answers of round {round_key} arrive at once.")
        try:
            with self._reading(round_key) as db:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
        finally:
            # Leaving by an exception closes the connection, and that rolls back.
            self._turn.release()


def _state(db: sqlite3.Connection) -> int:
    (state,) = db.execute("PRAGMA user_version").fetchone()
    return int(state)


def _links(db: sqlite3.Connection) -> dict[str, int]:
    return dict(db.execute("SELECT hash, used FROM link ORDER BY hash"))


def _contents(db: sqlite3.Connection) -> list[str]:
    return [content for (content,) in db.execute("SELECT content FROM answer ORDER BY key")]


def _write_links(db: sqlite3.Connection, links: Mapping[str, int]) -> None:
    db.execute("DELETE FROM link")
    db.executemany("INSERT INTO link VALUES (?, ?)", sorted(links.items()))


def _write_answers(db: sqlite3.Connection, contents: list[str]) -> None:
    db.execute("DELETE FROM answer")
    db.executemany("INSERT INTO answer VALUES (?, ?)", sorted((secrets.token_bytes(16), c) for c in contents))


def _to_json(answers: Answers) -> str:
    return json.dumps({"values": dict(answers.values), "texts": dict(answers.texts)}, sort_keys=True)


def _from_json(content: str) -> Answers:
    kept = json.loads(content)
    return Answers(values=kept["values"], texts=kept["texts"])
