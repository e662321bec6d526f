"""`klyngeflow bounces`: takes in what mail servers report of mails that did not get there."""

from __future__ import annotations

from pathlib import Path

import typer

from adapters.bounce_folder import BounceFolder
from adapters.bounce_reports import read_report
from adapters.wiring import LiveServices
from cli.commands import read_file, ready_services
from domain.errors import Refused
from tasks.bounce_reading import Counted, read_bounces, take_in


def take_bounces(files: list[Path]) -> None:
    """Each file is one mail (.eml), a folder holds many; without any, the boxes of the settings are read."""
    services = ready_services()
    counted = Counted()
    for file in files:
        counted += _from_folder(file, services) if file.is_dir() else _from_file(file, services)
    if not files:
        if not services.bounce_boxes:
            raise Refused("Name files or a folder, or set KLYNGEFLOW_BOUNCES_IMAP_HOST or _FOLDER.")
        counted = read_boxes(services)
    typer.echo(f"Read {counted.all}: {counted}.")


def read_boxes(services: LiveServices) -> Counted:
    """Raises TryAgain while one of them is out of reach."""
    return sum((read_bounces(box, read_report, services) for box in services.bounce_boxes), Counted())


def _from_folder(folder: Path, services: LiveServices) -> Counted:
    return read_bounces(BounceFolder(folder), read_report, services)


def _from_file(file: Path, services: LiveServices) -> Counted:
    return take_in(read_report(read_file(file)), services)
