"""Consultation: what the consultant and the coordinator agreed on the phone takes effect."""

from __future__ import annotations

from datetime import datetime

from domain.planning import plan_first_round
from domain.ports import Services
from tasks.step import step


@step("consultation", "Lægger de aftalte datoer ind i planen.")
def consultation(meeting_id: str, services: Services, *, round: int) -> str:
    decision = services.ledger.records.decision(meeting_id, round, "consultation")
    moved_to = decision.detail.get("meeting_starts") if decision else None
    if not moved_to:
        return "the dates stand"
    meeting = services.ledger.meetings.get(meeting_id)
    timing = services.packages.get(meeting.order.package_id).timing
    plan = plan_first_round(
        datetime.fromisoformat(moved_to).astimezone(meeting.order.meeting_starts.tzinfo),
        timing,
        services.calendar,
        services.clock.now(meeting_id),
    )
    services.ledger.meetings.set_plan(meeting_id, plan)
    return "the meeting was moved"
