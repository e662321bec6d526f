"""Follow-up: the second round is planned and its run scheduled, when that was agreed."""

from __future__ import annotations

from domain.appointments import follow_up_appointments
from domain.changes.calendar_versions import announcement_number, follow_up_version
from domain.errors import Refused, TryAgain
from domain.follow_up_choice import LATER, NO, YES, follow_up_choice
from domain.mails import FileAttachment, MailKind, MailOutcome
from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.planning import follow_up_notice, plan_follow_up
from domain.ports import Services
from tasks.filing import ICS, SUFFIXES, file_name
from tasks.mailing import all_settled, consultant, coordinator, send
from tasks.occasion import Occasion, occasion
from tasks.step import step


def follow_up_plan(it: Occasion, services: Services) -> Plan | None:
    """The dates that a follow-up agreed by now will have, or None where none is agreed."""
    choice, months = follow_up_choice(it.id, services)
    return _second_plan(it, services, months) if choice == YES else None


def in_the_calendar(it: Occasion, services: Services, plan: Plan, later: int = 0) -> FileAttachment:
    """`plan` is the follow-up's; of two mails about the same dates the second is `later` by one."""
    version = follow_up_version(it.id, services) + later
    dates = follow_up_appointments(it.meeting, it.package, plan, services.mail_domain, version)
    content = services.appointments.render(dates, it.meeting.order, services.clock.now(it.id).date())
    return FileAttachment(file_name(it, "Opfølgning", SUFFIXES[ICS]), content, ICS)


@step("follow_up", "Planlægger opfølgningen, hvis den er aftalt.")
def follow_up(meeting_id: str, services: Services, *, round: int) -> str:
    choice, months = follow_up_choice(meeting_id, services)
    if choice == NO:
        return "declined"
    it = occasion(meeting_id, services, round)
    if choice == LATER:
        reason = "Mødelederen har ikke svaret på, om der skal være en opfølgning."
        told = send(it, services, MailKind.CONSULTANT_ATTENTION, consultant(it), reason=reason)
        return "nobody answered: " + all_settled([told])
    schedule_follow_up(it, services, months)
    return "scheduled"


def schedule_follow_up(it: Occasion, services: Services, months: int | None) -> None:
    """Plans round 2 and asks the engine for its run. Raises TryAgain when the engine cannot be reached."""
    plan = services.ledger.meetings.plan(it.id, ROUND_2)
    if plan is None:
        plan = _second_plan(it, services, months)
        services.ledger.meetings.set_plan(it.id, plan)
    starts = services.clock.set_alarm(it.id, follow_up_notice(plan, services.calendar))
    if not services.runs.start(it.id, ROUND_2, starts):
        raise TryAgain("The engine did not take the follow-up's run; its date is in the ledger.")


def schedule_agreed_later(meeting_id: str, services: Services) -> bool:
    """Schedules a follow-up whose yes came after the first round was over; False when there is none to do.

    Where it has come too late the consultant is mailed, once. Raises LeaseTaken, and TryAgain when the
    engine is out of reach.
    """
    ledger = services.ledger
    if not ledger.records.is_done(meeting_id, ROUND_1, follow_up.name) or ledger.meetings.plan(
        meeting_id, ROUND_2
    ):
        return False
    choice, months = follow_up_choice(meeting_id, services)
    if choice != YES:
        return False
    with ledger.holding(meeting_id) as held:
        services = services.writing_with(held)
        it = occasion(meeting_id, services, ROUND_1)
        try:
            schedule_follow_up(it, services, months)
        except Refused as refusal:
            reason = f"Mødelederen har sagt ja til en opfølgning. {refusal}"
            send(it, services, MailKind.CONSULTANT_ATTENTION, consultant(it), sequence=2, reason=reason)
            return False
    return True


@step("announcement", "Fortæller mødelederen, at opfølgningen begynder.")
def announcement(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    return all_settled([announce(it, services, announcement_number(it.id, services))])


def announce(it: Occasion, services: Services, sequence: int = 1, resent: int = 0) -> MailOutcome:
    """A follow-up that has been moved is announced anew: its `sequence` is then another."""
    dates = in_the_calendar(it, services, it.plan, later=1)
    kind, to = MailKind.COORDINATOR_FOLLOW_UP, coordinator(it.meeting)
    return send(it, services, kind, to, sequence=sequence, resent=resent, carries=(dates,))


def _second_plan(it: Occasion, services: Services, months: int | None) -> Plan:
    return plan_follow_up(
        it.plan.meeting_starts,
        months or it.package.timing.follow_up_months,
        it.package.timing,
        services.calendar,
        services.clock.now(it.id),
    )
