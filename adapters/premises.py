"""The machine around the ledger: its disk, its logs and the outbox."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from adapters.log_files import LogFolder
from adapters.maildir import MaildirTransport
from domain.errors import KlyngeflowError

SECONDS_TO_WAIT = 0.5


class HomeFolder:
    """Implements `domain.ports.Premises` for KLYNGEFLOW_HOME. `outbox` is None where mails really leave."""

    def __init__(self, home: Path, outbox: MaildirTransport | None, least_free_bytes: int) -> None:
        self._home, self._outbox, self.least_free_bytes = home, outbox, least_free_bytes
        self._logs = LogFolder(home / "logs")

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._home).free

    def forget_mails(self, message_ids: Collection[str]) -> int:
        with _telling_the_place():
            return self._outbox.forget(message_ids) if self._outbox else 0

    def forget_mails_before(self, moment: datetime) -> int:
        with _telling_the_place():
            return self._outbox.forget_before(moment) if self._outbox else 0

    def forget_logs_before(self, moment: datetime, now: datetime) -> int:
        with _telling_the_place():
            return self._logs.forget_before(moment, now)

    def sweep_engine(self) -> bool:
        """Prefect leaves what it has deleted in its file's free pages."""
        file = self._home / "prefect" / "prefect.db"
        if not file.is_file():
            return True
        try:
            with closing(sqlite3.connect(file, timeout=SECONDS_TO_WAIT, isolation_level=None)) as database:
                database.execute("VACUUM")
                busy: int = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            return False
        return busy == 0


@contextmanager
def _telling_the_place() -> Iterator[None]:
    """Raises KlyngeflowError for a file that cannot be deleted or moved: the rest of upkeep goes on."""
    try:
        yield
    except OSError as fault:
        place = Path(fault.filename).name if fault.filename else "KLYNGEFLOW_HOME"
        raise KlyngeflowError(f"{place}: {fault.strerror}. Make it deletable, or make room.") from None
