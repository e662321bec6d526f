"""The dates of a meeting that is moved: what people have been promised stands, the rest follows the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.changes.situation import Situation
from domain.dates import day
from domain.errors import Refused
from domain.meeting import Plan
from domain.planning import (
    CLOSES_AT,
    DELIVERS_AT,
    OPENS_AT,
    THANKS_AT,
    at,
    earliest_meeting_day,
    plan_first_round,
    working_day_on_or_after,
    working_day_on_or_before,
)
from domain.ports import Calendar

LAST_REMINDER = timedelta(days=3)
"""So long before a close that has come later, those who have not answered are reminded once more."""
BETWEEN_REMINDERS = timedelta(days=2)


def moved_plan(stands: Situation, to: datetime, calendar: Calendar) -> Plan:
    """Before the opening all dates follow the day; an open survey never closes earlier than its members
    were told; what is closed stays closed. Raises Refused with the earliest day.
    """
    earliest = earliest_for(stands, calendar)
    if to.date() < earliest:
        raise Refused(f"{_why_not_earlier(stands)} Tidligste dag er {day(earliest)}.")
    timing = stands.package.timing
    if not stands.is_open and not stands.has_closed:
        return plan_first_round(to, timing, calendar, stands.now)
    plan = stands.first
    if not stands.has_closed:
        closes = at(_days_before(to.date(), timing.closes_days_before, calendar), CLOSES_AT)
        plan = later_close(plan, max(plan.survey_closes, closes), stands.now, calendar)
    delivery = plan.delivery
    if not stands.did("delivery"):
        delivered_on = _days_before(to.date(), timing.delivery_days_before, calendar)
        delivery = max(at(delivered_on, DELIVERS_AT), at(plan.survey_closes.date(), DELIVERS_AT))
    thanks = at(working_day_on_or_after(to.date() + timedelta(days=1), calendar), THANKS_AT)
    return replace(plan, delivery=delivery, meeting_starts=to, thanks=thanks)


def later_close(plan: Plan, closes: datetime, now: datetime, calendar: Calendar) -> Plan:
    """The same plan where the close is the same; otherwise one more reminder, if there is room for it."""
    reminders = plan.reminders
    if closes > plan.survey_closes:
        more = at(working_day_on_or_before((closes - LAST_REMINDER).date(), calendar), OPENS_AT)
        latest = max([now, *reminders])
        if more - latest >= BETWEEN_REMINDERS:
            reminders = (*reminders, more)
    delivery = max(plan.delivery, at(closes.date(), DELIVERS_AT))
    return replace(plan, survey_closes=closes, reminders=reminders, delivery=delivery)


def earliest_for(stands: Situation, calendar: Calendar) -> date:
    """The first day the meeting can be moved to."""
    timing, today = stands.package.timing, stands.now.date()
    if stands.did("delivery"):
        return today + timedelta(days=1)
    if not stands.is_open and not stands.has_closed:
        return earliest_meeting_day(timing, calendar, stands.now)
    ready = working_day_on_or_after(today + timedelta(days=1), calendar)
    if not stands.has_closed:
        ready = stands.first.survey_closes.date()
    return _first_day(ready, lambda one: _days_before(one, timing.delivery_days_before, calendar) >= ready)


def _first_day(day: date, fits: Callable[[date], bool]) -> date:
    while not fits(day):
        day += timedelta(days=1)
    return day


def _days_before(day: date, days: int, calendar: Calendar) -> date:
    return working_day_on_or_before(day - timedelta(days=days), calendar)


def _why_not_earlier(stands: Situation) -> str:
    if stands.did("delivery"):
        return "Mødet kan kun flyttes til en dag, der kommer."
    if stands.has_closed:
        return "Svarene skal nå at blive til materiale, og mødelederen skal have tid til at forberede sig."
    if stands.is_open:
        closes = day(stands.first.survey_closes)
        return f"Medlemmerne har fået at vide, at de kan svare til {closes}, og materialet skal nå frem."
    return "Spørgeskemaet skal nå at ligge åbent længe nok."
