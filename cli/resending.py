"""`klyngeflow people`, `mails` and `resend`: who got what, what needs a human, and one mail once more."""

from __future__ import annotations

from typing import Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from adapters.wiring import LiveServices
from cli.commands import ready_services
from domain.acts import Act
from domain.errors import Refused
from domain.mail_counts import counted
from domain.mail_settling import mails_to_settle, settle_as_arrived, settle_by_resending
from domain.mails import TO_THOSE_MISSING, MailKey, MailKind
from domain.ports import MailRow
from domain.resending import resend, what_resending_does
from domain.resending_words import REASONS
from domain.states import MAILS, OUTCOMES
from tasks.resending import send_resent

Settled = Literal["arrived", "resend"]


def show_people(meeting_id: str) -> None:
    """For the terminal alone: the only list that joins ids to addresses."""
    services = ready_services()
    meeting = services.ledger.meetings.get(meeting_id)
    people = [("coordinator", meeting.order.coordinator_name, meeting.order.coordinator_email)]
    people += [(m.id, m.name, m.email) for m in services.ledger.members.of(meeting_id)]
    rows = services.ledger.mails.of(meeting_id)
    for who, name, address in people:
        print(f"{who}  {address}  {name}".rstrip())
        for row in rows:
            if row.key.recipient == who and row.key.kind not in TO_THOSE_MISSING:
                print(f"    round {row.key.round}, {_named(row.key)}: {row.outcome.value}")


def show_mails(meeting_id: str) -> None:
    services, console = ready_services(), Console()
    services.ledger.meetings.get(meeting_id)
    mails = services.ledger.mails.of(meeting_id)
    table = Table("Round", "Mail", "Outcome", "Count")
    for (round, kind, outcome), count in counted(mails).items():
        table.add_row(str(round), kind.value, outcome.value, str(count))
    console.print(table if table.rows else "No mail has been sent yet.")
    print("Mails to those who have not answered are not counted: the number would tell how many have.")
    to_settle = mails_to_settle(meeting_id, services)
    if not to_settle:
        console.print("None of them needs a human.")
        return
    console.print(_needing_a_human(to_settle))
    print(f"Ask whether it has arrived. Then: klyngeflow mails {meeting_id} --settle MARK --arrived|--resend")


def settle(meeting_id: str, mark: str, how: Settled, by: str) -> None:
    """Raises Refused for a mail that needs nobody, NotFound for a mark that is none."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    if how == "arrived":
        settle_as_arrived(meeting_id, mark, by, services)
        print("Settled: it needs nobody any more. The row keeps what the mail server said.")
    else:
        _send(settle_by_resending(meeting_id, mark, by, services), services)


def resend_mail(meeting_id: str, kind: str, to: str, reason: str, by: str, *, asks: bool) -> None:
    """Says what it will do and asks, records it, and sends. Raises Refused before any of it."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    if kind not in [known.value for known in MailKind] or reason not in REASONS:
        kinds = ", ".join(sorted(MAILS))
        reasons = "; ".join(f"{code} ({text})" for code, text in REASONS.items())
        raise Refused(f"Choose a kind of: {kinds}. Choose a reason of: {reasons}.")
    for sentence in what_resending_does(meeting_id, MailKind(kind), to, services):
        print(sentence)
    if asks and not typer.confirm("Do it?"):
        raise Refused("Nothing was done.")
    _send(resend(meeting_id, MailKind(kind), to, reason, by, services), services)


def _send(act: Act, services: LiveServices) -> None:
    if send_resent(act.meeting_id, services):
        print(f"Sent. It is on record as act {act.number} of the meeting.")
    else:
        print(f"On record as act {act.number} of the meeting; upkeep sends it as soon as it can.")


def _needing_a_human(rows: tuple[MailRow, ...]) -> Table:
    table = Table(Column("Mark", no_wrap=True), Column("To", no_wrap=True), "Mail", "What the server said")
    for row in rows:
        said = f"{row.outcome.value}: {OUTCOMES.get(row.outcome.value, 'holdes tilbage')} {row.detail}"
        table.add_row(row.mark, _to_whom(row.key), _named(row.key), escape(said.strip()))
    return table


def _to_whom(key: MailKey) -> str:
    return "" if key.kind in TO_THOSE_MISSING else key.recipient


def _named(key: MailKey) -> str:
    number = f" {key.sequence}" if key.sequence > 1 else ""
    again = f" (again, act {key.resent})" if key.resent else ""
    return f"{key.kind.value}{number}{again}"
