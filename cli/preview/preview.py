"""`klyngeflow preview`: plays each case and shows every page that came of it."""

from __future__ import annotations

from pathlib import Path

import typer

from adapters.page_pictures import office
from adapters.wiring import open_services
from cli.commands import package_folder
from cli.own_folder import make_empty
from cli.preview.play import play
from cli.preview.show import Show
from cli.preview.stage import CASES, Case
from data_contracts.package import check_package
from domain.errors import BadInput


def preview(package: str, out: Path, cases: tuple[Case, ...] = CASES, *, pictures: bool = True) -> None:
    """Raises BadInput, before any effect, when the package has faults."""
    services = open_services()
    checked = check_package(package_folder(package, services), services.settings.contacts)
    if checked.package is None:
        raise BadInput(list(checked.faults))
    make_empty(out, "preview")
    show = Show(out)
    for case in cases:
        typer.echo(f"{case.answers} of {case.members} answer: ", nl=False)
        typer.echo(f"{show.add(str(case), tuple(play(checked.package, case)))} new files.")
    if pictures:
        with typer.progressbar(show.draw(), show.drawable, "Drawing the pages") as drawn:
            pages = sum(drawn)
        typer.echo(f"{pages} pages drawn.")
        if office() is None:
            typer.echo("LibreOffice is not installed, so the decks are there as files but not as pictures.")
    for blank in checked.blanks:
        typer.secho(f"Not filled in yet: {blank}", fg=typer.colors.YELLOW)
    typer.secho(f"Look at everything in {show.write_index(checked.package, checked)}.", fg=typer.colors.GREEN)
