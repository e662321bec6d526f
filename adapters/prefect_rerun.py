"""A rerun as a run of the engine: started from the command line and followed to its end."""

from __future__ import annotations

import time
from uuid import UUID

from prefect.client.schemas.objects import State, WorkPoolStatus

from adapters.prefect_runs import POOL, prefect_client
from domain.errors import TryAgain
from domain.rerunning import DO_IT, FROM_STEPS, REASONS

SECONDS_WITHOUT_AN_ANSWER = 120


def start_rerun(meeting_id: str, from_step: str, reason: str, by: str) -> UUID:
    """With the texts that the form in the Prefect UI offers.

    Raises TryAgain when there is no server or no worker.
    """
    with prefect_client() as client:
        if client.read_work_pool(POOL).status is not WorkPoolStatus.READY:
            raise TryAgain("No worker is running.")
        deployment = client.read_deployment_by_name("rerun/rerun")
        run = client.create_flow_run_from_deployment(
            deployment.id,
            parameters={
                "meeting_id": meeting_id,
                "from_step": FROM_STEPS[from_step],
                "reason": REASONS[reason],
                "initials": by,
                "what": DO_IT,
            },
        )
        return run.id


def follow(run_id: UUID) -> State:
    """Waits for the run's end and returns its last state, whose message says what was done.

    Raises TryAgain when the engine has been silent for two minutes; the run goes on without us.
    """
    answered = time.monotonic()
    while True:
        try:
            with prefect_client() as client:
                run = client.read_flow_run(run_id)
                answered = time.monotonic()
                if run.state and run.state.is_final():
                    return run.state
        except TryAgain:
            if time.monotonic() - answered > SECONDS_WITHOUT_AN_ANSWER:
                raise TryAgain(
                    "The Prefect server no longer answers. The rerun was started and goes on by itself; "
                    "its row in the Prefect UI says how it ended."
                ) from None
        time.sleep(0.5)
