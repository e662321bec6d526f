"""Logs: put aside once a day while their writer goes on, and gone when they are old."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.log_files import LogFolder

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
MONTH = timedelta(days=30)


def clean(folder: Path, now: datetime) -> int:
    return LogFolder(folder).forget_before(now - MONTH, now)


def test_a_log_is_put_aside_once_a_day_and_deleted_a_month_later(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    for day in range(40):
        log.write_text(f"day {day}\n")
        clean(tmp_path, NOON + timedelta(days=day))
        log.write_text("later\n")
        clean(tmp_path, NOON + timedelta(days=day, hours=1))
        assert log.read_text() == "later\n"
    kept = sorted(file.name for file in tmp_path.glob("worker.log.*"))
    assert (len(kept), kept[-1]) == (30, "worker.log.2027-04-09")


def test_no_line_outlives_the_limit(tmp_path: Path) -> None:
    (tmp_path / "server.log").write_text("old\n")
    clean(tmp_path, NOON)
    assert clean(tmp_path, NOON + MONTH) == 1
    assert not list(tmp_path.glob("server.log.*"))


def test_a_process_that_writes_goes_on_in_the_emptied_log(tmp_path: Path) -> None:
    """As a child of `klyngeflow up` does: it has the file open all the time."""
    log = tmp_path / "pages.log"
    talks = "import sys\nfor line in sys.stdin: print('said', line.strip(), flush=True)"
    with log.open("ab") as output:
        child = subprocess.Popen(
            [sys.executable, "-c", talks], stdin=subprocess.PIPE, stdout=output, text=True
        )
    assert child.stdin
    child.stdin.write("one\n")
    child.stdin.flush()
    while "one" not in log.read_text():
        assert child.poll() is None
    clean(tmp_path, NOON)
    child.stdin.write("two\n")
    child.stdin.close()
    child.wait(10)
    assert log.read_text() == "said two\n"
    assert (tmp_path / "pages.log.2027-03-01").read_text() == "said one\n"


def test_what_an_administrator_put_there_stays(tmp_path: Path) -> None:
    (tmp_path / "pages.log.backup").write_text("mine")
    assert clean(tmp_path, NOON) == 0
    assert clean(tmp_path / "nowhere", NOON) == 0
    assert (tmp_path / "pages.log.backup").read_text() == "mine"
