"""`klyngeflow status`: one row per meeting that says what it waits for; or one meeting in detail."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from cli.commands import ready_services
from cli.posting import in_words, last_day
from cli.purging import retention_of
from domain.dates import day_and_time
from domain.mail_counts import counted
from domain.meeting import ROUND_1, Meeting
from domain.ports import Services
from domain.rounds import is_finished, rounds_of
from domain.states import STATES


def show_status(meeting_id: str) -> None:
    services, console = ready_services(), Console()
    if meeting_id:
        _detail(services.ledger.meetings.get(meeting_id), services, console)
        return
    if services.ledger.restorations.backed_up_at():
        console.print("[bold]No mail leaves since a backup was restored: klyngeflow arm[/bold]")
    table = Table(
        Column("Meeting", no_wrap=True), "Cluster", Column("Meets", no_wrap=True), "Round", "Waits for"
    )
    for meeting in services.ledger.meetings.all():
        for round in rounds_of(meeting.id, services):
            plan = services.ledger.meetings.plan(meeting.id, ROUND_1)
            starts = plan.meeting_starts if plan else meeting.order.meeting_starts
            where = _standing(meeting, round, services) + _open_post(meeting, round, services)
            cluster = escape(meeting.order.cluster)
            table.add_row(meeting.id, cluster, f"{starts:%Y-%m-%d}", str(round), where)
    console.print(table if table.rows else "No meetings yet: klyngeflow order examples/order.yaml")


def _standing(meeting: Meeting, round: int, services: Services) -> str:
    if is_finished(meeting.id, round, services):
        return "done"
    wait = services.ledger.records.waiting(meeting.id, round)
    if wait is None:
        return "at work, or about to start"
    until = f" (until {day_and_time(wait.until)})" if wait.until else ""
    return f"{STATES[wait.state]}{until}"


def _open_post(meeting: Meeting, round: int, services: Services) -> str:
    jobs = services.ledger.postings.of(meeting.id) if round == ROUND_1 else ()
    return "".join(f"; post to send by {last_day(job, services)}" for job in jobs if not job.is_posted)


def _detail(meeting: Meeting, services: Services, console: Console) -> None:
    for round in rounds_of(meeting.id, services):
        console.print(f"[bold]{meeting.id}, round {round}:[/bold] {_standing(meeting, round, services)}")
        for step, summary in services.ledger.records.steps_done(meeting.id, round).items():
            print(f"  {step}: {summary}")
        mails = services.ledger.mails.of(meeting.id, round)
        for (_, kind, outcome), count in counted(mails).items():
            print(f"  mail {kind.value}: {count} {outcome.value}")
    for job in services.ledger.postings.of(meeting.id):
        print(f"  post: {in_words(job, services)}")
    for line in retention_of(meeting, services):
        print(f"  {line}")
    files = services.ledger.files.of(meeting.id)
    for file in files:
        print(f"  {file.name}  {services.objects.uri(file.key)}")
