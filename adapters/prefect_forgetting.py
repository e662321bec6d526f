"""Deletes from the engine what has ended long ago: runs, and what hangs on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import TERMINAL_STATES
from prefect.exceptions import ObjectNotFound

PAGE, MOST_AT_ONCE = 100, 1000


def forget_ended(client: SyncPrefectClient, moment: datetime, kept: Collection[UUID]) -> int:
    """Runs that ended before `moment` and are not `kept`, so many at a time that upkeep goes on; returns
    how many.

    Prefect takes a run's states, task runs, forms and logs away with it, its artifacts it leaves behind.
    """
    count, which = 0, _ended(moment, kept)
    while count < MOST_AT_ONCE and (runs := client.read_flow_runs(flow_run_filter=which, limit=PAGE)):
        for run in runs:
            _forget(client, run.id)
        count += len(runs)
    return count


def has_ended(client: SyncPrefectClient, moment: datetime) -> bool:
    """Whether there is any such run, kept or not."""
    return bool(client.read_flow_runs(flow_run_filter=_ended(moment, ()), limit=1))


def _ended(moment: datetime, kept: Collection[UUID]) -> FlowRunFilter:
    return FlowRunFilter(
        id=FlowRunFilterId(not_any_=list(kept)) if kept else None,
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(TERMINAL_STATES))),
        end_time=FlowRunFilterEndTime(before_=moment),
    )


def _forget(client: SyncPrefectClient, run_id: UUID) -> None:
    """The run last: a kill in between leaves it to be found again."""
    its_own = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    while artifacts := client.read_artifacts(flow_run_filter=its_own):
        for artifact in artifacts:
            client.delete_artifact(artifact.id)
    try:
        client.delete_flow_run(run_id)
    except ObjectNotFound:  # another upkeep was quicker
        return
