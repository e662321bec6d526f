"""What has been seen to stand in the way, and the alert mails: committed before they leave."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, func, select, update

from adapters.ledger.book import Book
from adapters.ledger.tables import alert_mails, alerts
from domain.mails import MailOutcome, SendResult
from domain.ports import AlertMail
from domain.troubles import KnownTrouble, News, NewsKind, Trouble, TroubleKind

MINUTES_OF_A_CLAIM = timedelta(minutes=10)
RETRY_AFTER = timedelta(minutes=2)
TO_BE_SETTLED = (MailOutcome.CLAIMED, MailOutcome.DEFERRED, MailOutcome.HELD, MailOutcome.HANDED_OVER)


class AlertBook(Book):
    """Implements `domain.ports.Alerts`."""

    def see(self, troubles: Mapping[Trouble, str], judged: Collection[TroubleKind]) -> None:
        now = self._now()
        with self._writing() as connection:
            known = {one.trouble.key: one for one in _known(connection)}
            for trouble, recipient in troubles.items():
                self._notice(connection, trouble, recipient, known.get(trouble.key), now)
            standing = {trouble.key for trouble in troubles}
            for one in known.values():
                if one.trouble.kind in judged and one.trouble.key not in standing:
                    _miss(connection, one)

    def known(self) -> tuple[KnownTrouble, ...]:
        with self._reading() as connection:
            return tuple(_known(connection))

    def last_mail(self, recipient: str) -> datetime | None:
        newest = select(func.max(alert_mails.c.claimed_at)).where(alert_mails.c.recipient == recipient)
        with self._reading() as connection:
            at: datetime | None = connection.scalar(newest)
            return at

    def claim(self, recipient: str, news: tuple[News, ...]) -> AlertMail | None:
        now = self._now()
        last = select(func.max(alert_mails.c.number)).where(alert_mails.c.recipient == recipient)
        with self._writing() as connection:
            if not all(_still_to_be_told(connection, one) for one in news):
                return None
            mail = AlertMail(recipient, (connection.scalar(last) or 0) + 1, news)
            if not self._is_first(connection, mail, now):
                return None
            for one in news:
                _mark_told(connection, one, now)
        return mail

    def claim_waiting(self) -> tuple[AlertMail, ...]:
        now = self._now()
        is_due = alert_mails.c.outcome.in_(TO_BE_SETTLED) & (alert_mails.c.next_try <= now)
        with self._writing() as connection:
            rows = connection.execute(select(alert_mails).where(is_due).with_for_update()).all()
            mails = tuple(_mail(row) for row in rows)
            for mail in mails:
                _set(connection, mail, next_try=now + MINUTES_OF_A_CLAIM)
        return mails

    def handing_over(self, mail: AlertMail) -> None:
        with self._writing() as connection:
            _set(connection, mail, outcome=MailOutcome.HANDED_OVER.value)

    def settle(self, mail: AlertMail, result: SendResult) -> None:
        waits = result.outcome in (MailOutcome.DEFERRED, MailOutcome.HELD)
        next_try = self._now() + RETRY_AFTER if waits else None
        outcome, detail = result.outcome.value, result.detail[:200]
        with self._writing() as connection:
            _set(connection, mail, outcome=outcome, detail=detail, next_try=next_try)

    def waiting_since(self) -> datetime | None:
        waiting = alert_mails.c.outcome == MailOutcome.DEFERRED.value
        with self._reading() as connection:
            at: datetime | None = connection.scalar(select(func.min(alert_mails.c.claimed_at)).where(waiting))
            return at

    def _notice(
        self,
        connection: Connection,
        trouble: Trouble,
        recipient: str,
        known: KnownTrouble | None,
        now: datetime,
    ) -> None:
        values = {"sentence": trouble.sentence, "recipient": recipient, "stands": True}
        if known is None:
            row = {"kind": trouble.kind.value, "meeting_id": trouble.meeting_id, "round": trouble.round}
            new = self._insert(alerts).values(**row, **values, since=now, times=0)
            connection.execute(new.on_conflict_do_nothing())
        elif known != replace(known, trouble=trouble, recipient=recipient, stands=True):
            connection.execute(update(alerts).where(_is(trouble)).values(**values))

    def _is_first(self, connection: Connection, mail: AlertMail, now: datetime) -> bool:
        row = self._insert(alert_mails).values(
            recipient=mail.recipient,
            number=mail.number,
            news=json.dumps([_as_json(one) for one in mail.news], ensure_ascii=False),
            outcome=mail.outcome.value,
            detail="",
            claimed_at=now,
            next_try=now + MINUTES_OF_A_CLAIM,
        )
        first = row.on_conflict_do_nothing().returning(alert_mails.c.number)
        return connection.execute(first).one_or_none() is not None


def _known(connection: Connection) -> Iterable[KnownTrouble]:
    for row in connection.execute(select(alerts).order_by(alerts.c.since, alerts.c.kind)):
        trouble = Trouble(TroubleKind(row.kind), row.sentence, row.meeting_id, row.round)
        yield KnownTrouble(trouble, row.recipient, row.since, row.told_at, row.times, row.stands)


def _miss(connection: Connection, known: KnownTrouble) -> None:
    """What nobody was told of is forgotten; the rest is to be told as solved."""
    this = _is(known.trouble)
    if known.told_at is None:
        connection.execute(delete(alerts).where(this))
    elif known.stands:
        connection.execute(update(alerts).where(this).values(stands=False))


def _still_to_be_told(connection: Connection, news: News) -> bool:
    """Whether nobody else has told it since it was read."""
    row = connection.execute(select(alerts).where(_is(news.trouble)).with_for_update()).one_or_none()
    if row is None or row.times != news.times:
        return False
    return bool(row.stands) is (news.kind is not NewsKind.SOLVED)


def _mark_told(connection: Connection, news: News, now: datetime) -> None:
    this = _is(news.trouble)
    if news.kind is NewsKind.SOLVED:
        connection.execute(delete(alerts).where(this))
    else:
        connection.execute(update(alerts).where(this).values(told_at=now, times=alerts.c.times + 1))


def _set(connection: Connection, mail: AlertMail, **values: Any) -> None:
    this = and_(alert_mails.c.recipient == mail.recipient, alert_mails.c.number == mail.number)
    connection.execute(update(alert_mails).where(this).values(**values))


def _is(trouble: Trouble) -> ColumnElement[bool]:
    return _same(alerts, kind=trouble.kind.value, meeting_id=trouble.meeting_id, round=trouble.round)


def _same(table: Table, **values: Any) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _as_json(news: News) -> dict[str, Any]:
    trouble = {**vars(news.trouble), "kind": news.trouble.kind.value}
    return {"kind": news.kind.value, "trouble": trouble, "since": news.since.isoformat(), "times": news.times}


def _news(written: dict[str, Any]) -> News:
    trouble = Trouble(**written["trouble"] | {"kind": TroubleKind(written["trouble"]["kind"])})
    since = datetime.fromisoformat(written["since"])
    return News(NewsKind(written["kind"]), trouble, since, written["times"])


def _mail(row: Row[Any]) -> AlertMail:
    news = tuple(_news(one) for one in json.loads(row.news))
    return AlertMail(row.recipient, row.number, news, MailOutcome(row.outcome))
