"""The commands that keep a house in order: upkeep, purging, bounces, backups; light to load."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

upkeep_commands = typer.Typer(rich_markup_mode="markdown")


@upkeep_commands.command(epilog="Examples: `klyngeflow bounces` · `klyngeflow bounces returned.eml`")
def bounces(
    files: Annotated[list[Path] | None, typer.Argument(help="Mails as files (.eml), or folders.")] = None,
) -> None:
    """Take in what mail servers report of mails that did not arrive; without files, from the mailbox."""
    from cli.bounces import take_bounces

    take_bounces(files or [])


@upkeep_commands.command(epilog="Example: `klyngeflow upkeep`")
def upkeep() -> None:
    """Start what is due and has no live run. Needs the Prefect server, but no worker."""
    from cli.commands import run_upkeep

    run_upkeep()


@upkeep_commands.command(epilog="Examples: `klyngeflow purge --dry-run` · `klyngeflow purge`")
def purge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Delete nothing; show what would go when, and why.")
    ] = False,
) -> None:
    """Delete what has been kept long enough, as upkeep does by itself. Needs no Prefect server."""
    from cli.purging import purge_now, show_what_goes

    if dry_run:
        show_what_goes()
    else:
        purge_now()


@upkeep_commands.command(epilog="Example: `klyngeflow backup /safe/klyngeflow-2027-03-01.zip`")
def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write all that must not be lost into one file, while everything runs."""
    from cli.backup import make_backup

    make_backup(file)


@upkeep_commands.command(epilog="Example: `klyngeflow restore /safe/klyngeflow-2027-03-01.zip`")
def restore(file: Annotated[Path, typer.Argument(help="What `klyngeflow backup` wrote.")]) -> None:
    """Put a backup into an empty installation. No mail leaves until `klyngeflow arm`."""
    from cli.backup import restore_backup

    restore_backup(file)


@upkeep_commands.command(epilog="Examples: `klyngeflow arm` · `klyngeflow arm --held keep --by AB`")
def arm(
    held: Annotated[str, typer.Option(help="send the mails that waited, or keep them for ever.")] = "",
    by: Annotated[str, typer.Option(metavar="INITIALS", help="Who says so.")] = "",
) -> None:
    """After a restore: show the mails that are held, or let mails leave again."""
    from cli.backup import let_mails_leave, show_held

    if held:
        let_mails_leave(held, by)
    else:
        show_held()
