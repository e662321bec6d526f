"""From due to running: a sleeping meeting started by the worker, against a sleeping empty flow."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bench.empty_flows import napping
from bench.house import House, open_house
from bench.measuring import in_turn, report

NAPPING, MEETING = "empty flow that falls asleep", "meeting"
AHEAD = timedelta(seconds=4)
TIMES = 12


def run() -> None:
    with open_house() as house:
        nap = house.new_run(house.deployment_of(napping))
        sleeper = house.sleeping_meeting()
        house.let_worker_run(True)
        arms = {NAPPING: lambda: _delay(house, nap), MEETING: lambda: _delay(house, sleeper)}
        samples = in_turn(arms, TIMES)
    report(samples, NAPPING, "s", {MEETING: None})
    print(f"    {MEETING}: longest {max(samples[MEETING]):.2f} s")


def _delay(house: House, run_id: UUID) -> float:
    """Seconds from when the run is due to its state Running; returns when it sleeps again."""
    due = house.wake(run_id, AHEAD)
    while True:
        time.sleep(0.5)
        states = [s for s in house.client.read_flow_run_states(run_id) if s.timestamp > due - AHEAD]
        started = [state.timestamp for state in states if state.is_running()]
        if started and states[-1].is_scheduled():
            return (started[-1] - due).total_seconds()
        if datetime.now(UTC) - due > timedelta(minutes=2):
            raise RuntimeError("The worker did not start the run within two minutes.")
