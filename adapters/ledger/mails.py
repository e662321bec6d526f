"""The mail ledger: a row is committed before its message leaves, so that nobody is mailed twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import mails
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.ports import MailRow


class MailBook(Book):
    """Implements `domain.ports.Mails`."""

    def claim(self, key: MailKey, message_id: str) -> MailOutcome | None:
        """A row left CLAIMED by a run that died is claimed again: nothing had left the house."""
        with self._writing() as connection:
            if self._is_first(connection, key, message_id):
                return None
            row = connection.execute(select(mails).where(_is(key)).with_for_update()).one()
            standing = MailOutcome(row.outcome)
            waits = standing is MailOutcome.DEFERRED and row.next_try and row.next_try > self._now()
            if waits or standing not in (MailOutcome.CLAIMED, MailOutcome.DEFERRED):
                return standing
            connection.execute(
                update(mails)
                .where(_is(key))
                .values(outcome=MailOutcome.CLAIMED.value, attempts=row.attempts + 1, next_try=None)
            )
            return None

    def handing_over(self, key: MailKey) -> None:
        self._set(key, outcome=MailOutcome.HANDED_OVER.value)

    def settle(self, key: MailKey, result: SendResult, next_try: datetime | None = None) -> None:
        self._set(key, outcome=result.outcome.value, detail=result.detail[:200], next_try=next_try)

    def get(self, key: MailKey) -> MailRow | None:
        with self._reading() as connection:
            row = connection.execute(select(mails).where(_is(key))).one_or_none()
        return _mail(row) if row else None

    def of(self, meeting_id: str, round: int | None = None) -> tuple[MailRow, ...]:
        query = select(mails).where(mails.c.meeting_id == meeting_id)
        query = query.order_by(
            mails.c.first_try, mails.c.kind, mails.c.recipient, mails.c.sequence, mails.c.resent
        )
        if round is not None:
            query = query.where(mails.c.round == round)
        with self._reading() as connection:
            return tuple(_mail(row) for row in connection.execute(query))

    def being_handed_over(self) -> tuple[str, ...]:
        query = select(mails.c.meeting_id).where(mails.c.outcome == MailOutcome.HANDED_OVER.value)
        with self._reading() as connection:
            return tuple(connection.scalars(query.distinct().order_by(mails.c.meeting_id)))

    def unknown(self) -> Collection[str]:
        query = select(mails.c.meeting_id).where(mails.c.outcome == MailOutcome.UNKNOWN.value).distinct()
        with self._reading() as connection:
            return tuple(connection.scalars(query.order_by(mails.c.meeting_id)))

    def _is_first(self, connection: Connection, key: MailKey, message_id: str) -> bool:
        statement = (
            self._insert(mails)
            .values(
                meeting_id=key.meeting_id,
                round=key.round,
                kind=key.kind.value,
                recipient=key.recipient,
                sequence=key.sequence,
                resent=key.resent,
                message_id=message_id,
                outcome=MailOutcome.CLAIMED.value,
                attempts=1,
                detail="",
                first_try=self._now(),
            )
            .on_conflict_do_nothing(index_elements=[column.name for column in mails.primary_key])
            .returning(mails.c.attempts)
        )
        return connection.execute(statement).one_or_none() is not None

    def _set(self, key: MailKey, **values: Any) -> None:
        with self._writing() as connection:
            connection.execute(update(mails).where(_is(key)).values(**values))


def _is(key: MailKey) -> ColumnElement[bool]:
    return and_(
        mails.c.meeting_id == key.meeting_id,
        mails.c.round == key.round,
        mails.c.kind == key.kind.value,
        mails.c.recipient == key.recipient,
        mails.c.sequence == key.sequence,
        mails.c.resent == key.resent,
    )


def _mail(row: Row[Any]) -> MailRow:
    return MailRow(
        mail_key(row),
        row.message_id,
        MailOutcome(row.outcome),
        row.attempts,
        row.detail,
        row.first_try,
        row.next_try,
    )


def mail_key(row: Row[Any]) -> MailKey:
    return MailKey(row.meeting_id, row.round, MailKind(row.kind), row.recipient, row.sequence, row.resent)
