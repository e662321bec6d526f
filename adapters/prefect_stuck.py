"""Runs that get nowhere: nobody takes them, or they never end, or they died."""

from __future__ import annotations

from datetime import datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType

from domain.ports import StuckRun

TAKEN_WITHIN = timedelta(minutes=10)
BEGUN_WITHIN = timedelta(minutes=10)
OVER_WITHIN = timedelta(hours=1)


def stuck_runs(client: SyncPrefectClient, now: datetime) -> tuple[StuckRun, ...]:
    """Due and taken by no worker, taken and not begun, begun and not over: each for too long."""
    due = FlowRunFilterNextScheduledStartTime(before_=now - TAKEN_WITHIN)
    late = client.read_flow_runs(flow_run_filter=_in(StateType.SCHEDULED, next_scheduled_start_time=due))
    found = [_stuck(run, run.next_scheduled_start_time) for run in late]
    for state, time in ((StateType.PENDING, BEGUN_WITHIN), (StateType.RUNNING, OVER_WITHIN)):
        for run in client.read_flow_runs(flow_run_filter=_in(state)):
            if run.state and now - run.state.timestamp > time:
                found.append(_stuck(run, run.state.timestamp))
    return tuple(found)


def has_died(client: SyncPrefectClient, after: datetime) -> bool:
    """Whether any run has failed, or lost its process, after that moment."""
    died = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.FAILED, StateType.CRASHED]))
    which = FlowRunFilter(state=died, end_time=FlowRunFilterEndTime(after_=after))
    return bool(client.read_flow_runs(flow_run_filter=which, limit=1))


def _in(state: StateType, **more: FlowRunFilterNextScheduledStartTime) -> FlowRunFilter:
    return FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[state])), **more)


def _stuck(run: FlowRun, since: datetime | None) -> StuckRun:
    return StuckRun(str((run.parameters or {}).get("meeting_id", "")), since or run.created or datetime.min)
