"""What the coordinator's pages show of the meeting: words, dates and bands, never counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import TryAgain
from domain.follow_up_choice import follow_up_choice
from domain.follow_up_dates import FollowUpDate, follow_up_dates
from domain.meeting import ROUND_1, ROUND_2, Consultant, Meeting, Member, Plan
from domain.package import Package
from domain.ports import Services
from survey_app.coordinator.commitments import Commitments, look_at_commitments
from survey_app.coordinator.post import Post, look_at_post
from survey_app.coordinator.standing import Standing, standing
from survey_app.coordinator.timeline import Step, timeline


@dataclass(frozen=True)
class View:
    """Everything but the files. `enough` is None outside the weeks when members answer."""

    meeting: Meeting
    package: Package
    consultant: Consultant
    round: int
    plans: dict[int, Plan]
    now: datetime
    standing: Standing
    steps: tuple[Step, ...]
    members: tuple[Member, ...]
    enough: bool | None
    is_delivered: bool
    choice: str
    months: int | None
    follow_up_dates: tuple[FollowUpDate, ...]
    post: Post | None
    commitments: Commitments

    @property
    def plan(self) -> Plan | None:
        """Of the round that the meeting is in."""
        return self.plans.get(self.round)

    @property
    def may_change_members(self) -> bool:
        return self.plan is None or self.now < self.plan.survey_closes

    @property
    def wants_members(self) -> bool:
        return self.may_change_members and not self.members

    @property
    def has_begun(self) -> bool:
        first = self.plans.get(ROUND_1)
        return first is not None and self.now >= first.meeting_starts

    @property
    def meeting_is_over(self) -> bool:
        """From the day after the meeting on."""
        first = self.plans.get(ROUND_1)
        return first is not None and self.now >= first.thanks

    @property
    def may_choose_follow_up(self) -> bool:
        """Until round 2 has its dates: from then on people have been told of them."""
        return ROUND_1 in self.plans and ROUND_2 not in self.plans

    def __repr__(self) -> str:
        return f"View({self.meeting.id}, round {self.round})"


def look_at(services: Services, meeting_id: str) -> View:
    """Raises NotFound for a meeting that is gone."""
    ledger = services.ledger
    meeting = ledger.meetings.get(meeting_id)
    package = services.packages.get(meeting.order.package_id)
    found = {round: ledger.meetings.plan(meeting_id, round) for round in (ROUND_1, ROUND_2)}
    plans = {round: plan for round, plan in found.items() if plan}
    round = ROUND_2 if ROUND_2 in plans else ROUND_1
    first, plan = plans.get(ROUND_1), plans.get(round)
    now = services.clock.now(meeting_id)
    choice, months = follow_up_choice(meeting_id, services)
    return View(
        meeting=meeting,
        package=package,
        consultant=services.consultant(meeting.consultant_id),
        round=round,
        plans=plans,
        now=now,
        standing=standing(services, meeting_id, round, plan, now),
        steps=timeline(services, meeting, plans, now, choice),
        members=ledger.members.of(meeting_id),
        enough=_enough(services, meeting_id, plan, now, package),
        is_delivered=ledger.records.is_done(meeting_id, round, "delivery"),
        choice=choice,
        months=months,
        follow_up_dates=_dates(services, first, package, now),
        post=look_at_post(services, meeting, package, first, now),
        commitments=look_at_commitments(services, meeting_id, first, now),
    )


def _dates(
    services: Services, first: Plan | None, package: Package, now: datetime
) -> tuple[FollowUpDate, ...]:
    if first is None:
        return ()
    return follow_up_dates(first.meeting_starts, package.timing, services.calendar, now)


def _enough(
    services: Services, meeting_id: str, plan: Plan | None, now: datetime, package: Package
) -> bool | None:
    if plan is None or not plan.survey_opens <= now < plan.survey_closes:
        return None
    try:
        return len(services.answers.used(f"{meeting_id}/{plan.round}")) >= package.limits.any
    except TryAgain:
        return None
