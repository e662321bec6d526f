"""The dates of a meeting: working days, openings later, closes and deliveries earlier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.errors import Refused
from domain.meeting import COPENHAGEN, ROUND_1, ROUND_2, Plan
from domain.months import months_after
from domain.package import Timing
from domain.ports import Calendar

OPENS_AT, CLOSES_AT, DELIVERS_AT, THANKS_AT = time(8), time(12), time(16), time(9)
FOLLOW_UP_MONTHS = range(6, 13)
FOLLOW_UP_NOTICE_DAYS = 14
QUIET_DAYS_AFTER_KIT = 2


def working_day_on_or_after(day: date, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_on_or_before(day: date, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_before(day: date, count: int, calendar: Calendar) -> date:
    """The working day that lies `count` working days before `day`."""
    for _ in range(count):
        day = working_day_on_or_before(day - timedelta(days=1), calendar)
    return day


def at(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, COPENHAGEN)


def plan_first_round(meeting_starts: datetime, timing: Timing, calendar: Calendar, now: datetime) -> Plan:
    """The plan of round 1; the opening is never in the past. Raises Refused with the earliest date."""
    earliest = earliest_meeting_day(timing, calendar, now)
    if meeting_starts.date() < earliest:
        raise Refused(
            f"Mødet den {meeting_starts:%d.%m.%Y} er for tidligt: spørgeskemaet skal kunne ligge åbent "
            f"i mindst {timing.shortest_survey_days} dage. Tidligste mødedato er {earliest:%d.%m.%Y}."
        )
    return _plan(ROUND_1, meeting_starts, timing, calendar, not_before=_first_possible_opening(now, calendar))


def plan_follow_up(
    meeting_starts: datetime, months: int, timing: Timing, calendar: Calendar, not_before: datetime
) -> Plan:
    """The plan of round 2: its survey closes `months` after the meeting, never outside 6–12.

    Agreed too late for that it closes as soon as it can. `Plan.meeting_starts` is then the day the
    follow-up meeting may be held from. Raises Refused when 12 months are over before it could close.
    """
    if months not in FOLLOW_UP_MONTHS:
        raise Refused(f"Opfølgningen kan ligge 6–12 måneder efter mødet, ikke {months}.")
    day = meeting_starts.date()
    closes = working_day_on_or_before(months_after(day, months), calendar)
    if closes < months_after(day, FOLLOW_UP_MONTHS.start):
        closes = working_day_on_or_after(months_after(day, months), calendar)
    opening = _first_possible_opening(not_before, calendar)
    soonest = opening.date() + timedelta(days=timing.shortest_survey_days)
    closes = max(closes, working_day_on_or_after(soonest, calendar))
    if closes > months_after(day, FOLLOW_UP_MONTHS[-1]):
        raise Refused("Det er for sent til en opfølgning: den skal slutte senest 12 måneder efter mødet.")
    follow_up_meeting = at(closes + timedelta(days=timing.closes_days_before), meeting_starts.timetz())
    return _plan(ROUND_2, follow_up_meeting, timing, calendar, not_before=opening, closes=closes)


def follow_up_notice(plan: Plan, calendar: Calendar) -> datetime:
    """When the follow-up run starts: in time for the coordinator to look the member list over."""
    return at(
        working_day_on_or_after(plan.survey_opens.date() - timedelta(days=FOLLOW_UP_NOTICE_DAYS), calendar),
        OPENS_AT,
    )


def earliest_meeting_day(timing: Timing, calendar: Calendar, now: datetime) -> date:
    """The first day a meeting ordered now can be held on."""
    opens = _first_possible_opening(now, calendar).date()
    day = opens + timedelta(days=timing.closes_days_before + timing.shortest_survey_days)
    while _closing_day(day, timing, calendar) - opens < timedelta(days=timing.shortest_survey_days):
        day += timedelta(days=1)
    return day


def open_later(plan: Plan, opens: datetime, calendar: Calendar) -> Plan:
    """A late member list moves the opening and its reminders, never the close."""
    shift = opens.date() - plan.survey_opens.date()
    reminders = (
        at(working_day_on_or_after(reminder.date() + shift, calendar), OPENS_AT)
        for reminder in plan.reminders
    )
    return replace(plan, survey_opens=opens, reminders=_in_time(reminders, plan.survey_closes))


def nudges(plan: Plan, calendar: Calendar) -> tuple[datetime, ...]:
    """When a coordinator without a member list hears from us: a week and two days before, and on the day."""
    days = {plan.survey_opens.date() - timedelta(days=before) for before in (7, 2, 0)}
    days |= {plan.survey_closes.date() - timedelta(days=3)}
    return tuple(sorted({at(working_day_on_or_after(day, calendar), THANKS_AT) for day in days}))


def nudges_after_kit(
    times: Iterable[datetime], kit_sent: datetime, calendar: Calendar
) -> tuple[datetime, ...]:
    """The same nudges, none of them within two days after the kit; several may then fall on one moment."""
    quiet_until = kit_sent.astimezone(COPENHAGEN).date() + timedelta(days=QUIET_DAYS_AFTER_KIT + 1)
    first = at(working_day_on_or_after(quiet_until, calendar), THANKS_AT)
    return tuple(max(due, first) for due in times)


def _in_time(reminders: Iterable[datetime], closes: datetime) -> tuple[datetime, ...]:
    """Two that holidays have moved to one day are one; one that reaches the close is dropped."""
    return tuple(reminder for reminder in dict.fromkeys(reminders) if reminder < closes)


def _first_possible_opening(now: datetime, calendar: Calendar) -> datetime:
    return at(working_day_on_or_after(now.date() + timedelta(days=1), calendar), OPENS_AT)


def _closing_day(meeting_day: date, timing: Timing, calendar: Calendar) -> date:
    return working_day_on_or_before(meeting_day - timedelta(days=timing.closes_days_before), calendar)


def _plan(
    round: int,
    meeting_starts: datetime,
    timing: Timing,
    calendar: Calendar,
    *,
    not_before: datetime,
    closes: date | None = None,
) -> Plan:
    day = meeting_starts.date()
    wished = working_day_on_or_after(day - timedelta(days=timing.opens_days_before), calendar)
    opens = max(at(wished, OPENS_AT), not_before)
    survey_closes = at(closes or _closing_day(day, timing, calendar), CLOSES_AT)
    delivery_day = working_day_on_or_before(day - timedelta(days=timing.delivery_days_before), calendar)
    reminders = (
        at(working_day_on_or_after(opens.date() + timedelta(days=days), calendar), OPENS_AT)
        for days in timing.reminder_days_after_opening
    )
    return Plan(
        round=round,
        survey_opens=opens,
        reminders=_in_time(reminders, survey_closes),
        survey_closes=survey_closes,
        delivery=max(at(delivery_day, DELIVERS_AT), at(survey_closes.date(), DELIVERS_AT)),
        meeting_starts=meeting_starts,
        thanks=at(working_day_on_or_after(day + timedelta(days=1), calendar), THANKS_AT),
    )
