"""What is not to be held any more: a cancelled meeting, or a follow-up that was declined."""

from __future__ import annotations

from domain.acts import ActKind
from domain.follow_up_choice import NO, follow_up_choice
from domain.meeting import ROUND_2
from domain.ports import Services

CALLED_OFF = "Aflyst"
"""The state in which a round's run ends then."""


def is_cancelled(meeting_id: str, services: Services) -> bool:
    return any(act.kind is ActKind.CANCELLED for act in services.ledger.acts.of(meeting_id))


def is_called_off(meeting_id: str, round: int, services: Services) -> bool:
    """Nobody works on the round any more, and its links are dead."""
    if is_cancelled(meeting_id, services):
        return True
    return round == ROUND_2 and follow_up_choice(meeting_id, services)[0] == NO
