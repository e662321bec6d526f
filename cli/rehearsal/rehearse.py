"""`klyngeflow rehearse`: sets the stage, plays the meeting, and shows what it made."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from rich.console import Console

from adapters.wiring import LiveServices, open_services, prepare
from cli.commands import package_folder
from cli.ordering import checked_order
from cli.own_folder import make_empty
from cli.rehearsal import stage
from cli.rehearsal.script import Script, answers_for, cast
from cli.stack import Stack, running_stack
from data_contracts.package import read_package
from domain.meeting import ROUND_1, ROUND_2
from domain.ordering import start_run

THURSDAY = 3
DAYS_AHEAD = 42

ORDER = """\
package: {package}
cluster: Eksempelby
region: Region Midtjylland
coordinator:
  name: Ida Eksempel
  email: ida@klynge.example
  phone: "12 34 56 79"
  postal_address: |
    Lægehuset
    Eksempelvej 1
    8000 Aarhus C
meeting:
  date: {date}
  time: "16:00"
  place: Lægehuset, Eksempelvej 1
members_expected: {members}
wishes: En rolig aften med god tid til at tale sammen.
"""


def rehearse(script: Script) -> None:
    """Raises BadInput before any effect when the package or a file has faults."""
    console = Console(highlight=False, soft_wrap=True)
    folder = package_folder(script.package, open_services())
    package = read_package(folder, open_services().settings.contacts)
    members = cast(script.members, needs_practices=package.needs_practices)
    answers = {
        round: answers_for(script, package.questionnaire, len(members), round) for round in (ROUND_1, ROUND_2)
    }
    make_empty(script.out, "rehearsal")
    services = LiveServices(stage.build(script.out, package.id, folder, script.seed))
    prepare(services)
    console.print(f"Rehearsing {package.title}: {len(members)} members. Nothing leaves {script.out}.")
    with running_stack(services.settings, console.print) as stack:
        meeting_id = _order(script, package.id, len(members), services)
        _tell_where(stack, meeting_id, console)
        from cli.rehearsal.play import Play

        Play(services, meeting_id, script, members, answers, console.print).until_delivered()
        from cli.rehearsal.outcome import write_outcome

        _list(write_outcome(meeting_id, services, script.out), script.out, console)
        if script.keep_running:
            _keep_running(stack, services, console)


def _order(script: Script, package_id: str, members: int, services: LiveServices) -> str:
    text = ORDER.format(
        package=package_id, date=_meeting_day(services.clock.now().date()), members=min(max(members, 10), 73)
    )
    (script.out / "order.yaml").write_text(text, encoding="utf-8")
    order = checked_order(text.encode(), services)
    meeting_id = services.ledger.meetings.add(order, "proeve", services.clock.real_now(), rehearsal=True)
    services.ledger.clocks.rehearse(meeting_id, services.clock.now(), script.wait)
    start_run(meeting_id, services)
    return meeting_id


def _meeting_day(today: date) -> date:
    day = today + timedelta(days=DAYS_AHEAD)
    return day + timedelta(days=(THURSDAY - day.weekday()) % 7)


def _tell_where(stack: Stack, meeting_id: str, console: Console) -> None:
    console.print(f"    Prefect UI  {stack.prefect_url}")
    console.print(f"    Pages       {stack.settings.base_url}")
    console.print(f"    Meeting     {meeting_id}")


def _list(files: list[Path], out: Path, console: Console) -> None:
    """Folder by folder, as the coordinator and the consultant got them."""
    console.print(f"\nMade in {out}:")
    for folder, found in groupby(files, key=lambda file: file.parent):
        names = [file.name for file in found]
        if folder == out:
            console.print("\n".join(f"  {name}" for name in names))
        elif folder.name == "mails":
            console.print(f"  mails/  {len(names)} mails")
        else:
            console.print(f"  {folder.relative_to(out)}/")
            console.print("\n".join(f"    {name}" for name in names))


def _keep_running(stack: Stack, services: LiveServices, console: Console) -> None:
    console.print(f"\nStill running until Ctrl-C: {stack.prefect_url} and {stack.settings.base_url}")
    console.print("Commands for this rehearsal, in another window, begin with:")
    settings = services.settings
    console.print(
        f"  KLYNGEFLOW_HOME={settings.home} KLYNGEFLOW_PREFECT_PORT={settings.prefect_port} "
        f"KLYNGEFLOW_OPERATOR_PORT={settings.operator_port} "
        f"KLYNGEFLOW_PACKAGES={settings.packages} klyngeflow status"
    )
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        console.print("Stopping …")
