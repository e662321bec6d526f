"""Which rounds a meeting has, and which of them are over."""

from __future__ import annotations

from domain.changes.called_off import is_called_off
from domain.late_follow_up import is_dropped
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from domain.purges import purged_on
from domain.retention import What

LAST_STEPS = {ROUND_1: "follow_up", ROUND_2: "delivery"}


def rounds_of(meeting_id: str, services: Services) -> list[int]:
    """The first, and the second once it is planned."""
    return [ROUND_1, ROUND_2] if services.ledger.meetings.plan(meeting_id, ROUND_2) else [ROUND_1]


def unfinished_rounds(meeting_id: str, services: Services) -> list[int]:
    """The rounds that are planned, or always to be, and not over yet."""
    return [
        round for round in rounds_of(meeting_id, services) if not is_finished(meeting_id, round, services)
    ]


def is_finished(meeting_id: str, round: int, services: Services) -> bool:
    """Whether all is done; what was called off is over too, and a follow-up that an operator has dropped,
    and whatever no name is known of any more.
    """
    if is_off(meeting_id, round, services):
        return True
    is_done = services.ledger.records.is_done(meeting_id, round, LAST_STEPS[round])
    return is_done or purged_on(meeting_id, What.PEOPLE, services) is not None


def is_off(meeting_id: str, round: int, services: Services) -> bool:
    """Whether the round is not to be held: called off, or a follow-up that an operator has dropped."""
    is_given_up = round == ROUND_2 and is_dropped(meeting_id, services)
    return is_given_up or is_called_off(meeting_id, round, services)
