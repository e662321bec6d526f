"""`klyngeflow rerun`: one meeting again from a step, as a run of the engine, or here when there is none."""

from __future__ import annotations

from adapters.wiring import LiveServices
from cli.commands import ready_services
from domain.errors import KlyngeflowError, Refused, TryAgain
from tasks.rerunning import FROM, redo


def rerun_meeting(meeting_id: str, from_step: str) -> None:
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    if from_step not in FROM:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM)}.")
    try:
        _in_the_engine(meeting_id, from_step)
    except TryAgain as passing:
        print(f"{passing} The steps are done here instead, without a row in the Prefect UI.")
        for line in _here(meeting_id, from_step, services):
            print(line)
    services.runs.start(meeting_id)


def _here(meeting_id: str, from_step: str, services: LiveServices) -> list[str]:
    with services.ledger.holding(meeting_id) as ledger:
        return redo(meeting_id, services.writing_with(ledger), from_step, run=lambda step: step.fn)


def _in_the_engine(meeting_id: str, from_step: str) -> None:
    """Raises TryAgain when no server or no worker answers."""
    from adapters.prefect_rerun import follow, start_rerun

    run_id = start_rerun(meeting_id, from_step)
    outcome = follow(run_id, print)
    if outcome != "COMPLETED":
        raise KlyngeflowError(f"The rerun ended {outcome}. Its log in the Prefect UI says why.")
