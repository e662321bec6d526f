"""Which engine run serves which round: attempts, so that a lost run can be made anew exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import runs


@dataclass(frozen=True)
class RunRow:
    """One attempt at running a round. `due` is when it was to start, on the meeting's own clock."""

    meeting_id: str
    round: int
    attempt: int
    flow_run_id: str | None
    due: datetime | None

    @property
    def idempotency_key(self) -> str:
        return f"{self.meeting_id}/{self.round}/{self.attempt}"


class RunBook(Book):
    """The runs table."""

    def latest(self, meeting_id: str, round: int) -> RunRow | None:
        return next(iter(self.newest(meeting_id, round, 1)), None)

    def attempt(self, meeting_id: str, round: int, number: int, due: datetime | None) -> None:
        """Writes the attempt before the engine hears of it; the same number again changes nothing."""
        with self._writing() as connection:
            connection.execute(
                self._insert(runs)
                .values(meeting_id=meeting_id, round=round, attempt=number, due=due)
                .on_conflict_do_nothing()
            )

    def started(self, run: RunRow, flow_run_id: str) -> None:
        with self._writing() as connection:
            connection.execute(
                update(runs)
                .where(
                    runs.c.meeting_id == run.meeting_id,
                    runs.c.round == run.round,
                    runs.c.attempt == run.attempt,
                )
                .values(flow_run_id=flow_run_id)
            )

    def newest(self, meeting_id: str, round: int, most: int) -> tuple[RunRow, ...]:
        query = _attempts(meeting_id, round).limit(most)
        with self._reading() as connection:
            return tuple(_run(row) for row in connection.execute(query))


def _attempts(meeting_id: str, round: int) -> Select[Any]:
    return (
        select(runs)
        .where(runs.c.meeting_id == meeting_id, runs.c.round == round)
        .order_by(runs.c.attempt.desc())
    )


def _run(row: Row[Any]) -> RunRow:
    return RunRow(row.meeting_id, row.round, row.attempt, row.flow_run_id, row.due)
