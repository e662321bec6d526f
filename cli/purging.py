"""`klyngeflow purge`: what retention deletes, when and why; and what it has deleted of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from rich import print as say
from rich.console import Console
from rich.table import Column, Table

from cli.commands import ready_services
from domain.meeting import Meeting
from domain.ports import Receipt, Services
from domain.retention import WHOLE_MEETING, Due
from tasks.purging import purge, still_to_go


def purge_now() -> None:
    done = purge(ready_services())
    for receipt in done.receipts:
        print(f"{receipt.meeting_id or 'the house'}: {_in_words(receipt)}")
    for failure in done.failed:
        print(failure)
    if not done.receipts:
        say("Nothing is due. What goes when: klyngeflow purge --dry-run")


def show_what_goes() -> None:
    services = ready_services()
    table = Table("Meeting", "What", Column("Goes on", no_wrap=True), "Because it is")
    coming = [(due, m) for m in services.ledger.meetings.all() for due in still_to_go(m, services)]
    for due, meeting in sorted(coming, key=lambda pair: (pair[0].on, pair[1].id)):
        is_due = due.on <= services.clock.now(meeting.id)
        day = f"{due.on:%Y-%m-%d}{', now' if is_due else ''}"
        table.add_row(meeting.id, _what(due), day, due.rule)
    Console().print(table if table.rows else "No meeting is kept.")


def retention_of(meeting: Meeting, services: Services) -> Iterator[str]:
    """What has been deleted, and what goes next."""
    for receipt in services.ledger.purges.of(meeting.id):
        yield f"deleted {receipt.at:%Y-%m-%d}: {_in_words(receipt)}"
    for due in still_to_go(meeting, services):
        yield f"will be deleted {due.on:%Y-%m-%d}: {_what(due)} ({due.rule})"


def _in_words(receipt: Receipt) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in receipt.counts.items()) or "nothing was left"
    round = f" of round {receipt.round}" if receipt.round != WHOLE_MEETING else ""
    return f"{receipt.what.value}{round} ({counts}), {receipt.rule}"


def _what(due: Due) -> str:
    return due.what.value + (f" of round {due.round}" if due.round != WHOLE_MEETING else "")
