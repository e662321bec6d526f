"""What was decided about a follow-up before it began: that it is to be held, or not."""

from __future__ import annotations

from domain.meeting import ROUND_2, Plan
from domain.ports import Services

CARRY_OUT, CONFIRMED, DROP = "carry out", "confirmed", "drop"


def late_decision(plan: Plan) -> str:
    """The kind of the decision on a late follow-up: new dates that are missed too are asked about anew."""
    return f"late_follow_up_{plan.survey_opens:%Y%m%d}"


def confirmation_of(plan: Plan) -> str:
    """The kind of the decision that it is to be held as planned: other dates are asked about anew."""
    return f"follow_up_confirmed_{plan.survey_opens:%Y%m%d}"


def is_dropped(meeting_id: str, services: Services) -> bool:
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None:
        return False
    said = [
        services.ledger.records.decision(meeting_id, ROUND_2, kind)
        for kind in (late_decision(plan), confirmation_of(plan))
    ]
    return any(decision and decision.choice == DROP for decision in said)
