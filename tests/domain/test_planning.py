"""The dates of a meeting, over weekends, Danish holidays, summer time and late member lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.danish_calendar import DanishCalendar
from domain.errors import Refused
from domain.meeting import COPENHAGEN, Plan
from domain.package import Timing
from domain.planning import (
    earliest_meeting_day,
    follow_up_notice,
    months_after,
    nudges,
    open_later,
    plan_first_round,
    plan_follow_up,
)
from domain.postings import leaves_by

CALENDAR = DanishCalendar()
TIMING = Timing()
LONG_BEFORE = datetime(2026, 6, 1, 12, tzinfo=COPENHAGEN)

days = st.dates(date(2026, 1, 1), date(2040, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2040, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=COPENHAGEN)
)


def afternoon(day: date) -> datetime:
    return datetime.combine(day, time(16), COPENHAGEN)


def planned(day: date, timing: Timing = TIMING, now: datetime = LONG_BEFORE) -> Plan:
    return plan_first_round(afternoon(day), timing, CALENDAR, now)


def long_before(day: date) -> datetime:
    return afternoon(day) - timedelta(days=100)


# --- where a date falls on a holiday -------------------------------------------------------------------


def test_an_ordinary_meeting_has_the_packages_dates() -> None:
    plan = planned(date(2027, 2, 11))  # a Thursday
    assert plan.survey_opens == datetime(2027, 1, 21, 8, tzinfo=COPENHAGEN)
    assert plan.reminders == (
        datetime(2027, 1, 26, 8, tzinfo=COPENHAGEN),
        datetime(2027, 2, 1, 8, tzinfo=COPENHAGEN),  # ten days on is a Sunday
    )
    assert plan.survey_closes == datetime(2027, 2, 4, 12, tzinfo=COPENHAGEN)
    assert plan.delivery == datetime(2027, 2, 5, 16, tzinfo=COPENHAGEN)  # Saturday moved earlier
    assert plan.meeting_starts == afternoon(date(2027, 2, 11))
    assert plan.thanks == datetime(2027, 2, 12, 9, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("meeting", "part", "becomes"),
    [
        pytest.param(date(2027, 4, 15), "survey_opens", date(2027, 3, 30), id="Maundy Thursday: opens later"),
        pytest.param(date(2027, 4, 1), "survey_closes", date(2027, 3, 24), id="Easter: closes earlier"),
        pytest.param(date(2027, 3, 31), "delivery", date(2027, 3, 24), id="Good Friday: delivers earlier"),
        pytest.param(date(2027, 1, 14), "survey_opens", date(2026, 12, 28), id="Christmas Eve: opens later"),
        pytest.param(date(2028, 1, 7), "survey_closes", date(2027, 12, 30), id="31 December: closes earlier"),
        pytest.param(date(2027, 1, 5), "delivery", date(2026, 12, 30), id="31 December: delivers earlier"),
        pytest.param(date(2027, 2, 6), "survey_opens", date(2027, 1, 18), id="Saturday: opens Monday"),
        pytest.param(date(2027, 3, 24), "thanks", date(2027, 3, 30), id="thanks come after Easter"),
        pytest.param(date(2026, 12, 23), "thanks", date(2026, 12, 28), id="thanks come after Christmas"),
    ],
)
def test_openings_and_thanks_move_later_closes_and_deliveries_earlier(
    meeting: date, part: str, becomes: date
) -> None:
    assert getattr(planned(meeting), part).date() == becomes


def test_a_reminder_on_a_holiday_is_sent_after_it() -> None:
    plan = planned(date(2027, 4, 8), replace(TIMING, reminder_days_after_opening=(7,)))
    assert plan.survey_opens.date() == date(2027, 3, 18)
    assert [reminder.date() for reminder in plan.reminders] == [date(2027, 3, 30)]


def test_reminders_that_holidays_move_to_one_day_are_one() -> None:
    plan = planned(date(2027, 4, 8), replace(TIMING, reminder_days_after_opening=(7, 9, 11)))
    assert [reminder.date() for reminder in plan.reminders] == [date(2027, 3, 30)]


def test_a_reminder_that_reaches_the_close_is_dropped() -> None:
    plan = planned(date(2027, 2, 11), replace(TIMING, reminder_days_after_opening=(5, 13, 14, 20)))
    assert [reminder.date() for reminder in plan.reminders] == [
        date(2027, 1, 26),
        date(2027, 2, 3),
        date(2027, 2, 4),
    ]
    assert plan.reminders[-1] < plan.survey_closes


@given(days)
@example(date(2027, 3, 31))
@example(date(2027, 1, 5))
@example(date(2028, 1, 7))
def test_whatever_the_day_the_plan_is_in_order_and_on_working_days(day: date) -> None:
    plan = planned(day, now=long_before(day))
    dated = (plan.survey_opens, *plan.reminders, plan.survey_closes, plan.delivery, plan.thanks)
    assert all(CALENDAR.is_working_day(moment.date()) for moment in dated)
    in_time = (*dated[:-1], plan.meeting_starts, plan.thanks)
    assert all(first < second for first, second in pairwise(in_time))
    assert plan.survey_closes.date() <= day - timedelta(days=TIMING.closes_days_before)
    assert plan.delivery.date() <= day - timedelta(days=TIMING.delivery_days_before)
    assert plan.survey_opens.date() >= day - timedelta(days=TIMING.opens_days_before)


# --- how early a meeting can be ------------------------------------------------------------------------


@given(now=moments)
@example(now=datetime(2027, 3, 19, 23, 30, tzinfo=COPENHAGEN))
@example(now=datetime(2026, 12, 23, 0, 0, tzinfo=COPENHAGEN))
def test_the_earliest_day_is_honest(now: datetime) -> None:
    earliest = earliest_meeting_day(TIMING, CALENDAR, now)
    with pytest.raises(Refused, match=f"{earliest:%d.%m.%Y}"):
        planned(earliest - timedelta(days=1), now=now)
    plan = planned(earliest, now=now)
    open_days = plan.survey_closes.date() - plan.survey_opens.date()
    assert open_days >= timedelta(days=TIMING.shortest_survey_days)
    assert plan.survey_opens > now


@given(now=moments, later=st.integers(0, 60))
def test_every_meeting_from_the_earliest_day_on_has_time_to_answer(now: datetime, later: int) -> None:
    day = earliest_meeting_day(TIMING, CALENDAR, now) + timedelta(days=later)
    plan = planned(day, now=now)
    open_days = plan.survey_closes.date() - plan.survey_opens.date()
    assert open_days >= timedelta(days=TIMING.shortest_survey_days)


def test_a_meeting_too_soon_is_refused_with_the_earliest_day_and_the_reason() -> None:
    now = datetime(2027, 2, 1, 10, tzinfo=COPENHAGEN)
    with pytest.raises(Refused, match=r"mindst 7 dage\. Tidligste mødedato er 16\.02\.2027"):
        planned(date(2027, 2, 10), now=now)


# --- late member lists ---------------------------------------------------------------------------------


@given(day=days, late=st.integers(1, 20))
@example(day=date(2027, 4, 15), late=1)
def test_a_late_list_moves_the_opening_and_reminders_but_never_the_close(day: date, late: int) -> None:
    plan = planned(day, now=long_before(day))
    opens = plan.survey_opens + timedelta(days=late, hours=5)
    moved = open_later(plan, opens, CALENDAR)
    assert moved == replace(plan, survey_opens=opens, reminders=moved.reminders)
    assert len(set(moved.reminders)) == len(moved.reminders) <= len(plan.reminders)
    for reminder in moved.reminders:
        assert opens < reminder < plan.survey_closes
        assert CALENDAR.is_working_day(reminder.date())


def test_reminders_of_a_late_opening_that_meet_on_one_day_are_one() -> None:
    plan = planned(date(2027, 4, 15), replace(TIMING, reminder_days_after_opening=(2, 4)), LONG_BEFORE)
    early = replace(
        plan,
        survey_opens=plan.survey_opens - timedelta(days=12),
        reminders=(
            plan.survey_opens - timedelta(days=7),
            plan.survey_opens - timedelta(days=6),
        ),
    )
    moved = open_later(early, early.survey_opens + timedelta(days=2), CALENDAR)
    assert [reminder.date() for reminder in moved.reminders] == [date(2027, 3, 30)]


@given(day=days)
def test_nudges_come_on_working_days_and_before_the_close(day: date) -> None:
    plan = planned(day, now=long_before(day))
    times = nudges(plan, CALENDAR)
    assert list(times) == sorted(set(times))
    assert 2 <= len(times) <= 4
    assert all(CALENDAR.is_working_day(moment.date()) and moment < plan.survey_closes for moment in times)


# --- the follow-up -------------------------------------------------------------------------------------


@given(day=days, months=st.integers(6, 12))
@example(day=date(2026, 8, 31), months=6)
@example(day=date(2026, 12, 25), months=12)
@example(day=date(2026, 9, 28), months=6)
def test_the_follow_up_closes_6_to_12_months_after_the_meeting(day: date, months: int) -> None:
    plan = plan_follow_up(afternoon(day), months, TIMING, CALENDAR, afternoon(day))
    assert months_after(day, 6) <= plan.survey_closes.date() <= months_after(day, 12)
    assert abs(plan.survey_closes.date() - months_after(day, months)) <= timedelta(days=6)
    dated = (plan.survey_opens, *plan.reminders, plan.survey_closes, plan.delivery)
    assert all(CALENDAR.is_working_day(moment.date()) for moment in dated)
    assert all(first < second for first, second in pairwise(dated))
    assert plan.delivery < plan.meeting_starts
    assert (plan.round, plan.meeting_starts.time()) == (2, time(16))
    notice = follow_up_notice(plan, CALENDAR)
    assert timedelta(0) <= plan.survey_opens - notice <= timedelta(days=15)
    assert CALENDAR.is_working_day(notice.date())


@pytest.mark.parametrize("months", [0, 5, 13, -9])
def test_a_follow_up_outside_6_to_12_months_is_refused(months: int) -> None:
    with pytest.raises(Refused, match="6–12 måneder"):
        plan_follow_up(afternoon(date(2027, 3, 11)), months, TIMING, CALENDAR, LONG_BEFORE)


@given(day=days, months=st.integers(6, 12), late=st.integers(0, 450))
def test_a_follow_up_agreed_late_still_gives_time_to_answer_or_is_refused(
    day: date, months: int, late: int
) -> None:
    now = afternoon(day) + timedelta(days=late)
    try:
        plan = plan_follow_up(afternoon(day), months, TIMING, CALENDAR, now)
    except Refused:
        assert late > 330
        return
    assert plan.survey_opens > now
    open_days = plan.survey_closes.date() - plan.survey_opens.date()
    assert open_days >= timedelta(days=TIMING.shortest_survey_days)
    assert plan.survey_closes.date() <= months_after(day, 12)


@given(day=days, months=st.integers(0, 24))
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


# --- summer time ---------------------------------------------------------------------------------------


def test_clock_times_stay_the_same_over_summer_time() -> None:
    plan = planned(date(2027, 4, 9))  # clocks go forward on 28 March
    assert plan.survey_opens.utcoffset() == timedelta(hours=1)
    assert plan.survey_closes.utcoffset() == timedelta(hours=2)
    assert (plan.survey_opens.time(), plan.survey_closes.time()) == (time(8), time(12))


def test_the_same_day_means_the_same_day_in_copenhagen() -> None:
    before_midnight = datetime(2027, 2, 1, 23, 30, tzinfo=COPENHAGEN)
    after_midnight = datetime(2027, 2, 2, 0, 30, tzinfo=COPENHAGEN)
    days = [earliest_meeting_day(TIMING, CALENDAR, now) for now in (before_midnight, after_midnight)]
    assert days[1] - days[0] == timedelta(days=1)


# --- the post ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (datetime(2027, 1, 18, 9), date(2027, 1, 28)),  # in good time: ten working days before
        (datetime(2027, 1, 30, 9), date(2027, 2, 1)),  # too late, on a Saturday
    ],
)
def test_the_coordinator_is_never_told_a_posting_day_that_has_passed(told: datetime, day: date) -> None:
    plan = planned(date(2027, 2, 11))
    assert leaves_by(plan, CALENDAR, told.replace(tzinfo=COPENHAGEN)) == day
