"""The logs that `klyngeflow up` has its children write: put aside once a day, deleted when they are old."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from adapters.durable_files import alone


class LogFolder:
    """`server.log` is written now, `server.log.2027-03-01` was put aside on that day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def forget_before(self, moment: datetime, now: datetime) -> int:
        """Returns how many files were deleted. What was put aside on a day is a day old at most."""
        if not self._folder.is_dir():
            return 0
        with alone(self._folder / ".lock"):
            for log in self._folder.glob("*.log"):
                self._put_aside(log, now.astimezone(UTC).date())
            old = [file for file, day in self._aside() if day < _day_after(moment)]
            for file in old:
                file.unlink()
        return len(old)

    def _put_aside(self, log: Path, today: date) -> None:
        """Copied and cut, not renamed: its writer has it open and goes on at the end, now the beginning.

        What is written in the moment between the two is lost.
        """
        aside = log.with_name(f"{log.name}.{today.isoformat()}")
        if aside.exists() or not log.stat().st_size:
            return
        part = aside.with_name(f"{aside.name}.part")
        shutil.copyfile(log, part)
        part.chmod(0o600)
        part.rename(aside)
        with log.open("r+b") as file:
            file.truncate(0)

    def _aside(self) -> list[tuple[Path, date]]:
        found = []
        for file in self._folder.glob("*.log.*"):
            try:
                found.append((file, date.fromisoformat(file.name.rpartition(".")[2])))
            except ValueError:  # an administrator's own
                continue
        return found


def _day_after(moment: datetime) -> date:
    """Its first lines are of the day before it was put aside."""
    return moment.astimezone(UTC).date() + timedelta(days=1)
