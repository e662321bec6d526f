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
    if run.state is None or not sleeps(run.state):
        return False
    _begin_again(client, run, run.state, now)
    return True


def look_again(client: SyncPrefectClient, run: FlowRun, now: datetime) -> None:
    """Also where a form is open: the run makes it anew, and an answer that was just given is found."""
    if run.state and (sleeps(run.state) or run.state.type is StateType.PAUSED):
        _begin_again(client, run, run.state, now)


def _begin_again(client: SyncPrefectClient, run: FlowRun, old: State, now: datetime) -> None:
    details = StateDetails(scheduled_time=now)
    new = State(type=StateType.SCHEDULED, name=old.name, message=old.message, state_details=details)
    _set(client, run, new)


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
