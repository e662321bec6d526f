"""Starting: a round gets a live run, on its day."""

from __future__ import annotations

from domain.errors import TryAgain
from domain.meeting import ROUND_2
from domain.planning import follow_up_notice
from domain.ports import Services


def start_round(meeting_id: str, round: int, services: Services) -> None:
    """Makes sure that the round has a live run, on its day. Raises TryAgain when the engine is silent."""
    due = None
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if round == ROUND_2 and plan and not services.ledger.records.steps_done(meeting_id, ROUND_2):
        due = services.clock.set_alarm(meeting_id, follow_up_notice(plan, services.calendar))
    if not services.runs.start(meeting_id, round, due):
        raise TryAgain(f"The engine does not answer; {meeting_id} is started by the next upkeep.")
