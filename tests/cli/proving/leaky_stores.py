"""Answer stores that each break one rule: each a SQLite file a round, careful but for what its name says."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from domain.ports import SubmitResult
from domain.questionnaire import Answers

LINKS = "CREATE TABLE IF NOT EXISTS link (hash TEXT PRIMARY KEY, used INTEGER, receipt TEXT) WITHOUT ROWID"
IN_NO_ORDER = "CREATE TABLE IF NOT EXISTS answer (key BLOB PRIMARY KEY, content TEXT) WITHOUT ROWID"


class CarefulSqlite:
    """Implements `domain.ports.AnswerStore`. Every answer rewrites all rows under new random keys."""

    journal = "TRUNCATE"
    answers = IN_NO_ORDER

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        with self._writing(round_key) as db:
            db.execute(LINKS)
            db.execute(self.answers)
            db.executemany("INSERT INTO link VALUES (?, 0, '')", [(one,) for one in token_hashes])

    def retire(self, round_key: str, token_hashes: Iterable[str]) -> None:
        """Nobody leaves the list of its surveys."""

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        content = json.dumps({"values": dict(answers.values), "texts": dict(answers.texts)})
        with self._writing(round_key) as db:
            db.execute("UPDATE link SET used = 1 WHERE hash = ?", (token_hash,))
            self._keep(db, token_hash, content)
        return SubmitResult.ACCEPTED

    def is_used(self, round_key: str, token_hash: str) -> bool:
        return token_hash in self.used(round_key)

    def used(self, round_key: str) -> frozenset[str]:
        with closing(self._open(round_key)) as db:
            return frozenset(link for (link,) in db.execute("SELECT hash FROM link WHERE used = 1"))

    def close(self, round_key: str) -> None:
        """Its surveys are never closed while they are looked at."""

    def read_closed(self, round_key: str) -> tuple[Answers, ...]:
        with closing(self._open(round_key)) as db:
            read = [json.loads(content) for (content,) in db.execute("SELECT content FROM answer")]
        return tuple(Answers(one["values"], one["texts"]) for one in read)

    def delete(self, round_key: str) -> None:
        self._file(round_key).unlink(missing_ok=True)

    def exists(self, round_key: str) -> bool:
        return self._file(round_key).exists()

    def _keep(self, db: sqlite3.Connection, token_hash: str, content: str) -> None:
        everything = [*(one for (one,) in db.execute("SELECT content FROM answer")), content]
        db.execute("DELETE FROM answer")
        db.executemany(
            "INSERT INTO answer VALUES (?, ?)", sorted((secrets.token_bytes(16), one) for one in everything)
        )

    def _file(self, round_key: str) -> Path:
        return self._folder / f"{round_key.replace('/', '.')}.sqlite"

    def _open(self, round_key: str) -> sqlite3.Connection:
        db = sqlite3.connect(self._file(round_key), isolation_level=None)
        db.execute(f"PRAGMA journal_mode = {self.journal}")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA synchronous = OFF")
        return db

    @contextmanager
    def _writing(self, round_key: str) -> Iterator[sqlite3.Connection]:
        with closing(self._open(round_key)) as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            self._commit(db, self._file(round_key))

    def _commit(self, db: sqlite3.Connection, file: Path) -> None:
        db.execute("COMMIT")


class TimeColumn(CarefulSqlite):
    answers = "CREATE TABLE IF NOT EXISTS answer (key BLOB PRIMARY KEY, content TEXT, at REAL) WITHOUT ROWID"

    def _keep(self, db: sqlite3.Connection, token_hash: str, content: str) -> None:
        row = (secrets.token_bytes(16), content, time.time())
        db.execute("INSERT INTO answer VALUES (?, ?, ?)", row)


class WriteAheadLog(CarefulSqlite):
    """A connection stays open, as those of a busy server do: the last to leave would tidy the log away."""

    journal = "WAL"

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        super().invite(round_key, token_hashes)
        self._stays_open = self._open(round_key)
        self._stays_open.execute("SELECT count(*) FROM link").fetchone()


class OrderInThePage(CarefulSqlite):
    """The keys are random, but the rows lie where they fell."""

    answers = "CREATE TABLE IF NOT EXISTS answer (key BLOB, content TEXT)"

    def _keep(self, db: sqlite3.Connection, token_hash: str, content: str) -> None:
        db.execute("INSERT INTO answer VALUES (?, ?)", (secrets.token_bytes(16), content))


class HashBesideTheLink(CarefulSqlite):
    def _keep(self, db: sqlite3.Connection, token_hash: str, content: str) -> None:
        receipt = hashlib.sha256(content.encode()).hexdigest()
        db.execute("UPDATE link SET receipt = ? WHERE hash = ?", (receipt, token_hash))
        super()._keep(db, token_hash, content)


class SameNumberOnBoth(CarefulSqlite):
    answers = "CREATE TABLE IF NOT EXISTS answer (key BLOB PRIMARY KEY, content TEXT, number TEXT)"

    def _keep(self, db: sqlite3.Connection, token_hash: str, content: str) -> None:
        number = secrets.token_hex(4)
        db.execute("UPDATE link SET receipt = ? WHERE hash = ?", (number, token_hash))
        db.execute("INSERT INTO answer VALUES (?, ?, ?)", (secrets.token_bytes(16), content, number))


class OldStateInTheJournal(CarefulSqlite):
    """Stops in the moment of every commit: the new pages are written, the journal is not yet emptied."""

    def _commit(self, db: sqlite3.Connection, file: Path) -> None:
        journal = file.with_name(f"{file.name}-journal")
        before = journal.read_bytes()
        super()._commit(db, file)
        with journal.open("r+b") as kept:
            kept.write(before)
            kept.flush()
            for _ in range(30):  # on a disk this wait is most of a commit
                os.fsync(kept.fileno())
            kept.truncate(0)
