"""When somebody is mailed about what stands in the way: once, again when it stays, and when it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.danish_calendar import DanishCalendar
from domain.alerts import PATIENCE, news_for
from domain.meeting import COPENHAGEN
from domain.troubles import KnownTrouble, NewsKind, Trouble, TroubleKind

MONDAY = datetime(2027, 3, 1, 10, tzinfo=COPENHAGEN)
FAILED = Trouble(TroubleKind.RUN_GIVEN_UP, "Kørslen er gået i stå.", "trivsel-abcdef", 1)
MINUTES, HOURS, DAYS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def known(trouble: Trouble = FAILED, *, told: datetime | None = None, stands: bool = True) -> KnownTrouble:
    return KnownTrouble(trouble, "kiap", MONDAY, told, times=int(told is not None), stands=stands)


def told(*troubles: KnownTrouble, now: datetime, last_mail: datetime | None = None) -> list[NewsKind]:
    return [one.kind for one in news_for(troubles, last_mail, DanishCalendar(), now)]


@pytest.mark.parametrize("kind", TroubleKind)
def test_news_are_told_when_their_patience_is_over_and_not_before(kind: TroubleKind) -> None:
    patience = PATIENCE.get(kind, timedelta())
    one = known(Trouble(kind, "…"))
    if patience:
        assert told(one, now=MONDAY + patience - MINUTES) == []
    assert told(one, now=MONDAY + patience) == [NewsKind.NEW]


def test_a_gate_may_wait_for_two_days() -> None:
    assert PATIENCE[TroubleKind.RELEASE] == 2 * DAYS


@pytest.mark.parametrize(
    ("days_later", "expected"),
    [
        (0.1, []),
        (1, []),
        (2, []),
        (3, [NewsKind.AGAIN]),  # Thursday: the third working day after Monday
        (5, []),  # Saturday
        (7, [NewsKind.AGAIN]),
    ],
)
def test_what_stays_is_told_again_after_three_working_days(days_later: float, expected: list[str]) -> None:
    now = MONDAY + days_later * DAYS
    assert told(known(told=MONDAY), now=now, last_mail=MONDAY) == expected


def test_a_weekend_does_not_count() -> None:
    friday = MONDAY + 4 * DAYS
    assert told(known(told=friday), now=MONDAY + 8 * DAYS, last_mail=friday) == []
    assert told(known(told=friday), now=MONDAY + 9 * DAYS, last_mail=friday) == [NewsKind.AGAIN]


def test_what_is_gone_is_told_once_in_the_next_days_mail() -> None:
    gone = known(told=MONDAY, stands=False)
    assert told(gone, now=MONDAY + HOURS, last_mail=MONDAY) == []
    assert told(gone, now=MONDAY + DAYS - 3 * HOURS, last_mail=MONDAY) == []  # at seven
    assert told(gone, now=MONDAY + DAYS, last_mail=MONDAY) == [NewsKind.SOLVED]


def test_what_was_gone_before_anybody_was_told_is_never_told() -> None:
    assert told(known(stands=False), now=MONDAY + DAYS) == []


def test_a_first_trouble_comes_at_once_and_a_second_soon_after_waits_for_the_half_hour() -> None:
    other = known(Trouble(TroubleKind.DISK, "…"))
    assert told(other, now=MONDAY + 5 * MINUTES, last_mail=MONDAY) == []
    assert told(other, now=MONDAY + 30 * MINUTES, last_mail=MONDAY) == [NewsKind.NEW]


def test_a_mail_that_leaves_takes_everything_with_it() -> None:
    news = told(
        known(),
        known(Trouble(TroubleKind.DISK, "…"), told=MONDAY - 7 * DAYS),
        known(Trouble(TroubleKind.CHECKSUM, "…"), told=MONDAY - DAYS, stands=False),
        now=MONDAY + HOURS,
        last_mail=MONDAY - DAYS,
    )
    assert news == [NewsKind.NEW, NewsKind.AGAIN, NewsKind.SOLVED]
