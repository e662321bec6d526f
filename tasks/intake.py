"""Intake: the meeting is planned, its consultant hears whom to call, its coordinator that we have it."""

from __future__ import annotations

from domain.errors import Refused
from domain.mails import MailKind
from domain.planning import plan_first_round
from domain.ports import Services
from tasks.mailing import all_settled, consultant, coordinator, send
from tasks.occasion import occasion
from tasks.step import step


@step("intake", "Planlægger mødet, skriver til konsulenten om det og kvitterer til koordinatoren.")
def intake(meeting_id: str, services: Services, *, round: int) -> str:
    meeting = services.ledger.meetings.get(meeting_id)
    package = services.packages.get(meeting.order.package_id)
    if package.blanks and not meeting.rehearsal:
        raise Refused(
            f"Package {package.id} has {len(package.blanks)} marked blanks to fill first: "
            f"`klyngeflow check {package.id}` lists them."
        )
    if services.ledger.meetings.plan(meeting_id, round) is None:
        plan = plan_first_round(
            meeting.order.meeting_starts, package.timing, services.calendar, meeting.ordered_at
        )
        services.ledger.meetings.set_plan(meeting_id, plan)
    it = occasion(meeting_id, services, round)
    return all_settled(
        [
            send(it, services, MailKind.CONSULTANT_NEW_ORDER, consultant(it)),
            send(it, services, MailKind.ORDER_RECEIVED, coordinator(it.meeting)),
        ]
    )
