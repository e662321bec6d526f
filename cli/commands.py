"""The short commands: order, members, upkeep, check."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from rich import print as say

from adapters.settings import TEMPLATES
from adapters.wiring import LiveServices, open_services, prepare
from cli.ordering import take_from_file
from domain.changes.members import change_members
from domain.errors import BadInput, Fault, NotFound
from domain.ordering import start_run
from domain.package import Package
from domain.purges import check_people_kept

LARGEST_FILE = 5_000_000


def ready_services() -> LiveServices:
    services = open_services()
    prepare(services)
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
    taken = take_from_file(read_file(file), services, as_new_meeting=as_new_meeting)
    if not taken.is_new:
        say(f"Already known: [bold]{taken.meeting_id}[/bold]. Nothing was changed.")
    else:
        say(f"Ordered: [bold]{taken.meeting_id}[/bold].")
    if not start_run(taken.meeting_id, services):
        say("The engine does not answer; the run starts by itself once `klyngeflow up` is running.")


def hand_in_members(meeting_id: str, file: Path, *, confirmed: bool, by: str) -> None:
    """`by` are an operator's initials, asked for while the survey is open: it is an act then."""
    from data_contracts.member_list import read_member_list

    services = ready_services()
    package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
    check_people_kept(meeting_id, services)
    listed = read_member_list(
        read_file(file), file.name, confirmed=confirmed, needs_practices=package.needs_practices
    )
    added, changed, removed = change_members(meeting_id, listed.rows, by=by, services=services)
    services.runs.wake(meeting_id)
    for remark in listed.remarks:
        print(remark)
    say(f"{len(listed.rows)} members: {added} added, {changed} changed, {removed} removed.")


def run_upkeep() -> None:
    from flows.artifacts import show_all
    from tasks.alerting import tell_of_troubles
    from tasks.checking import check_house
    from tasks.upkeep import keep_up

    services = ready_services()
    try:
        print(keep_up(services))
        show_all(services)
    finally:  # without an engine too
        tell_of_troubles(services)
        for finding in check_house(services):
            print(finding)


def check_package_folder(package: str) -> None:
    from data_contracts.package import check_package

    services = open_services()
    found = check_package(package_folder(package, services), services.settings.contacts)
    faults = [*found.faults, *_faults_of_mails(found.package), *_faults_of_master(services)]
    # Not rich: it would break a line in two, and take what an author wrote in brackets for a style.
    for fault in faults:
        typer.secho(str(fault), fg=typer.colors.RED)
    for blank in found.blanks:
        typer.secho(blank, fg=typer.colors.YELLOW)
    for notice in found.notices:
        typer.echo(notice)
    if faults or found.blanks:
        typer.echo(f"{len(faults)} faults, {len(found.blanks)} blanks.")
        sys.exit(1)
    typer.secho("The package can be ordered.", fg=typer.colors.GREEN)


def _faults_of_mails(package: Package | None) -> list[Fault]:
    """Of the package's own mail templates, tried on an invented meeting."""
    if package is None:
        return []
    from adapters.letter_check import own_mail_faults
    from adapters.letters import JinjaLetters

    return own_mail_faults(JinjaLetters(TEMPLATES), package)


def _faults_of_master(services: LiveServices) -> list[Fault]:
    """Of KiAP's own PowerPoint file, where there is one."""
    if services.settings.deck_master is None:
        return []
    try:
        services.deck.check()
    except BadInput as refused:
        return list(refused.faults)
    return []


def package_folder(package: str, services: LiveServices) -> Path:
    """A folder as given, or the folder of a known package id."""
    if Path(package).is_dir():
        return Path(package).resolve()
    if package in services.packages.ids():
        return services.package_folder(package)
    known = ", ".join(services.packages.ids())
    raise NotFound(f"There is no folder and no package {package}. Known packages: {known}.")
