"""Steers a run that sleeps: to look at the ledger now, to start on another day, or never again."""

from __future__ import annotations

from datetime import datetime

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateDetails, StateType
from prefect.states import Scheduled

from domain.changes.called_off import CALLED_OFF

ENDS = (StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED, StateType.CANCELLING)

LEFT_ALONE = (StateType.SCHEDULED, StateType.PAUSED, StateType.CANCELLED, StateType.CANCELLING)


def sleeps(state: State) -> bool:
    """Whether the run waits under a name of ours."""
    return state.type is StateType.SCHEDULED and (state.name or "").startswith("Awaiting")


def is_left_alone(state: State) -> bool:
    """Whether no other run is to be started: it waits for something, or somebody has stopped it by hand."""
    return state.type in LEFT_ALONE and not was_called_off(state)


def was_called_off(state: State) -> bool:
    return state.type is StateType.CANCELLED and state.name == CALLED_OFF


def wake_up(client: SyncPrefectClient, run: FlowRun, now: datetime) -> bool:
    """Under the name it has; False where it does not sleep."""
    old = run.state
    if old is None or not sleeps(old):
        return False
    details = StateDetails(scheduled_time=now)
    _set(client, run, State(type=old.type, name=old.name, message=old.message, state_details=details))
    return True


def put_off(client: SyncPrefectClient, run: FlowRun, due: datetime) -> None:
    """A run that had begun begins again then, by the ledger."""
    if run.state and run.state.type not in ENDS:
        _set(client, run, Scheduled(scheduled_time=due))


def call_off(client: SyncPrefectClient, run: FlowRun) -> None:
    if run.state and run.state.type not in ENDS:
        _set(client, run, called_off())


def called_off() -> State:
    return State(type=StateType.CANCELLED, name=CALLED_OFF, message="Aflyst: her sker ikke mere.")


def _set(client: SyncPrefectClient, run: FlowRun, state: State) -> None:
    client.set_flow_run_state(run.id, state, force=True)
