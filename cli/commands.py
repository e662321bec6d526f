"""The short commands: order, members, upkeep, check."""

from __future__ import annotations

import sys
from pathlib import Path

from rich import print as say

from adapters.wiring import LiveServices, open_services, prepare
from cli.engine_address import use_engine_of
from cli.ordering import checked_order, take_order
from domain.errors import BadInput, Fault, NotFound

LARGEST_FILE = 5_000_000


def ready_services() -> LiveServices:
    services = open_services()
    prepare(services)
    use_engine_of(services.settings)
    return services


def read_file(file: Path) -> bytes:
    """Raises BadInput for a file that is missing or far too large."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadInput([Fault(str(file), "Filen er for stor.", "Højst 5 MB.")])
        return file.read_bytes()
    except OSError as error:
        raise BadInput([Fault(str(file), "Filen kan ikke læses.", error.strerror or "")]) from None


def place_order(file: Path, *, as_new_meeting: bool) -> None:
    services = ready_services()
    taken = take_order(checked_order(read_file(file), services), services, as_new_meeting=as_new_meeting)
    if not taken.is_new:
        say(f"Already known: [bold]{taken.meeting_id}[/bold]. Nothing was changed.")
    else:
        say(f"Ordered: [bold]{taken.meeting_id}[/bold].")
    if not taken.has_run:
        say("The engine does not answer; the run starts by itself once `klyngeflow up` is running.")


def hand_in_members(meeting_id: str, file: Path, *, confirmed: bool) -> None:
    from data_contracts.member_list import read_member_list

    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    listed = read_member_list(read_file(file), file.name, confirmed=confirmed)
    added, changed, removed = services.ledger.members.replace(meeting_id, listed.rows)
    services.runs.wake(meeting_id)
    for remark in listed.remarks:
        say(remark)
    say(f"{len(listed.rows)} members: {added} added, {changed} changed, {removed} removed.")


def run_upkeep() -> None:
    from tasks.upkeep import keep_up

    say(str(keep_up(ready_services())))


def check_package_folder(package: str) -> None:
    from data_contracts.package import check_package

    services = open_services()
    found = check_package(package_folder(package, services), services.settings.contacts)
    for fault in found.faults:
        say(f"[red]{fault}[/red]")
    for blank in found.blanks:
        say(f"[yellow]{blank}[/yellow]")
    for notice in found.notices:
        say(notice)
    if found.faults or found.blanks:
        say(f"{len(found.faults)} faults, {len(found.blanks)} blanks.")
        sys.exit(1)
    say("[green]The package can be ordered.[/green]")


def package_folder(package: str, services: LiveServices) -> Path:
    """A folder as given, or the folder of a known package id."""
    if Path(package).is_dir():
        return Path(package).resolve()
    if package in services.packages.ids():
        return services.package_folder(package)
    known = ", ".join(services.packages.ids())
    raise NotFound(f"There is no folder and no package {package}. Known packages: {known}.")
