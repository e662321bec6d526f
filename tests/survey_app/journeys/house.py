"""The whole system without its engine: real ledger, store, documents and letters, and a clock set by hand."""

from __future__ import annotations

import re
from pathlib import Path

from adapters.ledger import SqlLedger, open_engine
from adapters.settings import TEMPLATES
from adapters.wiring import LiveServices, prepare
from cli.rehearsal import stage
from domain.mails import MailKind
from tests.ledgers import HandClock
from tests.tasks.house import MailServer, PretendRuns, WallClock


class WholeHouse(LiveServices):
    """Implements `domain.ports.Services`. Mails are taken by `post`; `wall` is moved by hand."""

    def __init__(self, folder: Path, package: str = "trivsel") -> None:
        super().__init__(stage.build(folder, package, TEMPLATES / "packages" / package))
        self.wall = HandClock()
        self.database = SqlLedger(open_engine(self.settings.ledger_url), self.wall, lease_seconds=60)
        prepare(self)
        self.clock = WallClock(self.wall)
        self.post = self.transport = MailServer()
        self.runs = PretendRuns()

    def link_in_newest(self, kind: MailKind, to: str = "") -> str:
        """The personal link in the newest mail of the kind (to that address)."""
        mails = [m for m in self.post.taken if m.kind is kind and to in ("", m.to_address)]
        found = re.search(rf"{re.escape(self.base_url)}/[sk]/[A-Za-z0-9_-]+", mails[-1].text)
        assert found, f"no personal link in the mail {kind.value}"
        return found.group()
