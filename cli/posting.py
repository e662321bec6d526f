"""`klyngeflow posting`: what is to be sent by post; ordered, printed and ticked off."""

from __future__ import annotations

import re
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from cli.commands import ready_services
from domain.errors import NotFound, Refused
from domain.meeting import ROUND_1, Meeting
from domain.ports import PostingJob, Services
from domain.postings import most_copies, must_have_left, posting_job, tick_off
from tasks.posting import papers

INITIALS = re.compile("[A-Za-zÆØÅæøå]{2,4}")


def list_open_jobs() -> None:
    services, console = ready_services(), Console()
    table = Table(
        Column("Meeting", no_wrap=True), "What", "Copies", Column("Must have left by", no_wrap=True)
    )
    for job in services.ledger.postings.open():
        left_by = last_day(job, services)
        table.add_row(job.meeting_id, f"{job.document} ({job.paper})", str(job.copies), left_by)
    console.print(table if table.rows else "Nothing is to be posted.")


def handle_post(meeting_id: str, order: int | None, out: Path | None, posted: str) -> None:
    """Does what is asked for, in the order in which it happens; shows the meeting's post at the end."""
    services = ready_services()
    meeting = services.ledger.meetings.get(meeting_id)
    if posted and not INITIALS.fullmatch(posted):
        raise Refused(f"{posted!r} are no initials. Write two to four letters, such as AB.")
    if order is not None:
        _order(meeting, order, services)
    if out:
        for file in write_papers(meeting_id, services, out):
            print(file)
    if posted:
        _tick_off(meeting_id, posted, services)
    for job in services.ledger.postings.of(meeting_id):
        print(in_words(job, services))


def in_words(job: PostingJob, services: Services) -> str:
    """Such as `26 x implementation_plan (A4): must have left by 2027-02-25`."""
    what = f"{job.copies} x {job.document} ({job.paper})"
    if job.posted_on:
        return f"{what}: posted {job.posted_on} by {job.posted_by}"
    return f"{what}: must have left by {last_day(job, services)}"


def last_day(job: PostingJob, services: Services) -> str:
    plan = services.ledger.meetings.plan(job.meeting_id, ROUND_1)
    return f"{must_have_left(plan, services.calendar)}" if plan else "(not planned)"


def write_papers(meeting_id: str, services: Services, out: Path) -> list[Path]:
    """The PDFs to print, as the consultant's mail carries them. Raises NotFound where there is no job."""
    jobs = services.ledger.postings.of(meeting_id)
    if not jobs:
        raise NotFound(f"Nothing is to be posted for {meeting_id}. `--order N` orders it.")
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for job in jobs:
        for _, paper in papers(job, services):
            file = out / paper.name
            file.write_bytes(paper.content)
            files.append(file)
    return files


def _order(meeting: Meeting, copies: int, services: Services) -> None:
    rule = services.packages.get(meeting.order.package_id).posting
    if rule is None:
        raise Refused(f"The package {meeting.order.package_id} has nothing to send by post.")
    most = most_copies(meeting, rule)
    if not 1 <= copies <= most:
        raise Refused(f"{copies} copies cannot be ordered. Choose 1 to {most}.")
    if services.ledger.postings.of(meeting.id):
        raise Refused(f"The post for {meeting.id} is ordered already: `klyngeflow posting {meeting.id}`.")
    made_on = services.clock.now(meeting.id).date()
    services.ledger.postings.add(posting_job(meeting, rule, made_on, copies))
    print("Ordered. Upkeep mails the consultant what to print.")


def _tick_off(meeting_id: str, initials: str, services: Services) -> None:
    if not tick_off(meeting_id, initials, services):
        raise Refused(f"Nothing is left to be posted for {meeting_id}.")
