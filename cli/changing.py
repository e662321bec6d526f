"""What every `klyngeflow change` has in common: it is shown first what it does; then it is done, and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import typer

from cli.commands import ready_services
from domain.acts import Act
from domain.errors import LeaseTaken, Refused, TryAgain
from domain.meeting import COPENHAGEN, ROUND_1
from domain.ports import Services
from tasks.change_mailing import carry_out


def settle(
    meeting_id: str,
    what: Callable[[Services], tuple[str, ...]],
    do: Callable[[Services], Act],
    *,
    yes: bool,
) -> None:
    """Shows, asks and does it; what cannot be told at once is left to upkeep, and said."""
    services = ready_services()
    for sentence in what(services):
        typer.echo(f"- {sentence}")
    if not yes and not typer.confirm("Do it?"):
        typer.echo("Nothing was changed.")
        return
    act = do(services)
    try:
        carry_out(meeting_id, services)
    except (LeaseTaken, TryAgain):
        typer.echo(f"Done (act {act.number}). Upkeep mails, and tells the run, what is still to be told.")
        return
    typer.echo(f"Done (act {act.number}). Whom it concerns has been mailed.")


def moment(written: str, meeting_id: str, services: Services) -> datetime:
    """A day alone keeps the meeting's hour."""
    day, _, hour = written.partition("T")
    if not hour:
        plan = services.ledger.meetings.plan(meeting_id, ROUND_1)
        stands = (
            plan.meeting_starts if plan else services.ledger.meetings.get(meeting_id).order.meeting_starts
        )
        return datetime.combine(day_of(day), stands.time(), COPENHAGEN)
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", hour):
        raise Refused(f"{hour!r} is no time of day. Write it as 16:00.")
    return datetime.combine(day_of(day), datetime.strptime(hour, "%H:%M").time(), COPENHAGEN)


def day_of(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(f"{written!r} is no date. Write it as 2027-03-18.") from None
