"""An operator's desk for tests: commands run in this process, on a home of their own, without an engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.clock import wall_clock
from adapters.ledger import SqlLedger
from adapters.settings import PROJECT
from adapters.wiring import LiveServices, open_services
from cli.main import main
from data_contracts.order import read_order
from domain.meeting import COPENHAGEN, Meeting, Member
from tests.ledgers import sqlite_engine

EXAMPLE = (PROJECT / "examples" / "order.yaml").read_text(encoding="utf-8")
IN_TIME = (datetime.now(COPENHAGEN) + timedelta(days=90)).date()
TEN = "\n".join(f"laege{number}@klinik.example" for number in range(10))


@dataclass(frozen=True)
class Said:
    """What a command ended with. `out` and `err` on one line each, however they were wrapped."""

    code: int
    out: str
    err: str
    lines: tuple[str, ...] = ()


class Desk:
    """The current folder is `folder`; its settings come from the environment as an operator's do."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture

    def run(self, *arguments: str) -> Said:
        self._capture.readouterr()
        try:
            main(list(arguments))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        else:
            code = 0
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Said(code, " ".join(out.split()), " ".join(err.split()), tuple(out.splitlines()))

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def order(self, text: str | bytes, *options: str) -> Said:
        return self.run("order", self.file("order.yaml", text), *options)

    def ordered(self, package: str = "trivsel") -> str:
        """The example's meeting, with this package, lies in a ledger that was there before; its id."""
        home = self.folder / "home"
        home.mkdir()
        ledger = SqlLedger(sqlite_engine(home), wall_clock, lease_seconds=60)
        now = wall_clock().astimezone(COPENHAGEN)
        order = an_order("package: trivsel", f"package: {package}").encode()
        return ledger.meetings.add(read_order(order, packages=[package], now=now), "kiap", now)

    def services(self) -> LiveServices:
        """What the commands left behind."""
        return open_services()

    def meetings(self) -> tuple[Meeting, ...]:
        return self.services().ledger.meetings.all()

    def members(self) -> tuple[Member, ...]:
        return tuple(m for meeting in self.meetings() for m in self.services().ledger.members.of(meeting.id))


def an_order(line: str = "", instead: str = "") -> str:
    """The example with a date that can still be met, and with one line changed."""
    assert line in EXAMPLE
    text = EXAMPLE.replace(line, instead) if line else EXAMPLE
    return text.replace("date: 2027-03-11", f"date: {IN_TIME}")
