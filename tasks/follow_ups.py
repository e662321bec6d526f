"""Follow-ups started by hand: one, or those that are due and have no live run. Each fires once."""

from __future__ import annotations

from domain.errors import Refused
from domain.follow_up_choice import YES, follow_up_choice
from domain.follow_up_confirmation import is_asked
from domain.meeting import ROUND_1, ROUND_2
from domain.planning import follow_up_notice
from domain.ports import Services
from domain.rounds import is_finished
from tasks.follow_up import follow_up, schedule_agreed_later
from tasks.starting import start_round


def start_follow_up(meeting_id: str, services: Services) -> str:
    """Makes sure that an agreed follow-up has its run, on its day; says what stands.

    Raises Refused where none is agreed, or the first round is not over; TryAgain without an engine.
    """
    services.ledger.meetings.get(meeting_id)
    if follow_up_choice(meeting_id, services)[0] != YES:
        raise Refused(
            f"No follow-up of {meeting_id} is agreed. Ask the coordinator, then: "
            f"klyngeflow change follow-up {meeting_id} --months 9"
        )
    if not services.ledger.records.is_done(meeting_id, ROUND_1, follow_up.name):
        raise Refused(f"The first round of {meeting_id} is not over. Its own run schedules the follow-up.")
    schedule_agreed_later(meeting_id, services)
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None:
        raise Refused(f"It is too late for a follow-up of {meeting_id}: it must close within 12 months.")
    if is_finished(meeting_id, ROUND_2, services):
        return "the follow-up is over"
    if not services.runs.is_live(meeting_id, ROUND_2):
        start_round(meeting_id, ROUND_2, services)
    if is_asked(meeting_id, services):
        return f"waits for the coordinator's yes until {plan.survey_opens:%Y-%m-%d}"
    return f"its survey opens {plan.survey_opens:%Y-%m-%d} and closes {plan.survey_closes:%Y-%m-%d}"


def due_follow_ups(services: Services) -> tuple[str, ...]:
    """Meeting ids: planned, not over, the day of the notice come, and no live run. Raises TryAgain."""
    return tuple(meeting.id for meeting in services.ledger.meetings.all() if _is_due(meeting.id, services))


def _is_due(meeting_id: str, services: Services) -> bool:
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None or is_finished(meeting_id, ROUND_2, services):
        return False
    notice = follow_up_notice(plan, services.calendar)
    return services.clock.now(meeting_id) >= notice and not services.runs.is_live(meeting_id, ROUND_2)
