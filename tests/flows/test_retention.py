"""Retention with the real engine: of a meeting that is over nothing expired is in any file or database."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from adapters.settings import Settings
from cli.environment import engine_environment
from cli.stack import PREFECT_SERVER
from tests.flows.rehearsal_process import Rehearsal
from tests.tasks.kept_meeting import where

LONG_AGO = timedelta(days=100)
SECONDS = 180


class OldHome:
    """A copy of the rehearsal's folder, as if all had happened for real and long ago; its own server."""

    def __init__(self, rehearsal: Rehearsal, folder: Path) -> None:
        self.rehearsal, self.home = rehearsal, folder / "system"
        shutil.copytree(rehearsal.home, self.home)
        for mail in (self.home / "outbox" / "new").iterdir():
            os.utime(mail, (time.time() - LONG_AGO.total_seconds(),) * 2)
        with _open(self.home / "ledger.sqlite") as ledger:
            ledger.execute("UPDATE orders SET rehearsal = 0")
            _age(ledger, "rehearsal_clocks", "shows", -LONG_AGO)
        with _open(self.home / "prefect" / "prefect.db") as engine:
            _age(engine, "flow_run", "end_time", LONG_AGO)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def command(self, *arguments: str) -> str:
        here = {"KLYNGEFLOW_HOME": str(self.home), "KLYNGEFLOW_PREFECT_PORT": str(self.port)}
        done = self.rehearsal.command(*arguments, **here, PREFECT_API_URL=f"http://127.0.0.1:{self.port}/api")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def count(self, table: str) -> int:
        with _open(self.home / "prefect" / "prefect.db") as engine:
            return int(engine.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    @contextmanager
    def server(self) -> Iterator[None]:
        environment = engine_environment(
            Settings(_env_file=None, home=self.home, prefect_port=self.port)  # type: ignore[call-arg]
        )
        command = [sys.executable, *PREFECT_SERVER, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.home / "server.log").open("wb") as log:
            server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _until(lambda: _answers(f"http://127.0.0.1:{self.port}/api/health"))
            yield
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture
def old_home(stopped: Rehearsal, tmp_path: Path) -> OldHome:
    return OldHome(stopped, tmp_path)


@pytest.mark.long
def test_after_retention_nothing_expired_is_in_any_file_or_database(old_home: OldHome) -> None:
    words = _words(old_home.home)
    there = where(old_home.home, words)
    assert [word for word in words if word not in there] == []
    assert not any("prefect" in file for files in there.values() for file in files)
    with old_home.server():
        assert min(old_home.count(table) for table in ("flow_run_input", "log", "artifact")) > 0
        told = old_home.command("purge")
        assert "the house: runs (runs " in told, told
        assert where(old_home.home, words) == {}
        _until(lambda: old_home.count("log") == 0)
        assert old_home.count("flow_run WHERE end_time IS NOT NULL") == 0
        assert old_home.count("artifact WHERE flow_run_id IS NOT NULL") == 0
        assert old_home.count("flow_run_input") == 0
        with _open(old_home.home / "ledger.sqlite") as ledger:
            _age(ledger, "purges", "purged_at", timedelta(days=2))
        answered = (_answered_form(old_home.rehearsal.home),)
        assert where(old_home.home / "prefect", answered) != {}
        old_home.command("purge")
        assert where(old_home.home / "prefect", answered) == {}
        assert "people" in old_home.command("status", old_home.rehearsal.meeting_id)


def _words(home: Path) -> tuple[str, ...]:
    """What identifies somebody, and what they answered, as it stands in the ledger."""
    with _open(home / "ledger.sqlite") as ledger:
        order = ledger.execute("SELECT coordinator_name, coordinator_email, phone FROM orders").fetchone()
        members = [row[0] for row in ledger.execute("SELECT email FROM members")]
        hashes = [row[0] for row in ledger.execute("SELECT token_hash FROM invitations")]
        pulls = [row[0] for row in ledger.execute("SELECT content FROM pulls")]
    return (*order, *members, *hashes, *(pull[start : start + 60] for pull in pulls for start in (200, 2000)))


def _answered_form(home: Path) -> str:
    """What an operator wrote in a form, as the engine keeps it."""
    with _open(home / "prefect" / "prefect.db") as engine:
        values = [row[0] for row in engine.execute("SELECT value FROM flow_run_input")]
    return str(next(value for value in values if "initials" in value and "properties" not in value))


def _age(database: sqlite3.Connection, table: str, column: str, by: timedelta) -> None:
    for rowid, written in database.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
        if written:
            earlier = datetime.fromisoformat(written) - by
            database.execute(
                f"UPDATE {table} SET {column} = ? WHERE rowid = ?",
                (earlier.isoformat(" ", timespec="microseconds"), rowid),
            )


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=30)) as database, database:
        yield database


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _until(holds: object) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.2)
