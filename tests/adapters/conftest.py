"""Each test that asks for a ledger runs on SQLite and, where one is named, on Postgres too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from adapters.ledger import SqlLedger
from tests.ledgers import POSTGRES_URL, HandClock, add_meeting, postgres_engine, sqlite_engine


@pytest.fixture
def wall() -> HandClock:
    return HandClock()


@pytest.fixture(params=["sqlite", *(["postgres"] if POSTGRES_URL else [])])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path)
        yield engine
        engine.dispose()
    else:
        yield postgres_engine()


@pytest.fixture
def ledger(engine: Engine, wall: HandClock) -> SqlLedger:
    """With one meeting in it, `tests.ledgers.MEETING`."""
    ledger = SqlLedger(engine, wall, lease_seconds=60)
    add_meeting(ledger)
    return ledger
