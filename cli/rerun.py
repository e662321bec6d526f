"""`klyngeflow rerun`: one meeting again from a step, as a run of the engine, or here when there is none."""

from __future__ import annotations

from uuid import UUID

from adapters.wiring import LiveServices
from cli.commands import ready_services
from domain.errors import KlyngeflowError, Refused, TryAgain
from tasks.rerunning import FROM, NOTHING_TO_REDO, redo, start_unfinished


def rerun_meeting(meeting_id: str, from_step: str) -> None:
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    if from_step not in FROM:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM)}.")
    run_id = _started(meeting_id, from_step)
    if run_id:
        _follow(run_id)
    else:
        _here(meeting_id, from_step, services)


def _started(meeting_id: str, from_step: str) -> UUID | None:
    """None where the engine takes no run: only then may the steps be done here."""
    from adapters.prefect_rerun import start_rerun

    try:
        return start_rerun(meeting_id, from_step)
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


def _here(meeting_id: str, from_step: str, services: LiveServices) -> None:
    with services.ledger.holding(meeting_id) as ledger:
        held = services.writing_with(ledger)
        lines = redo(meeting_id, held, from_step, run=lambda step: step.again.fn)
        print(next(lines, NOTHING_TO_REDO))
        for line in lines:
            print(line)
    try:
        start_unfinished(meeting_id, services)
    except TryAgain as passing:
        print(passing)
