"""`klyngeflow rerun`: one meeting again from a step, as a run of the engine, or here when there is none."""

from __future__ import annotations

from uuid import UUID

import typer

from adapters.wiring import LiveServices
from cli.commands import ready_services
from domain.acts import initials
from domain.errors import KlyngeflowError, Refused, TryAgain
from domain.rerunning import RerunPlan, check_rerun, record_rerun
from tasks.rerun_plan import plan_rerun
from tasks.rerunning import NOTHING_TO_REDO, redo, start_unfinished


def show_plan(meeting_id: str, from_step: str) -> None:
    """Does nothing. Raises Refused for an unknown step, or for answers that are there no more."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    _tell(plan_rerun(meeting_id, services, from_step))


def rerun_meeting(meeting_id: str, from_step: str, reason: str, by: str, *, asks: bool) -> None:
    """Says what it will do, asks, and does it. Raises Refused before anything is done."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    check_rerun(from_step, reason, by)
    _tell(plan_rerun(meeting_id, services, from_step))
    if asks and not typer.confirm("Do it?"):
        raise Refused("Nothing was done.")
    run_id = _started(meeting_id, from_step, reason, by)
    if run_id:
        _follow(run_id)
    else:
        _here(meeting_id, from_step, reason, by, services)


def _tell(plan: RerunPlan) -> None:
    for heading, lines in plan.parts:
        print(f"{heading}:")
        for line in lines:
            print(f"  {line}")


def _started(meeting_id: str, from_step: str, reason: str, by: str) -> UUID | None:
    """None where the engine takes no run: only then may the steps be done here."""
    from adapters.prefect_rerun import start_rerun

    try:
        return start_rerun(meeting_id, from_step, reason, initials(by))
    except KlyngeflowError as fault:
        print(f"{fault} The steps are done here instead, without a row in the Prefect UI.")
        return None


def _follow(run_id: UUID) -> None:
    from adapters.prefect_rerun import follow

    outcome = follow(run_id)
    if not outcome.is_completed():
        why = outcome.message or "Its log in the Prefect UI says why."
        raise KlyngeflowError(f"The rerun ended {outcome.type.value}. {why}")
    print(outcome.message)


def _here(meeting_id: str, from_step: str, reason: str, by: str, services: LiveServices) -> None:
    with services.ledger.holding(meeting_id) as ledger:
        held = services.writing_with(ledger)
        record_rerun(meeting_id, from_step, reason, by, held)
        lines = redo(meeting_id, held, from_step, run=lambda step: step.again.fn)
        print(next(lines, NOTHING_TO_REDO))
        for line in lines:
            print(line)
    try:
        start_unfinished(meeting_id, services)
    except TryAgain as passing:
        print(passing)
