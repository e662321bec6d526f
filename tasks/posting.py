"""Posting: what KiAP sends by post is a job for the consultant, who prints, sends and ticks off."""

from __future__ import annotations

from domain import sheets
from domain.claimed_mail import SETTLED, may_be_tried
from domain.mails import FileAttachment, MailKey, MailKind, MailOutcome
from domain.meeting import COPENHAGEN, ROUND_1
from domain.ports import PostingJob, Services
from domain.postings import is_late, is_urgent, must_have_left, posting_job
from tasks.documents import without_numbers
from tasks.filing import PDF, file_name
from tasks.mailing import all_settled, consultant, send
from tasks.occasion import Occasion, occasion
from tasks.step import step


@step("posting", "Skriver til konsulenten, hvad der skal sendes til mødelederen med posten.")
def posting(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    rule, jobs = it.package.posting, services.ledger.postings.of(meeting_id)
    if rule and rule.sent == "by_itself" and not jobs:
        made_on = services.clock.now(meeting_id).date()
        jobs = (services.ledger.postings.add(posting_job(it.meeting, rule, made_on)),)
    waiting = [job for job in jobs if not job.is_posted]
    return all_settled(_mail(it, services, job, MailKind.CONSULTANT_POSTING) for job in waiting)


def has_to_be_told(job: PostingJob, services: Services) -> bool:
    """Whether a mail about the job is due: that it was made, or that it is late."""
    return _due(job, services) is not None


def tell_consultant(job: PostingJob, services: Services) -> bool:
    """Sends the mail that is due, if any; whether it left. One that its server defers is due again."""
    kind = _due(job, services)
    if kind is None:
        return False
    outcome = _mail(occasion(job.meeting_id, services, ROUND_1), services, job, kind)
    return outcome is MailOutcome.SENT


def papers(job: PostingJob, services: Services) -> tuple[tuple[str, FileAttachment], ...]:
    """What is printed, as titles and PDFs: the plan, the label and the packing slip.

    They are made anew each time and kept nowhere, for they hold a person's name and address.
    """
    it = occasion(job.meeting_id, services, ROUND_1)
    pdf, leaves = services.documents.render, must_have_left(it.plan, services.calendar)
    rule = it.package.posting
    made = (
        (rule.title if rule else "Implementeringsplan", without_numbers(it, services)[job.document]()),
        ("Adresselabel", pdf("address_label", sheets.address_label(it.meeting))),
        ("Følgeseddel", pdf("packing_slip", sheets.packing_slip(it.package, it.meeting, job, leaves))),
    )
    return tuple((title, _file(it, title, content)) for title, content in made)


def _due(job: PostingJob, services: Services) -> MailKind | None:
    plan = services.ledger.meetings.plan(job.meeting_id, ROUND_1)
    if job.is_posted or plan is None:
        return None
    first = services.ledger.mails.get(_key(job, MailKind.CONSULTANT_POSTING))
    if first is None or first.outcome not in SETTLED:
        return MailKind.CONSULTANT_POSTING if may_be_tried(first, services) else None
    told_on, now = first.first_try.astimezone(COPENHAGEN).date(), services.clock.now(job.meeting_id)
    if not is_late(job, told_on, plan, services.calendar, now):
        return None
    second = services.ledger.mails.get(_key(job, MailKind.CONSULTANT_POSTING_LATE))
    return MailKind.CONSULTANT_POSTING_LATE if may_be_tried(second, services) else None


def _mail(it: Occasion, services: Services, job: PostingJob, kind: MailKind) -> MailOutcome:
    files = papers(job, services)
    return send(
        it,
        services,
        kind,
        consultant(it),
        carries=tuple(file for _, file in files),
        attachments=tuple(title for title, _ in files),
        copies=job.copies,
        paper=job.paper,
        must_have_left=must_have_left(it.plan, services.calendar),
        is_urgent=is_urgent(it.plan, services.calendar, services.clock.now(it.id)),
    )


def _key(job: PostingJob, kind: MailKind) -> MailKey:
    return MailKey(job.meeting_id, ROUND_1, kind, "consultant")


def _file(it: Occasion, title: str, content: bytes) -> FileAttachment:
    return FileAttachment(file_name(it, title, ".pdf"), content, PDF)
