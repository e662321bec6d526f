"""Whether a round's answers are kept back: by a broken critical rule, or by an operator."""

from __future__ import annotations

from domain.ports import Services
from domain.verdict import Outcome

RELEASED = "release"


def is_withheld(meeting_id: str, round: int, services: Services) -> bool:
    """Also while nobody has decided yet."""
    decision = services.ledger.records.decision(meeting_id, round, "release")
    if decision is not None and decision.choice != RELEASED:
        return True  # whatever the rules say when they are asked again
    verdict = services.ledger.records.verdict(meeting_id, round)
    if verdict is None or verdict.outcome is Outcome.STOP:
        return True
    return verdict.outcome is Outcome.ASK and decision is None


def is_withheld_for_good(meeting_id: str, round: int, services: Services) -> bool:
    """Nothing that anybody may still decide would show the answers."""
    decision = services.ledger.records.decision(meeting_id, round, "release")
    verdict = services.ledger.records.verdict(meeting_id, round)
    is_stopped = verdict is not None and verdict.outcome is Outcome.STOP
    return is_stopped or (decision is not None and decision.choice != RELEASED)
