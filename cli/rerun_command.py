"""The command `klyngeflow rerun`; light to load, as every command's help is."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.rerunning import FROM_STEPS, REASONS

rerun_command = typer.Typer(rich_markup_mode="markdown")


@rerun_command.command(
    epilog="Examples: `klyngeflow rerun trivsel-k7m2qa --from report --dry-run` · "
    "`klyngeflow rerun trivsel-k7m2qa --from report --reason new_layout --by AB`"
)
def rerun(
    meeting: Annotated[str, typer.Argument(help="The meeting's id, as `klyngeflow status` shows it.")],
    from_step: Annotated[str, typer.Option("--from", help=", ".join(FROM_STEPS))],
    reason: Annotated[str, typer.Option(help=", ".join(REASONS))] = "",
    by: Annotated[str, typer.Option(metavar="INITIALS", help="Who does it.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Do one meeting again from a step. Nobody is mailed twice. It says what it will do, and asks.

    Before the survey has closed only unfinished work is redone; after it everything is rebuilt from the
    frozen answers.
    """
    from cli.rerun import rerun_meeting, show_plan

    if dry_run:
        show_plan(meeting, from_step)
    else:
        rerun_meeting(meeting, from_step, reason, by, asks=not yes)
