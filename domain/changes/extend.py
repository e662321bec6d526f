"""A survey is kept open for longer, before it closes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.moved_dates import later_close
from domain.changes.reasons import new_act
from domain.changes.situation import Situation, situation
from domain.changes.words import consultant_hears, missing_hear, papers
from domain.dates import day, day_and_time
from domain.errors import Refused
from domain.meeting import ROUND_1, Plan
from domain.months import months_after
from domain.planning import CLOSES_AT, FOLLOW_UP_MONTHS, THANKS_AT, at, working_day_on_or_after
from domain.planning import working_day_on_or_before as last_working_day
from domain.ports import Calendar, Services


@dataclass(frozen=True)
class Extension:
    """Checked, not done yet."""

    stands: Situation
    plan: Plan


def latest_close(meeting_id: str, services: Services) -> date:
    """The last day the survey can close on. Raises Refused where it is closed already."""
    return _latest(_extendable(meeting_id, services), services.calendar)


def what_extending_does(meeting_id: str, closes_on: date, services: Services) -> tuple[str, ...]:
    """In sentences. Raises Refused as `extend_survey` does."""
    extension = _check(meeting_id, closes_on, services)
    was, is_now = extension.stands.plan, extension.plan
    told = f"Spørgeskemaet lukker {day_and_time(is_now.survey_closes)} i stedet for {day(was.survey_closes)}."
    more = len(is_now.reminders) > len(was.reminders)
    return (
        told,
        *([f"Dem, der mangler, minder vi om det igen {day(is_now.reminders[-1])}."] if more else []),
        f"Mødelederen får materialet {day(is_now.delivery)}.",
        *papers(extension.stands, "den nye frist"),
        missing_hear(extension.stands, "den nye frist"),
        consultant_hears(),
    )


def extend_survey(
    meeting_id: str, closes_on: date, *, by: str, reason: str, services: Services, after: int | None = None
) -> Act:
    """Closes at noon of that day, or of the working day before it. Raises Refused for a day that is too
    late, or no later than the one that stands."""
    with alone_with(meeting_id, services, after) as held:
        extension = _check(meeting_id, closes_on, held)
        was, is_now = extension.stands.plan, extension.plan
        detail = {
            "was_closes": was.survey_closes.isoformat(),
            "closes": is_now.survey_closes.isoformat(),
            "kit": extension.stands.kit,
        }
        act = new_act(ActKind.EXTENDED, meeting_id, by, reason, detail, is_now.round)
        return held.ledger.changes.give_dates(act, is_now, after=after)


def _extendable(meeting_id: str, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    if stands.has_closed:
        raise Refused(
            f"Spørgeskemaet lukkede {day_and_time(stands.plan.survey_closes)}, og svarene er frosset. "
            "Det kan ikke åbnes igen."
        )
    return stands


def _check(meeting_id: str, closes_on: date, services: Services) -> Extension:
    stands, calendar = _extendable(meeting_id, services), services.calendar
    closes, latest = at(last_working_day(closes_on, calendar), CLOSES_AT), _latest(stands, calendar)
    if closes <= stands.plan.survey_closes:
        raise Refused(
            f"Spørgeskemaet lukker {day_and_time(stands.plan.survey_closes)}. Det kan kun komme til at lukke "
            "senere, for det er det, medlemmerne har fået at vide. Vælg en senere dag."
        )
    if closes.date() > latest:
        raise Refused(f"{_why_not_later(stands)} Seneste dag er {day(latest)}.")
    return Extension(stands, _extended(stands, closes, calendar))


def _latest(stands: Situation, calendar: Calendar) -> date:
    if stands.round == ROUND_1:
        days = stands.package.timing.delivery_days_before
        return last_working_day(stands.first.meeting_starts.date() - timedelta(days=days), calendar)
    return last_working_day(months_after(stands.first.meeting_starts.date(), FOLLOW_UP_MONTHS[-1]), calendar)


def _extended(stands: Situation, closes: datetime, calendar: Calendar) -> Plan:
    """In the follow-up the day from which the cluster can meet comes later too."""
    plan = later_close(stands.plan, closes, stands.now, calendar)
    if stands.round == ROUND_1:
        return plan
    shift = closes.date() - stands.plan.survey_closes.date()
    meets = (plan.meeting_starts.date() + shift, plan.meeting_starts.time())
    thanks = working_day_on_or_after(meets[0] + timedelta(days=1), calendar)
    delivery = at(last_working_day(plan.delivery.date() + shift, calendar), stands.plan.delivery.time())
    return replace(
        plan, meeting_starts=at(*meets), thanks=at(thanks, THANKS_AT), delivery=max(plan.delivery, delivery)
    )


def _why_not_later(stands: Situation) -> str:
    if stands.round == ROUND_1:
        days = stands.package.timing.delivery_days_before
        return (
            f"Mødelederen skal have materialet {days} dage før mødet. "
            "Skal der være mere tid, så flyt mødet; så følger fristen med."
        )
    return "Opfølgningen skal slutte senest 12 måneder efter mødet."
