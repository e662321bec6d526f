"""Waits for weeks without a process: the run sets itself to a named state and leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NoReturn

from prefect import get_client
from prefect.client.schemas.objects import State, StateDetails, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.exceptions import Pause
from prefect.runtime import flow_run

RETRY = "AwaitingRetry"
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 120, 300, 600))


class Sleep(BaseException):
    """Raised inside a flow to leave it until `wakes_at` (wall clock), under a name that operators read.

    Not an Exception: it is no fault, and nothing on its way out may mistake it for one.
    """

    def __init__(self, state: str, wakes_at: datetime, message: str = "") -> None:
        super().__init__(state)
        self.state, self.wakes_at, self.message = state, wakes_at, message


def pause_before_retry() -> timedelta:
    """Longer each time that the current run has waited to try again without waiting for anything else."""
    with get_client(sync_client=True) as client:
        states = client.read_flow_run_states(flow_run.id)
    return pause_after(retries_in_a_row(state.name or "" for state in states))


def retries_in_a_row(names: Iterable[str]) -> int:
    """How many of a run's states, oldest first, are retries since it last waited for something else."""
    waits = [name for name in names if name.startswith("Awaiting")]
    others = [place for place, name in enumerate(waits, start=1) if name != RETRY]
    return len(waits) - max(others, default=0)


def pause_after(retries: int) -> timedelta:
    return PAUSES[min(retries, len(PAUSES) - 1)]


def fall_asleep(sleep: Sleep) -> NoReturn:
    """Sets the current run to a scheduled state of that name and ends its process."""
    state = State(
        type=StateType.SCHEDULED,
        name=sleep.state,
        message=sleep.message or None,
        state_details=StateDetails(scheduled_time=sleep.wakes_at),
    )
    leave_in(state)


def leave_in(state: State) -> NoReturn:
    """Raises Pause, which ends the process quietly; RuntimeError when the engine refuses the state."""
    with get_client(sync_client=True) as client:
        response = client.set_flow_run_state(flow_run.id, state)
    if response.status is not SetStateStatus.ACCEPT:
        raise RuntimeError(f"The engine refused the state {state.name}: {response.details}")
    raise Pause(state=state)
