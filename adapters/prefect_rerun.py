"""A rerun as a run of the engine: started from the command line and followed to its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
from prefect.client.schemas.objects import State, WorkPoolStatus

from adapters.prefect_runs import POOL, prefect_client
from domain.errors import TryAgain

LOOKS_FOR_THE_LOG = 20
SECONDS_WITHOUT_AN_ANSWER = 120


def start_rerun(meeting_id: str, from_step: str) -> UUID:
    """Raises TryAgain when there is no server or no worker."""
    with prefect_client() as client:
        if client.read_work_pool(POOL).status is not WorkPoolStatus.READY:
            raise TryAgain("No worker is running.")
        deployment = client.read_deployment_by_name("rerun/rerun")
        run = client.create_flow_run_from_deployment(
            deployment.id,
            parameters={"meeting_id": meeting_id, "from_step": from_step},
            name=f"Gentag {meeting_id} fra {from_step}",
        )
        return run.id


def follow(run_id: UUID, tell: Callable[[str], None]) -> State:
    """Waits for the run's end and tells its log lines; returns its last state.

    Raises TryAgain when the engine has been silent for two minutes; the run goes on without us.
    """
    answered = time.monotonic()
    while True:
        try:
            with prefect_client() as client:
                run = client.read_flow_run(run_id)
                answered = time.monotonic()
                if run.state and run.state.is_final():
                    for message in _log(client, run_id):
                        if message.startswith("round "):
                            tell(message)
                    return run.state
        except TryAgain:
            if time.monotonic() - answered > SECONDS_WITHOUT_AN_ANSWER:
                raise TryAgain(
                    "The Prefect server no longer answers. The rerun was started and goes on by itself; "
                    "its row in the Prefect UI says how it ended."
                ) from None
        time.sleep(0.5)


def _log(client: SyncPrefectClient, run_id: UUID) -> list[str]:
    """The run's messages. Its process sends the last ones when it leaves, a moment after the last state."""
    ours = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run_id]))
    messages: list[str] = []
    for _ in range(LOOKS_FOR_THE_LOG):
        messages = [line.message for line in client.read_logs(ours, limit=200)]
        if any(message.startswith("Finished in state") for message in messages):
            break
        time.sleep(0.5)
    return messages
