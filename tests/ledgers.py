"""Ledgers for tests: a SQLite file copied from one that was migrated once, or an emptied Postgres schema."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, and_, create_engine, delete, event, text

from adapters.ledger import SqlLedger, open_engine
from adapters.ledger.migrate import migrate
from adapters.ledger.tables import steps
from domain.meeting import COPENHAGEN, Order
from domain.ports import Ledger

# Such as postgresql+psycopg://me@127.0.0.1/test; each test process works in a schema of its own.
POSTGRES_URL = os.environ.get("KLYNGEFLOW_TEST_POSTGRES_URL", "")
START = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)

ORDER = Order(
    package_id="trivsel",
    cluster="Nord",
    region="Region Midtjylland",
    coordinator_name="Åse Ærlig",
    coordinator_email="aase@praksis.example",
    phone="11 22 33 44",
    postal_address="Prøvevej 1, 0000 Eksempelby",
    meeting_starts=datetime(2027, 3, 11, 16, 0, tzinfo=COPENHAGEN),
    members_expected=24,
)
MEETING = ORDER.meeting_id()


class HandClock:
    """A wall clock that is moved by hand. Call it for the time."""

    def __init__(self, shows: datetime = START) -> None:
        self.shows = shows

    def __call__(self) -> datetime:
        return self.shows

    def walk(self, **time: float) -> None:
        self.shows += timedelta(**time)


def add_meeting(ledger: SqlLedger, **changes: Any) -> str:
    return ledger.meetings.add(replace(ORDER, **changes), "kiap", START)


def sqlite_engine(folder: Path) -> Engine:
    """A fresh ledger file in `folder`; it does not wait for the disk, so that tests are quick."""
    file = folder / "ledger.sqlite"
    shutil.copyfile(_migrated_file(), file)
    engine = open_engine(f"sqlite:///{file}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return engine


def postgres_engine() -> Engine:
    """An emptied ledger in the database that POSTGRES_URL names."""
    engine = _migrated_schema(POSTGRES_URL)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE orders, purges, alerts, alert_mails CASCADE"))
    return engine


@cache
def _migrated_file() -> Path:
    file = Path(tempfile.mkdtemp(prefix="klyngeflow-test-")) / "ledger.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@cache
def _migrated_schema(url: str) -> Engine:
    schema = f"klyngeflow_test_{os.getpid()}"
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine = open_engine(f"{url}?options=-csearch_path%3D{schema}")
    migrate(engine)
    return engine


def forget_done(ledger: Ledger, meeting_id: str, round: int, names: list[str]) -> None:
    """As if a run had died before it could say that these steps were done."""
    assert isinstance(ledger, SqlLedger)
    gone = and_(steps.c.meeting_id == meeting_id, steps.c.round == round, steps.c.step.in_(names))
    with ledger.engine.begin() as connection:
        connection.execute(delete(steps).where(gone))
