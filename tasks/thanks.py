"""Thanks: the day after the meeting, and what comes next."""

from __future__ import annotations

from domain.follow_up_choice import follow_up_choice
from domain.mails import MailKind, MailOutcome
from domain.ports import Services
from tasks.follow_up import follow_up_plan, in_the_calendar
from tasks.mailing import all_settled, coordinator, send
from tasks.occasion import Occasion, occasion
from tasks.step import step


@step("thanks", "Siger tak til mødelederen og spørger til opfølgningen.")
def thanks(meeting_id: str, services: Services, *, round: int) -> str:
    return all_settled([thank(occasion(meeting_id, services, round), services)])


def thank(it: Occasion, services: Services, resent: int = 0) -> MailOutcome:
    choice, _ = follow_up_choice(it.id, services)
    plan = follow_up_plan(it, services)
    return send(
        it,
        services,
        MailKind.COORDINATOR_THANKS,
        coordinator(it.meeting),
        resent=resent,
        carries=(in_the_calendar(it, services, plan),) if plan else (),
        follow_up=plan,
        follow_up_choice=choice,
    )
