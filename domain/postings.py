"""What KiAP sends to the coordinator by post, and when it must have left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.acts import initials
from domain.meeting import Meeting, Plan
from domain.package import Package, PostingRule
from domain.planning import THANKS_AT, at, working_day_on_or_after, working_days_before
from domain.ports import Calendar, PostingJob, Services

WORKING_DAYS_BEFORE = 10
"""An alert goes out when a job is not ticked off this long before the meeting."""


def posting_job(meeting: Meeting, rule: PostingRule, made_on: date, copies: int | None = None) -> PostingJob:
    """`copies` are what somebody has asked for; otherwise as many as are likely to be needed."""
    return PostingJob(meeting.id, rule.document, copies or likely_copies(meeting, rule), made_on)


def likely_copies(meeting: Meeting, rule: PostingRule) -> int:
    """One sheet for each expected member, and some to spare."""
    return meeting.order.members_expected + rule.spare


def most_copies(meeting: Meeting, rule: PostingRule) -> int:
    """Twice what is likely: more than that is a slip of the hand."""
    return 2 * likely_copies(meeting, rule)


def must_have_left(plan: Plan, calendar: Calendar) -> date:
    return working_days_before(plan.meeting_starts.date(), WORKING_DAYS_BEFORE, calendar)


def leaves_by(plan: Plan, calendar: Calendar, now: datetime) -> date:
    """The day to tell the coordinator: the last one, or where that has passed the next working day."""
    return max(must_have_left(plan, calendar), working_day_on_or_after(now.date(), calendar))


def is_urgent(plan: Plan, calendar: Calendar, now: datetime) -> bool:
    """Whether it must leave today, or should have left already."""
    return now.date() >= must_have_left(plan, calendar)


def is_late(job: PostingJob, told_on: date, plan: Plan, calendar: Calendar, now: datetime) -> bool:
    """Not ticked off on the morning of its last day, while it still matters.

    `told_on` is when the consultant first heard of it. A job that comes too late gets until the next
    working day: its first mail says that it is urgent.
    """
    after_the_first_mail = max(job.made_on, told_on) + timedelta(days=1)
    last_day = max(must_have_left(plan, calendar), working_day_on_or_after(after_the_first_mail, calendar))
    return not job.is_posted and at(last_day, THANKS_AT) <= now < plan.meeting_starts


def tick_off(meeting_id: str, by: str, services: Services) -> tuple[PostingJob, ...]:
    """Marks what had not left as posted today; empty when somebody did so before. Raises Refused for no
    initials.
    """
    posted_on = services.clock.now(meeting_id).date()
    return services.ledger.postings.tick_off(meeting_id, posted_on, initials(by))


def is_offered(package: Package) -> bool:
    """Whether the coordinator may order the post on their page."""
    return package.posting is not None and package.posting.sent == "when_ordered"
