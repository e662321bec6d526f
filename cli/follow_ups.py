"""`klyngeflow follow-up`: start one meeting's follow-up, or all that are due; confirm one by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from domain.errors import Refused

if TYPE_CHECKING:
    from domain.ports import Services

follow_up_command = typer.Typer(rich_markup_mode="markdown")


@follow_up_command.command(
    "follow-up",
    epilog="Examples: `klyngeflow follow-up trivsel-k7m2qa` · `klyngeflow follow-up --due` · "
    "`klyngeflow follow-up trivsel-k7m2qa --confirm --by AB`",
)
def follow_up(
    meeting: Annotated[str, typer.Argument(help="One meeting; without it, name --due.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Start all that are due and have no live run.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="The coordinator has said yes to you.")] = False,
    by: Annotated[str, typer.Option(metavar="INITIALS", help="Who says so.")] = "",
) -> None:
    """Start a follow-up that was agreed, or confirm it. It fires once, however often this is repeated.

    Whoever has not agreed to one yet: `klyngeflow change follow-up`.
    """
    from cli.commands import ready_services

    services = ready_services()
    if bool(meeting) is due or (confirm and due):
        raise Refused("Name one meeting, or --due for all that are due.")
    if due:
        _start_due(services)
        return
    if confirm:
        _confirm(meeting, by, services)
    _start(meeting, services)


def _confirm(meeting_id: str, by: str, services: Services) -> None:
    from domain.acts import initials
    from domain.follow_up_confirmation import confirm_follow_up

    confirm_follow_up(meeting_id, initials(by), services)
    services.runs.wake(meeting_id)
    typer.echo(f"{meeting_id}: confirmed.")


def _start(meeting_id: str, services: Services) -> None:
    from tasks.follow_ups import start_follow_up

    typer.echo(f"{meeting_id}: {start_follow_up(meeting_id, services)}")


def _start_due(services: Services) -> None:
    from tasks.follow_ups import due_follow_ups

    found = due_follow_ups(services)
    for meeting_id in found:
        _start(meeting_id, services)
    if not found:
        typer.echo("No follow-up is due without a live run.")
