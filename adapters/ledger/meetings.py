"""Orders and plans."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from adapters.ledger.book import Book
from adapters.ledger.tables import orders, plans
from domain.errors import NotFound
from domain.meeting import Meeting, Order, Plan

_ORDER_FIELDS = [field.name for field in fields(Order)]


class MeetingBook(Book):
    """Implements `domain.ports.Meetings`."""

    def add(self, order: Order, consultant_id: str, ordered_at: datetime, *, rehearsal: bool = False) -> str:
        values = {name: getattr(order, name) for name in _ORDER_FIELDS}
        with self._writing() as connection:
            connection.execute(
                self._insert(orders)
                .values(
                    meeting_id=order.meeting_id(),
                    consultant_id=consultant_id,
                    ordered_at=ordered_at,
                    rehearsal=rehearsal,
                    **values,
                )
                .on_conflict_do_nothing()
            )
        return order.meeting_id()

    def get(self, meeting_id: str) -> Meeting:
        with self._reading() as connection:
            row = connection.execute(select(orders).where(orders.c.meeting_id == meeting_id)).one_or_none()
        if row is None:
            raise NotFound(f"There is no meeting {meeting_id}. `klyngeflow status` lists those there are.")
        return _meeting(row)

    def all(self) -> tuple[Meeting, ...]:
        with self._reading() as connection:
            return tuple(
                _meeting(row)
                for row in connection.execute(
                    select(orders).order_by(orders.c.ordered_at, orders.c.meeting_id)
                )
            )

    def plan(self, meeting_id: str, round: int) -> Plan | None:
        with self._reading() as connection:
            row = connection.execute(
                select(plans).where(plans.c.meeting_id == meeting_id, plans.c.round == round)
            ).one_or_none()
        return _plan(row) if row else None

    def set_plan(self, meeting_id: str, plan: Plan) -> None:
        with self._writing() as connection:
            self._put(connection, plans, **plan_values(meeting_id, plan))


def plan_values(meeting_id: str, plan: Plan) -> dict[str, Any]:
    """The plan as a row."""
    reminders = json.dumps([reminder.isoformat() for reminder in plan.reminders])
    return vars(plan) | {"meeting_id": meeting_id, "reminders": reminders}


def _meeting(row: Row[Any]) -> Meeting:
    order = Order(**{name: getattr(row, name) for name in _ORDER_FIELDS})
    return Meeting(row.meeting_id, order, row.consultant_id, row.ordered_at, row.rehearsal)


def _plan(row: Row[Any]) -> Plan:
    reminders = tuple(datetime.fromisoformat(reminder) for reminder in json.loads(row.reminders))
    return Plan(
        row.round,
        row.survey_opens,
        reminders,
        row.survey_closes,
        row.delivery,
        row.meeting_starts,
        row.thanks,
    )
