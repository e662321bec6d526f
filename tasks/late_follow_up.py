"""A follow-up that comes far too late, because the machine was off: a human says what becomes of it."""

from __future__ import annotations

from datetime import timedelta

from domain.follow_up_choice import follow_up_choice
from domain.late_follow_up import CONFIRMED, confirmation_of
from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.planning import plan_follow_up
from domain.ports import Decision, Services
from tasks.member_mailing import member_mailing
from tasks.occasion import occasion, plan_of
from tasks.step import step

LATE_AFTER = timedelta(days=30)


def is_late(meeting_id: str, services: Services) -> bool:
    """Nobody has been invited, and the opening is long past, or even the close."""
    records, plan = services.ledger.records, plan_of(meeting_id, services, ROUND_2)
    if records.is_done(meeting_id, ROUND_2, member_mailing.name):
        return False
    now = services.clock.now(meeting_id)
    return now > plan.survey_opens + LATE_AFTER or now >= plan.survey_closes


def plan_from_now(meeting_id: str, services: Services) -> Plan:
    """Round 2 with new dates. Raises Refused when it could not close within 12 months of the meeting."""
    it = occasion(meeting_id, services, ROUND_2)
    _, months = follow_up_choice(meeting_id, services)
    return plan_follow_up(
        plan_of(meeting_id, services, ROUND_1).meeting_starts,
        months or it.package.timing.follow_up_months,
        it.package.timing,
        services.calendar,
        services.clock.now(meeting_id),
    )


@step("new_dates", "Giver opfølgningen nye datoer.")
def new_dates(meeting_id: str, services: Services, *, round: int) -> str:
    plan = plan_from_now(meeting_id, services)
    services.ledger.meetings.set_plan(meeting_id, plan)
    yes = Decision(confirmation_of(plan), CONFIRMED, {}, "")  # whoever gave it new dates has asked
    services.ledger.records.decide(meeting_id, round, yes)
    return f"round {round} opens {plan.survey_opens:%Y-%m-%d}"
