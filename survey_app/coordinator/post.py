"""What KiAP sends by post, on the coordinator's page: ordered there, or told of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.meeting import Meeting, Plan
from domain.package import Package
from domain.ports import PostingJob, Services
from domain.postings import is_offered, is_urgent, most_copies, posting_job
from survey_app.forms import PostedForm

NO_OTHER_ORDER = "Bestillingen kan ikke laves om her på siden. Skriv til din konsulent i stedet."


@dataclass(frozen=True)
class Post:
    """`likely` is a job for as many sheets as will probably do, `job` the one that stands, if any."""

    title: str
    likely: PostingJob
    most: int
    job: PostingJob | None
    may_order: bool
    is_short_of_time: bool


def look_at_post(
    services: Services, meeting: Meeting, package: Package, plan: Plan | None, now: datetime
) -> Post | None:
    """None where nothing goes by post. It can be ordered from the planning on until the meeting begins."""
    rule = package.posting
    if rule is None or plan is None:
        return None
    jobs = services.ledger.postings.of(meeting.id)
    return Post(
        title=rule.title,
        likely=posting_job(meeting, rule, now.date()),
        most=most_copies(meeting, rule),
        job=jobs[0] if jobs else None,
        may_order=is_offered(package) and not jobs and now < plan.meeting_starts,
        is_short_of_time=is_urgent(plan, services.calendar, now),
    )


def copies_in(form: PostedForm, post: Post) -> int | None:
    """The number asked for, or None when it is none that can be ordered."""
    written = form.get("antal").strip()
    return int(written) if written in {str(number) for number in range(1, post.most + 1)} else None


def order_stands(services: Services, post: Post, copies: int) -> bool:
    """Whether so many are ordered now: false when others were before, or it is too late.

    The page only writes the job down; upkeep mails the consultant.
    """
    standing = post.job
    if post.may_order:
        standing = services.ledger.postings.add(replace(post.likely, copies=copies))
    return standing is not None and standing.copies == copies
