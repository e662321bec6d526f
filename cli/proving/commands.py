"""`klyngeflow prove …`: the commands that try to break a promise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

prove = typer.Typer(no_args_is_help=True)


@prove.callback(epilog="Example: `klyngeflow prove anonymity`")
def before_any_proof() -> None:
    """Try to break a promise, and tell what that achieved."""


@prove.command(
    epilog="Examples: `klyngeflow prove anonymity` · `klyngeflow prove anonymity --files klyngeflow-data`"
)
def anonymity(
    rounds: Annotated[
        int, typer.Option(min=1, help="How many invented surveys; with few, chance can look like more.")
    ] = 200,
    files: Annotated[
        Path | None, typer.Option(help="Look at a copy of these real files instead, such as KLYNGEFLOW_HOME.")
    ] = None,
    postgres: Annotated[
        str, typer.Option(metavar="URL", help="Keep the ledgers in this Postgres; copied after the close.")
    ] = "",
) -> None:
    """Try to find out who answered what from one copy of all files, taken at any moment.

    Every way that we can think of is tried and held against guessing: row order, place in the file, keys,
    times, freed pages, journals, sizes, logs, the mail ledger, the frozen pull.
    """
    if files is not None:
        from cli.proving.real_files import look_at

        look_at(files)
        return
    from cli.proving.prove import prove_on_invented_surveys

    prove_on_invented_surveys(rounds, postgres)
