"""Nudging: the coordinator is asked for the member list, once a day at most and never on top of the kit."""

from __future__ import annotations

from datetime import datetime

from domain.mails import MailKey, MailKind
from domain.meeting import ROUND_1
from domain.planning import nudges, nudges_after_kit
from domain.ports import Services
from tasks.mailing import all_settled, coordinator, send
from tasks.occasion import occasion, plan_of
from tasks.step import Step, step


def nudge(number: int) -> Step:
    """The step that asks the coordinator for the member list for the `number`th time."""

    @step(f"nudge_{number}", "Minder mødelederen om klyngens mailadresser.")
    def ask_for_members(meeting_id: str, services: Services, *, round: int) -> str:
        it = occasion(meeting_id, services, round)
        outcome = send(it, services, MailKind.COORDINATOR_NUDGE, coordinator(it.meeting), sequence=number)
        return all_settled([outcome])

    return ask_for_members


def nudge_times(meeting_id: str, services: Services) -> tuple[datetime, ...]:
    """When each nudge is due; the `number`th stands at `number - 1`."""
    times = nudges(plan_of(meeting_id, services, ROUND_1), services.calendar)
    kit = services.ledger.mails.get(MailKey(meeting_id, ROUND_1, MailKind.COORDINATOR_KIT, "coordinator"))
    return nudges_after_kit(times, kit.first_try, services.calendar) if kit else times


def due_nudge(meeting_id: str, services: Services) -> int:
    """The newest nudge that is due; the earlier ones are then as good as sent. 0 where none is."""
    now = services.clock.now(meeting_id)
    return sum(due <= now for due in nudge_times(meeting_id, services))
