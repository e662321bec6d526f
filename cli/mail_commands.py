"""The commands about single mails and who gets them; light to load, as every command's help is."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.errors import Refused

mail_commands = typer.Typer(rich_markup_mode="markdown")

Meeting = Annotated[str, typer.Argument(help="The meeting's id, as `klyngeflow status` shows it.")]
By = Annotated[str, typer.Option("--by", metavar="INITIALS", help="Who says so.")]


@mail_commands.command(epilog="Example: `klyngeflow people trivsel-k7m2qa`")
def people(meeting: Meeting) -> None:
    """Show who is who at a meeting: id, name, address, and what became of their mails. For your eyes only."""
    from cli.resending import show_people

    show_people(meeting)


@mail_commands.command(
    epilog="Examples: `klyngeflow mails trivsel-k7m2qa` · "
    "`klyngeflow mails trivsel-k7m2qa --settle 3f9a01bc --arrived --by AB`"
)
def mails(
    meeting: Meeting,
    mark: Annotated[str, typer.Option("--settle", metavar="MARK", help="One of those listed.")] = "",
    arrived: Annotated[bool, typer.Option("--arrived", help="The recipient has it.")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="It has not arrived: send it again.")] = False,
    by: By = "",
) -> None:
    """Count a meeting's mails, show those that need a human, and settle one of them."""
    from cli.resending import settle, show_mails

    if not mark and not arrived and not resend:
        show_mails(meeting)
    elif not mark or arrived == resend:
        raise Refused("Say which mail, and what became of it: --settle MARK, and --arrived or --resend.")
    else:
        settle(meeting, mark, "arrived" if arrived else "resend", by)


@mail_commands.command(
    epilog="Example: `klyngeflow resend trivsel-k7m2qa --kind invitation --to m0a1b2c3d4e5f "
    "--reason lost --by AB`"
)
def resend(
    meeting: Meeting,
    kind: Annotated[str, typer.Option(help="Such as invitation or coordinator_kit.")],
    to: Annotated[str, typer.Option(metavar="ID", help="A member's id, coordinator or consultant.")],
    reason: Annotated[str, typer.Option(help="not_arrived, lost, new_address or asked")],
    by: By,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Send one mail to one person once more, on purpose; it is kept who did it and why."""
    from cli.resending import resend_mail

    resend_mail(meeting, kind, to, reason, by, asks=not yes)
