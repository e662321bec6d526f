"""Change running: the engine's runs follow what somebody has changed in the ledger."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.called_off import is_called_off
from domain.changes.owing import followed
from domain.meeting import ROUND_1, ROUND_2
from domain.planning import follow_up_notice
from domain.ports import Services
from tasks.member_mailing import round_key
from tasks.starting import start_round


def let_runs_follow(act: Act, services: Services) -> None:
    """Once for each act. Raises TryAgain while a run works, and without an engine."""
    records = services.ledger.records
    if records.is_done(act.meeting_id, ROUND_1, followed(act)):
        return
    match act.kind:
        case ActKind.CANCELLED:
            services.runs.call_off(act.meeting_id, ROUND_1)
            services.runs.call_off(act.meeting_id, ROUND_2)
        case ActKind.FOLLOW_UP_DECLINED if is_called_off(act.meeting_id, ROUND_2, services):
            services.runs.call_off(act.meeting_id, ROUND_2)
            services.runs.look_again(act.meeting_id, ROUND_1)
        case ActKind.FOLLOW_UP_AGREED:
            _on_its_day(act.meeting_id, services)
            services.runs.look_again(act.meeting_id, ROUND_1)
        case _:
            services.runs.look_again(act.meeting_id, act.round)
    records.mark_done(act.meeting_id, ROUND_1, followed(act), "its run knows")


def delete_answers_called_off(meeting_id: str, services: Services) -> None:
    """Nobody will ever count them. Repeating it is fine."""
    for round in (ROUND_1, ROUND_2):
        key = round_key(meeting_id, round)
        if services.answers.exists(key) and is_called_off(meeting_id, round, services):
            services.answers.delete(key)


def _on_its_day(meeting_id: str, services: Services) -> None:
    """A follow-up that is planned has its run, and not before it is time to announce it."""
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None or is_called_off(meeting_id, ROUND_2, services):
        return
    due = services.clock.set_alarm(meeting_id, follow_up_notice(plan, services.calendar))
    services.runs.put_off(meeting_id, ROUND_2, due)
    start_round(meeting_id, ROUND_2, services)
