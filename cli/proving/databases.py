"""Reads every table of a copy's SQLite files, as they are and as journals say that they were."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine, inspect, text

from cli.proving.copies import LEDGER, Copy

MAGIC = b"SQLite format 3\0"
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
WAL_HEADER, WAL_FRAME_HEADER = 32, 24
ROW_NUMBER = "rowid"


@dataclass(frozen=True)
class Table:
    """Rows in the order in which the database hands them out; the row's number is a column too."""

    place: str
    rows: tuple[dict[str, Any], ...]


def tables_now(copy: Copy) -> list[Table]:
    """Every table of every SQLite file, as the next who opens it would find it."""
    found = []
    for name, content in copy.files.items():
        if content.startswith(MAGIC):
            beside = {end: copy.files[name + end] for end in ("-wal", "-journal") if name + end in copy.files}
            found += _tables(name, content, beside)
    return [*found, *(_tables_of_postgres(copy.ledger_url) if copy.ledger_url else ())]


def tables_before(copy: Copy) -> list[list[Table]]:
    """Those of the store's files in each older state that a journal or a write-ahead log still holds."""
    older = []
    for name, content in copy.in_the_store().items():
        if content.startswith(MAGIC):
            journal, wal = copy.files.get(f"{name}-journal", b""), copy.files.get(f"{name}-wal", b"")
            if journal:
                older += [_tables(name, _rolled_back(content, journal), {}), _tables(name, content, {})]
            older += [_tables(name, content, {"-wal": part}) for part in _wal_after_each_commit(wal)]
    return older


def _tables_of_postgres(url: str) -> Iterator[Table]:
    """With each row's place on the disk and the number of the transaction that wrote it."""
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.execute(
                text(f'SELECT ctid::text, xmin::text::bigint AS xmin, * FROM "{table}" ORDER BY ctid')  # noqa: S608
            )
            yield Table(f"{LEDGER} {table}", tuple(dict(row._mapping) for row in rows))
    engine.dispose()


def _tables(name: str, content: bytes, beside: dict[str, bytes]) -> list[Table]:
    """Read from files of our own, because reading would mend them. Nothing where they cannot be read."""
    with TemporaryDirectory(prefix="klyngeflow-prove-") as folder:
        file = Path(folder) / "copy.sqlite"
        for end, part in {"": content, **beside}.items():
            file.with_name(file.name + end).write_bytes(part)
        try:
            with closing(sqlite3.connect(file)) as db:
                return [Table(f"{name} {table}", tuple(_rows(db, table))) for table in _names(db)]
        except sqlite3.DatabaseError:
            return []


def _names(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _rows(db: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    quoted = '"' + table.replace('"', '""') + '"'
    try:
        rows = db.execute(f"SELECT rowid AS {ROW_NUMBER}, * FROM {quoted}")  # noqa: S608 - no placeholder for names
    except sqlite3.OperationalError:  # a table WITHOUT ROWID
        rows = db.execute(f"SELECT * FROM {quoted}")  # noqa: S608
    columns = [column[0] for column in rows.description]
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def _rolled_back(content: bytes, journal: bytes) -> bytes:
    """The pages as they were, whatever the journal's own header says of being done with."""
    page_size = int.from_bytes(content[16:18], "big") or 4096
    sector = struct.unpack(">I", journal[20:24])[0] if journal.startswith(JOURNAL_MAGIC) else 512
    pages = {}
    for start in range(sector or 512, len(journal) - page_size - 7, page_size + 8):
        number = int.from_bytes(journal[start : start + 4], "big")
        pages[number] = journal[start + 4 : start + 4 + page_size]
    whole = bytearray(content)
    for number, page in pages.items():
        if 0 < number <= len(content) // page_size:
            whole[(number - 1) * page_size : number * page_size] = page
    return bytes(whole)


def _wal_after_each_commit(wal: bytes) -> Iterator[bytes]:
    if len(wal) < WAL_HEADER:
        return
    step = int.from_bytes(wal[8:12], "big") + WAL_FRAME_HEADER
    for end in range(WAL_HEADER + step, len(wal) + 1, step):
        pages_after_commit = int.from_bytes(wal[end - step + 4 : end - step + 8], "big")
        if pages_after_commit:
            yield wal[:end]
