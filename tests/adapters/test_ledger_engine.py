"""The ledger's database: its tables are what the code expects, and its faults are told in our words."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from adapters.ledger import SqlLedger, open_engine
from adapters.ledger.engine import reading, writing
from adapters.ledger.migrate import migrate
from adapters.ledger.tables import members, metadata
from adapters.settings import PROJECT
from domain.errors import KlyngeflowError, LeaseLost, Refused, TryAgain
from tests.ledgers import MEETING, ORDER, POSTGRES_URL, START, HandClock

POSTGRES_OUT_OF_REACH = "postgresql+psycopg://nobody:hunter2secret@127.0.0.1:9/none"


def test_the_ledger_was_tried_on_postgres_too() -> None:
    if not POSTGRES_URL:
        pytest.skip("KLYNGEFLOW_TEST_POSTGRES_URL is not set: the ledger was tried on SQLite only")
    assert POSTGRES_URL.startswith("postgresql")


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(ledger: SqlLedger) -> None:
    migrate(ledger.engine)
    assert ledger.meetings.get(MEETING).order == ORDER


def test_a_ledger_of_a_later_version_is_refused_and_left_as_it_is(ledger: SqlLedger) -> None:
    with writing(ledger.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="this version is older"):
        migrate(ledger.engine)
    assert ledger.meetings.get(MEETING).order == ORDER


def test_processes_that_migrate_at_once_find_one_ledger(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'ledger.sqlite'}"
    code = (
        "import sys\nfrom adapters.ledger import open_engine\nfrom adapters.ledger.migrate import migrate\n"
        f"sys.stdin.readline()\nmigrate(open_engine({url!r}))"
    )
    command = [sys.executable, "-c", code]
    both = [
        subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        assert one.stdin
        one.stdin.write("now\n")
        one.stdin.flush()
    assert [one.communicate(timeout=60)[1] for one in both] == ["", ""]
    ledger = SqlLedger(open_engine(url), HandClock(), 60)
    assert ledger.meetings.add(ORDER, "kiap", START) == MEETING


def test_connections_that_open_a_new_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    start, modes = threading.Barrier(8), []

    def open_file() -> None:
        start.wait()
        with reading(open_engine(url)) as connection:
            modes.append(connection.exec_driver_sql("PRAGMA journal_mode").scalar())

    openers = [threading.Thread(target=open_file) for _ in range(8)]
    for one in openers:
        one.start()
    for one in openers:
        one.join()
    assert modes == ["wal"] * 8


def test_the_sqlite_file_survives_power_loss(tmp_path: Path) -> None:
    with reading(open_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def write_two(ledger: SqlLedger, first: dict[str, object], second: dict[str, object] | None) -> None:
    with writing(ledger.engine) as connection:
        connection.execute(members.insert().values(**first))
        if second is None:
            raise LeaseLost("in the middle")
        connection.execute(members.insert().values(**second))


def test_half_a_transaction_is_nothing(ledger: SqlLedger) -> None:
    with pytest.raises(LeaseLost):
        write_two(ledger, a_member("Ole"), None)
    assert ledger.members.of(MEETING) == ()


def a_member(name: str | None) -> dict[str, object]:
    return {
        "meeting_id": MEETING,
        "member_id": "m1",
        "email": "ole.hemmelig@praksis.example",
        "name": name,
        "practice_number": "",
    }


def test_no_fault_of_the_database_quotes_a_person(ledger: SqlLedger) -> None:
    with pytest.raises(KlyngeflowError) as refused:
        write_two(ledger, a_member("Ole"), a_member(None))
    told = "".join(traceback.format_exception(refused.value)) + repr(refused.value)
    assert "hemmelig" not in told
    assert "praksis.example" not in told


def test_a_write_for_an_unknown_meeting_is_refused_in_our_words(ledger: SqlLedger) -> None:
    with pytest.raises(KlyngeflowError, match="refused what was to be written"):
        ledger.records.mark_done("trivsel-zzzzzz", 1, "intake", "done")


def test_a_locked_ledger_is_a_passing_fault(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TryAgain, match="locked"):
        SqlLedger(engine, HandClock(), 60).meetings.add(ORDER, "kiap", START)
    other.execute("ROLLBACK")
    assert SqlLedger(engine, HandClock(), 60).meetings.all() == ()


def test_a_full_disk_stores_nothing_and_says_so(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    migrate(engine)
    with reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    ledger = SqlLedger(engine, HandClock(), 60)
    with pytest.raises(TryAgain, match="full"):
        ledger.meetings.add(replace(ORDER, wishes="x" * 100_000), "kiap", START)
    assert ledger.meetings.all() == ()


def test_a_ledger_out_of_reach_is_a_passing_fault_and_names_no_password() -> None:
    with pytest.raises(TryAgain) as refused:
        migrate(open_engine(POSTGRES_OUT_OF_REACH))
    assert "hunter2secret" not in "".join(traceback.format_exception(refused.value))
