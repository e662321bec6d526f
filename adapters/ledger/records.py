"""The small facts of a round: steps done, decisions, verdicts, releases, waits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, select

from adapters.ledger.book import Book
from adapters.ledger.tables import decisions, releases, steps, verdicts, waits
from adapters.ledger.text_choices import standing_choice
from domain.errors import Refused, TryAgain
from domain.ports import Decision, Wait
from domain.verdict import Finding, Outcome, Verdict


class RecordBook(Book):
    """Implements `domain.ports.Records`."""

    def is_done(self, meeting_id: str, round: int, step: str) -> bool:
        return step in self.steps_done(meeting_id, round)

    def done_at(self, meeting_id: str, round: int, step: str) -> datetime | None:
        query = select(steps.c.done_at).where(_of(steps, meeting_id, round), steps.c.step == step)
        with self._reading() as connection:
            return connection.scalar(query)

    def steps_done(self, meeting_id: str, round: int) -> Mapping[str, str]:
        query = select(steps).where(_of(steps, meeting_id, round)).order_by(steps.c.done_at)
        with self._reading() as connection:
            return {row.step: row.summary for row in connection.execute(query)}

    def mark_done(self, meeting_id: str, round: int, step: str, summary: str) -> None:
        row = {"meeting_id": meeting_id, "round": round, "step": step}
        first = self._insert(steps).values(**row, summary=summary, done_at=self._now())
        # Done again it keeps its day: retention counts from it.
        again = first.on_conflict_do_update(index_elements=list(row), set_={"summary": summary})
        with self._writing() as connection:
            connection.execute(again)

    def decision(self, meeting_id: str, round: int, kind: str) -> Decision | None:
        query = select(decisions).where(_of(decisions, meeting_id, round), decisions.c.kind == kind)
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return Decision(kind, row.choice, json.loads(row.detail), row.initials) if row else None

    def decide(self, meeting_id: str, round: int, decision: Decision) -> Decision:
        row = decision_values(meeting_id, round, decision, self._now())
        with self._writing() as connection:
            connection.execute(self._insert(decisions).values(**row).on_conflict_do_nothing())
        return self.decision(meeting_id, round, decision.kind) or decision

    def decide_anew(self, meeting_id: str, round: int, decision: Decision) -> None:
        with self._writing() as connection:
            self._put(connection, decisions, **decision_values(meeting_id, round, decision, self._now()))

    def verdict(self, meeting_id: str, round: int) -> Verdict | None:
        with self._reading() as connection:
            row = connection.execute(select(verdicts).where(_of(verdicts, meeting_id, round))).one_or_none()
        if row is None:
            return None
        findings = tuple(Finding(**finding) for finding in json.loads(row.findings))
        return Verdict(Outcome(row.outcome), findings)

    def set_verdict(self, meeting_id: str, round: int, verdict: Verdict, pull_hash: str) -> None:
        with self._writing() as connection:
            self._put(
                connection,
                verdicts,
                meeting_id=meeting_id,
                round=round,
                pull_hash=pull_hash,
                outcome=verdict.outcome.value,
                findings=json.dumps([asdict(finding) for finding in verdict.findings], ensure_ascii=False),
                judged_at=self._now(),
            )

    def release(self, meeting_id: str, round: int) -> Mapping[str, Any] | None:
        with self._reading() as connection:
            content = connection.scalar(select(releases.c.content).where(_of(releases, meeting_id, round)))
        return json.loads(content) if content else None

    def set_release(self, meeting_id: str, round: int, release: Mapping[str, Any]) -> None:
        standing = select(releases.c.content).where(_of(releases, meeting_id, round))
        content = json.dumps(dict(release), ensure_ascii=False)
        with self._writing() as connection:
            self._one_at_a_time(connection, meeting_id)  # commitments and texts close with the release
            chosen = standing_choice(connection, meeting_id, round)
            if release.get("texts", {}).get("choice", 0) != (chosen.number if chosen else 0):
                raise TryAgain("Somebody chose other texts while the report was built; it is built anew.")
            before = connection.scalar(standing.with_for_update())
            if before and _shown(before) != _shown(content):
                raise Refused(
                    f"{meeting_id}, round {round}, is released already, with other numbers. What was "
                    "released or withheld once stays so: put the package and the decision back as they were."
                )
            self._put(
                connection,
                releases,
                meeting_id=meeting_id,
                round=round,
                pull_hash=release["pull_hash"],
                content=content,
                released_at=self._now(),
            )

    def waiting(self, meeting_id: str, round: int) -> Wait | None:
        with self._reading() as connection:
            row = connection.execute(select(waits).where(_of(waits, meeting_id, round))).one_or_none()
        return Wait(meeting_id, round, row.state, row.until, row.wakes_at) if row else None

    def set_waiting(self, wait: Wait) -> None:
        with self._writing() as connection:
            self._put(connection, waits, **asdict(wait))

    def clear_waiting(self, meeting_id: str, round: int) -> None:
        with self._writing() as connection:
            connection.execute(delete(waits).where(_of(waits, meeting_id, round)))


def _shown(content: str) -> tuple[Any, ...]:
    """What of a release may never change; its passport may."""
    release = json.loads(content)
    return tuple(release.get(part) for part in ("pull_hash", "form", "figures", "comparison", "texts"))


def decision_values(meeting_id: str, round: int, decision: Decision, now: datetime) -> dict[str, Any]:
    """The decision as a row."""
    return {
        "meeting_id": meeting_id,
        "round": round,
        "kind": decision.kind,
        "choice": decision.choice,
        "detail": json.dumps(dict(decision.detail), sort_keys=True),
        "initials": decision.initials,
        "decided_at": now,
    }


def _of(table: Table, meeting_id: str, round: int) -> ColumnElement[bool]:
    return and_(table.c.meeting_id == meeting_id, table.c.round == round)
