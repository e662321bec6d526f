"""The months a coordinator can choose for the follow-up, as the dates they would really have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.dates import MONTHS
from domain.errors import Refused
from domain.meeting import Plan
from domain.package import Timing
from domain.planning import FOLLOW_UP_MONTHS, plan_follow_up
from domain.ports import Calendar


@dataclass(frozen=True)
class FollowUpDate:
    """`months` after the meeting; `plan` is what round 2 would be planned as if that were agreed now."""

    months: int
    plan: Plan

    @property
    def month(self) -> str:
        """Such as september 2027."""
        closes = self.plan.survey_closes
        return f"{MONTHS[closes.month - 1]} {closes.year}"


def follow_up_dates(
    meeting_starts: datetime, timing: Timing, calendar: Calendar, now: datetime
) -> tuple[FollowUpDate, ...]:
    """The earliest first; several months that can now only give the same dates are one. Empty: too late."""
    found: dict[datetime, FollowUpDate] = {}
    for months in FOLLOW_UP_MONTHS:
        try:
            plan = plan_follow_up(meeting_starts, months, timing, calendar, now)
        except Refused:
            continue
        found.setdefault(plan.survey_closes, FollowUpDate(months, plan))
    return tuple(found.values())
