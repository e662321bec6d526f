"""The commands of whoever makes a package; light to load, as every command's help is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

package_commands = typer.Typer(rich_markup_mode="markdown")


@package_commands.command(
    "new-package",
    epilog="Examples: `klyngeflow new-package sparring` · "
    "`klyngeflow new-package sparring --title 'Faglig sparring' --into my-packages`",
)
def new_package(
    package_id: Annotated[str, typer.Argument(metavar="ID", help="A short name: a–z, digits, - and _.")],
    title: Annotated[str, typer.Option(help="The package's name as people read it.")] = "",
    into: Annotated[
        Path | None,
        typer.Option(help="The folder to put it in; else that of KLYNGEFLOW_PACKAGES, else here."),
    ] = None,
) -> None:
    """Make the folder of a new package, complete and small, to be changed in any editor."""
    from adapters.settings import load_settings
    from cli.new_package import start_package

    start_package(package_id, title, into, load_settings())


@package_commands.command(
    epilog="Examples: `klyngeflow preview trivsel` · `klyngeflow preview my-packages/sleep --out look`"
)
def preview(
    package: Annotated[str, typer.Argument(help="A package's id or folder.")],
    out: Annotated[Path, typer.Option(help="Folder for everything the preview makes.")] = Path("preview"),
) -> None:
    """Show every document and mail of a package, from invented answers: few, some and many.

    Mails nobody and leaves nothing but the folder. Open its index.html.
    """
    from cli.preview.preview import preview as show

    show(package, out)


@package_commands.command(epilog="Example: `klyngeflow schema --out my-packages/sleep/.schema`")
def schema(
    out: Annotated[Path, typer.Option(help="Folder for the schemas.")] = Path(".schema"),
) -> None:
    """Write the JSON Schemas by which editors complete and check a package's YAML."""
    from cli.new_package import write_schemas

    for file in write_schemas(out):
        typer.echo(file)


@package_commands.command(
    epilog="Examples: `klyngeflow check trivsel` · `klyngeflow check my-packages/sleep`"
)
def check(package: Annotated[str, typer.Argument(help="A package's id or folder.")]) -> None:
    """Say what is wrong with a package: file, line, what and the cure."""
    from cli.commands import check_package_folder

    check_package_folder(package)


@package_commands.command(
    epilog="Examples: `klyngeflow rehearse trivsel` · "
    "`klyngeflow rehearse my-packages/sleep --members 30 --answers answers.csv --out try-out`"
)
def rehearse(
    package: Annotated[str, typer.Argument(help="A package's id or folder.")],
    members: Annotated[str, typer.Option(help="How many members, or a member list's file.")] = "24",
    answers: Annotated[
        Path | None, typer.Option(help="CSV: header = item ids, a row a respondent, empty = not answered.")
    ] = None,
    follow_up_answers: Annotated[Path | None, typer.Option(help="The same for the follow-up.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for everything the rehearsal makes.")] = Path("rehearsal"),
    seed: Annotated[int, typer.Option(help="Other invented answers for another number.")] = 1,
    wait: Annotated[float, typer.Option(help="Seconds that each wait is shortened to.")] = 3.0,
    keep_running: Annotated[
        bool, typer.Option("--keep-running", help="Leave the server and pages up until Ctrl-C.")
    ] = False,
) -> None:
    """Play a whole meeting and its follow-up in time-lapse, mailing nobody outside the folder.

    Everything is real: server, worker, pages, mails, documents. Only the days between are shortened.
    """
    from cli.rehearsal.rehearse import rehearse as play
    from cli.rehearsal.script import Script

    play(Script(package, members, answers, follow_up_answers, out, seed, wait, keep_running))
