"""What the coordinator's pages show of the meeting: words, dates and bands, never counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.answer_bands import are_enough
from domain.follow_up_choice import follow_up_choice
from domain.follow_up_confirmation import Word, word_on_follow_up
from domain.follow_up_dates import FollowUpDate, follow_up_dates
from domain.meeting import ROUND_1, ROUND_2, Consultant, Meeting, Member, Plan
from domain.package import Package
from domain.ports import Services
from domain.rounds import is_off
from survey_app.coordinator.commitments import Commitments, look_at_commitments
from survey_app.coordinator.post import Post, look_at_post
from survey_app.coordinator.standing import Standing, standing
from survey_app.coordinator.timeline import Step, timeline


@dataclass(frozen=True)
class View:
    """Everything but the files. `enough` is None outside the weeks when members answer; `is_off`: the
    meeting, or in round 2 the follow-up, has been called off."""

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
    word: Word
    post: Post | None
    commitments: Commitments
    is_off: bool

    @property
    def plan(self) -> Plan | None:
        """Of the round that the meeting is in."""
        return self.plans.get(self.round)

    @property
    def may_change_members(self) -> bool:
        return not self.is_off and (self.plan is None or self.now < self.plan.survey_closes)

    @property
    def wants_members(self) -> bool:
        return self.may_change_members and not self.members

    @property
    def has_begun(self) -> bool:
        first = self.plans.get(ROUND_1)
        return first is not None and self.now >= first.meeting_starts and not self.is_cancelled

    @property
    def meeting_is_over(self) -> bool:
        """From the day after the meeting on."""
        first = self.plans.get(ROUND_1)
        return first is not None and self.now >= first.thanks and not self.is_cancelled

    @property
    def is_cancelled(self) -> bool:
        return self.is_off and self.round == ROUND_1

    @property
    def is_asked_to_confirm(self) -> bool:
        return self.word is Word.ASKED

    @property
    def later_dates(self) -> tuple[FollowUpDate, ...]:
        """What the planned follow-up can be put off to."""
        closes = self.plans[ROUND_2].survey_closes
        return tuple(date for date in self.follow_up_dates if date.plan.survey_closes > closes)

    @property
    def may_choose_follow_up(self) -> bool:
        """Until round 2 has its dates: from then on people have been told of them."""
        return not self.is_off and ROUND_1 in self.plans and ROUND_2 not in self.plans

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
    off = is_off(meeting_id, round, services)
    held = None if off and round == ROUND_1 else first
    word = word_on_follow_up(meeting_id, services)
    return View(
        meeting=meeting,
        package=package,
        consultant=services.consultant(meeting.consultant_id),
        round=round,
        plans=plans,
        now=now,
        standing=standing(services, meeting_id, round, plan, now, word),
        steps=timeline(services, meeting, plans, now, choice),
        members=ledger.members.of(meeting_id),
        enough=None if off else are_enough(meeting_id, round, services),
        is_delivered=ledger.records.is_done(meeting_id, round, "delivery"),
        choice=choice,
        months=months,
        follow_up_dates=_dates(services, first, package, now),
        word=word,
        post=look_at_post(services, meeting, package, held, now),
        commitments=look_at_commitments(services, meeting_id, held, now),
        is_off=off,
    )


def _dates(
    services: Services, first: Plan | None, package: Package, now: datetime
) -> tuple[FollowUpDate, ...]:
    if first is None:
        return ()
    return follow_up_dates(first.meeting_starts, package.timing, services.calendar, now)
