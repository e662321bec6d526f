"""What a step needs to know of its meeting, loaded from the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import NotFound
from domain.meeting import ROUND_1, Consultant, Meeting, Plan
from domain.package import Package
from domain.ports import Services
from domain.purges import check_people_kept


@dataclass(frozen=True)
class Occasion:
    """One round of one meeting. The meeting's time is the planned one, which may differ from the order's."""

    meeting: Meeting
    package: Package
    plan: Plan
    consultant: Consultant
    round: int

    @property
    def id(self) -> str:
        return self.meeting.id


def occasion(meeting_id: str, services: Services, round: int) -> Occasion:
    """Raises NotFound when the meeting is not planned yet, Refused once its people's names are deleted."""
    check_people_kept(meeting_id, services)
    meeting = services.ledger.meetings.get(meeting_id)
    plan = plan_of(meeting_id, services, round)
    first = plan if round == ROUND_1 else services.ledger.meetings.plan(meeting_id, ROUND_1) or plan
    return Occasion(
        meeting=meeting.planned(first),
        package=services.packages.get(meeting.order.package_id),
        plan=plan,
        consultant=services.consultant(meeting.consultant_id),
        round=round,
    )


def plan_of(meeting_id: str, services: Services, round: int) -> Plan:
    """Raises NotFound when the meeting is not planned yet."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan is None:
        raise NotFound(f"{meeting_id} has no plan for round {round} yet. The intake makes it.")
    return plan
