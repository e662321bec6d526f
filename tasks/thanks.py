"""Thanks: the day after the meeting, and what comes next."""

from __future__ import annotations

from domain.follow_up_choice import follow_up_choice
from domain.mails import MailKind
from domain.ports import Services
from tasks.follow_up import follow_up_plan, in_the_calendar
from tasks.mailing import all_settled, coordinator, send
from tasks.occasion import occasion
from tasks.step import step


@step("thanks", "Siger tak til mødelederen og spørger til opfølgningen.")
def thanks(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    choice, _ = follow_up_choice(meeting_id, services)
    plan = follow_up_plan(it, services)
    outcome = send(
        it,
        services,
        MailKind.COORDINATOR_THANKS,
        coordinator(it.meeting),
        carries=(in_the_calendar(it, services, plan),) if plan else (),
        follow_up=plan,
        follow_up_choice=choice,
    )
    return all_settled([outcome])
