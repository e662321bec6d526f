"""Changes of a meeting, each in one transaction with its act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, delete, select, update

from adapters.ledger.acts import read_act, write_act
from adapters.ledger.book import Book
from adapters.ledger.meetings import plan_values
from adapters.ledger.people import replace_members
from adapters.ledger.records import decision_values
from adapters.ledger.tables import (
    acts,
    coordinator_links,
    decisions,
    former_coordinators,
    orders,
    plans,
    postings,
    steps,
    waits,
)
from domain.acts import Act
from domain.changes.owing import OWING, followed, told
from domain.coordinators import FormerCoordinator, NewCoordinator
from domain.meeting import ROUND_1, ROUND_2, MemberRow, Plan
from domain.ports import Decision

OF_THE_OLD_DATES = ("announcement", "new_dates")


class ChangeBook(Book):
    """Implements `domain.ports.Changes`."""

    def give_dates(
        self, act: Act, plan: Plan, undone: Iterable[str] = (), *, after: int | None = None
    ) -> Act:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            self._put(connection, plans, **plan_values(act.meeting_id, plan))
            self._undo(connection, act.meeting_id, plan.round, undone)
            return write_act(connection, act, self._now(), after)

    def cancel(self, act: Act, *, after: int | None = None) -> Act:
        open_ones = (postings.c.meeting_id == act.meeting_id, postings.c.posted_on.is_(None))
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            connection.execute(delete(postings).where(*open_ones))
            connection.execute(delete(waits).where(waits.c.meeting_id == act.meeting_id))
            return write_act(connection, act, self._now(), after)

    def hand_over(
        self, act: Act, new: NewCoordinator, undone: Iterable[str] = (), *, after: int | None = None
    ) -> Act:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            written = write_act(connection, act, self._now(), after)
            this = orders.c.meeting_id == act.meeting_id
            old = connection.execute(select(orders).where(this)).one()
            kept = {"number": written.number, "name": old.coordinator_name, "email": old.coordinator_email}
            connection.execute(former_coordinators.insert().values(meeting_id=act.meeting_id, **kept))
            values = {"coordinator_name": new.name, "coordinator_email": new.email, "phone": new.phone}
            address = new.postal_address or old.postal_address
            connection.execute(update(orders).where(this).values(**values, postal_address=address))
            self._kill_links(connection, act.meeting_id)
            self._undo(connection, act.meeting_id, ROUND_1, undone)
            return written

    def former_coordinator(self, act: Act) -> FormerCoordinator | None:
        query = select(former_coordinators).where(
            former_coordinators.c.meeting_id == act.meeting_id, former_coordinators.c.number == act.number
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return FormerCoordinator(row.name, row.email) if row else None

    def forget_former_coordinator(self, act: Act) -> None:
        this = (
            former_coordinators.c.meeting_id == act.meeting_id,
            former_coordinators.c.number == act.number,
        )
        with self._writing() as connection:
            connection.execute(delete(former_coordinators).where(*this))

    def agree_on_follow_up(
        self, act: Act, said: Decision, plan: Plan | None, *, after: int | None = None
    ) -> Act:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            self._say(connection, act.meeting_id, said)
            if plan:
                self._put(connection, plans, **plan_values(act.meeting_id, plan))
                self._undo(connection, act.meeting_id, ROUND_2, OF_THE_OLD_DATES)
                connection.execute(delete(waits).where(*_of_follow_up(act)))
            return write_act(connection, act, self._now(), after)

    def decline_follow_up(
        self, act: Act, said: Decision, *, keep_plan: bool, after: int | None = None
    ) -> Act:
        second = (plans.c.meeting_id == act.meeting_id, plans.c.round == ROUND_2)
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            self._say(connection, act.meeting_id, said)
            connection.execute(delete(waits).where(*_of_follow_up(act)))
            if not keep_plan:
                connection.execute(delete(plans).where(*second))
                self._undo(connection, act.meeting_id, ROUND_2, OF_THE_OLD_DATES)
            return write_act(connection, act, self._now(), after)

    def members(self, act: Act, rows: Sequence[MemberRow]) -> tuple[int, int, int]:
        with self._writing() as connection:
            self._one_at_a_time(connection, act.meeting_id)
            counts = replace_members(connection, act.meeting_id, rows)
            if any(counts):
                names = ("added", "changed", "removed")
                counted = replace(act, detail=dict(zip(names, counts, strict=True)))
                write_act(connection, counted, self._now())
        return counts

    def owed(self) -> tuple[Act, ...]:
        changes = select(acts).where(acts.c.kind.in_([kind.value for kind in OWING]))
        marks = select(steps.c.meeting_id, steps.c.step).where(steps.c.step.like("change_%"))
        with self._reading() as connection:
            done = {(row.meeting_id, row.step) for row in connection.execute(marks)}
            rows = connection.execute(changes.order_by(acts.c.meeting_id, acts.c.number)).all()
        return tuple(
            act
            for act in map(read_act, rows)
            if not {(act.meeting_id, told(act)), (act.meeting_id, followed(act))} <= done
        )

    def _say(self, connection: Connection, meeting_id: str, said: Decision) -> None:
        self._put(connection, decisions, **decision_values(meeting_id, ROUND_1, said, self._now()))

    def _undo(self, connection: Connection, meeting_id: str, round: int, names: Iterable[str]) -> None:
        gone = (steps.c.meeting_id == meeting_id, steps.c.round == round, steps.c.step.in_(list(names)))
        connection.execute(delete(steps).where(*gone))

    def _kill_links(self, connection: Connection, meeting_id: str) -> None:
        first = self._insert(coordinator_links).values(meeting_id=meeting_id, generation=1)
        further = {"generation": coordinator_links.c.generation + 1}
        connection.execute(first.on_conflict_do_update(index_elements=["meeting_id"], set_=further))


def _of_follow_up(act: Act) -> tuple[ColumnElement[bool], ...]:
    """What it waits for: its run is put off, or ended."""
    return waits.c.meeting_id == act.meeting_id, waits.c.round == ROUND_2
