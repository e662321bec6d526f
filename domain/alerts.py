"""Alerts: what stands in the way is told once, again when it stays, and once more when it is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from domain.attention import Need
from domain.meeting import COPENHAGEN
from domain.planning import working_days_before
from domain.ports import Calendar
from domain.troubles import KnownTrouble, News, NewsKind, TroubleKind

AGAIN_AFTER_WORKING_DAYS = 3
BETWEEN_MAILS = timedelta(minutes=30)
"""News come at once, but many troubles in a row do not make many mails."""
DAILY_AT = time(8)
"""What is no news waits for the day's one mail."""

TOLD = {
    Need.RUN_GIVEN_UP: TroubleKind.RUN_GIVEN_UP,
    Need.PACKAGE_BROKEN: TroubleKind.PACKAGE_BROKEN,
    Need.RELEASE: TroubleKind.RELEASE,
    Need.LATE_FOLLOW_UP: TroubleKind.LATE_FOLLOW_UP,
    Need.FOLLOW_UP_UNCONFIRMED: TroubleKind.FOLLOW_UP_UNCONFIRMED,
    Need.TEXTS: TroubleKind.TEXTS,
    Need.MEMBERS_LATE: TroubleKind.MEMBERS_LATE,
    Need.CONSULTATION: TroubleKind.CONSULTATION,
    Need.MAIL_UNKNOWN: TroubleKind.MAIL_UNKNOWN,
    Need.MAIL_REJECTED: TroubleKind.MAIL_REJECTED,
}
"""Late post and a follow-up that nobody has answered for are told of by mails of their own."""

PATIENCE = {
    TroubleKind.RELEASE: timedelta(days=2),
    TroubleKind.CONSULTATION: timedelta(days=3),
    TroubleKind.PACKAGE_BROKEN: timedelta(minutes=15),  # somebody may just be writing in it
    TroubleKind.ENGINE_SILENT: timedelta(minutes=5),
    TroubleKind.MAIL_SERVER: timedelta(minutes=15),
    TroubleKind.BOUNCES_UNREAD: timedelta(hours=2),
}
"""How long a trouble may stand before anybody is told; the others are told at once."""


def news_for(
    known: Iterable[KnownTrouble], last_mail: datetime | None, calendar: Calendar, now: datetime
) -> tuple[News, ...]:
    """What one recipient is to be mailed now; empty while nothing is due. `last_mail`: when they had one."""
    found = [(one, _news_kind(one, calendar, now)) for one in known]
    news = tuple(News(kind, one.trouble, one.since, one.times) for one, kind in found if kind)
    if any(one.kind is NewsKind.NEW for one in news):
        return news if last_mail is None or now - last_mail >= BETWEEN_MAILS else ()
    return news if _is_the_days_mail(last_mail, calendar, now) else ()


def _news_kind(known: KnownTrouble, calendar: Calendar, now: datetime) -> NewsKind | None:
    if known.told_at is None:
        is_due = known.stands and now - known.since >= PATIENCE.get(known.trouble.kind, timedelta())
        return NewsKind.NEW if is_due else None
    if not known.stands:
        return NewsKind.SOLVED
    today = now.astimezone(COPENHAGEN).date()
    is_long_ago = known.told_at.astimezone(COPENHAGEN).date() <= working_days_before(
        today, AGAIN_AFTER_WORKING_DAYS, calendar
    )
    return NewsKind.AGAIN if is_long_ago else None


def _is_the_days_mail(last_mail: datetime | None, calendar: Calendar, now: datetime) -> bool:
    local = now.astimezone(COPENHAGEN)
    had_one = last_mail is not None and last_mail.astimezone(COPENHAGEN).date() == local.date()
    return not had_one and local.time() >= DAILY_AT and calendar.is_working_day(local.date())
