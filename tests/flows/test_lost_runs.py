"""Runs that nobody works on any more, because their process was killed together with its worker."""

from __future__ import annotations

import time

from prefect.states import Running

from domain.rerunning import FROM_STEPS, REASONS
from tests.flows.engine_client import engine_of
from tests.flows.rehearsal_process import Rehearsal

SECONDS_OF_GRACE = 15

WHY = {"from_step": FROM_STEPS["delivery"], "reason": REASONS["after_failure"], "initials": "PRK"}


def test_a_run_whose_process_was_killed_gives_back_its_place_in_the_pool(rehearsal: Rehearsal) -> None:
    """A place is taken as long as the engine believes that a run is at work; there are two."""
    with engine_of(rehearsal) as client:
        deployment = client.read_deployment_by_name("rerun/rerun")
        parameters = {"meeting_id": rehearsal.meeting_id, **WHY}
        run = client.create_flow_run_from_deployment(deployment.id, parameters=parameters, state=Running())
        assert client.read_flow_run(run.id).state.is_running()
        time.sleep(SECONDS_OF_GRACE + 1)
        upkeep = rehearsal.command("upkeep", KLYNGEFLOW_LEASE_SECONDS="1")
        assert upkeep.returncode == 0, upkeep.stderr
        assert client.read_flow_run(run.id).state.is_crashed()
