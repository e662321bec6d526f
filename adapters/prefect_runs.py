"""The engine, seen from outside it: starts, finds and wakes the runs of a meeting."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from httpx import HTTPStatusError, TransportError
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound, PrefectException
from prefect.settings import PREFECT_API_URL
from prefect.states import Scheduled

from adapters.ledger import SqlLedger
from adapters.ledger.runs import RunRow
from adapters.prefect_forgetting import forget_ended, has_ended
from adapters.prefect_steering import call_off, is_left_alone, look_again, put_off, wake_up
from adapters.prefect_stuck import stuck_runs
from domain.errors import KlyngeflowError, TryAgain
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Clock, Packages, StuckRun
from domain.run_names import run_name, run_tags
from domain.runs_in_words import start_in_words

DEPLOYMENTS = {ROUND_1: "cluster-meeting/cluster-meeting", ROUND_2: "follow-up/follow-up"}
POOL = "klyngeflow"
AT_WORK = (StateType.PENDING, StateType.RUNNING)
LONGEST_WITHOUT_A_MEETING = timedelta(minutes=10)
MOST_FAILURES = 3
SERVICE_UNAVAILABLE = 503
LEAVING = timedelta(seconds=15)
LOOKS_FOR_A_FORM = 40


class PrefectRuns:
    """Implements `domain.ports.Runs` with Prefect's own client."""

    def __init__(self, ledger: SqlLedger, packages: Packages, clock: Clock, lease_seconds: float) -> None:
        self._ledger, self._packages, self._clock = ledger, packages, clock
        self._grace = timedelta(seconds=max(lease_seconds, 15))

    def start(self, meeting_id: str, round: int = ROUND_1, due: datetime | None = None) -> bool:
        try:
            with prefect_client() as client:
                latest = self._ledger.runs.latest(meeting_id, round)
                if latest is None:
                    self._create(client, meeting_id, round, 1, due)
                elif not latest.flow_run_id:
                    self._create(client, meeting_id, round, latest.attempt, due)
                elif not self._lives(client, latest):
                    self._retire(client, latest)
                    self._create(client, meeting_id, round, latest.attempt + 1, due)
        except TryAgain:
            return False
        return True

    def is_live(self, meeting_id: str, round: int) -> bool:
        latest = self._ledger.runs.latest(meeting_id, round)
        if latest is None or not latest.flow_run_id:
            return False
        with prefect_client() as client:
            return self._lives(client, latest)

    def why_given_up(self, meeting_id: str, round: int) -> str:
        recent = self._ledger.runs.newest(meeting_id, round, MOST_FAILURES)
        if len(recent) < MOST_FAILURES:
            return ""
        with prefect_client() as client:
            states = [run.state for run in (_read(client, row) for row in recent) if run and run.state]
        if len(states) < MOST_FAILURES or any(state.type is not StateType.FAILED for state in states):
            return ""
        return states[0].message or "The run failed."

    def address(self, meeting_id: str, round: int) -> str:
        latest = self._ledger.runs.latest(meeting_id, round)
        return f"/runs/flow-run/{latest.flow_run_id}" if latest and latest.flow_run_id else ""

    def resume(self, meeting_id: str, round: int, form: Mapping[str, Any]) -> None:
        latest = self._ledger.runs.latest(meeting_id, round)
        with prefect_client() as client:
            for _ in range(LOOKS_FOR_A_FORM):
                run = _read(client, latest) if latest else None
                if run and run.state and run.state.type is StateType.PAUSED:
                    client.resume_flow_run(run.id, dict(form))
                    return
                time.sleep(0.5)
        raise TryAgain(f"The run of {meeting_id}, round {round}, asks nothing.")

    def wake(self, meeting_id: str) -> bool:
        woken = False
        try:
            with prefect_client() as client:
                for round in (ROUND_1, ROUND_2):
                    latest = self._ledger.runs.latest(meeting_id, round)
                    run = _read(client, latest) if latest else None
                    if run and wake_up(client, run, self._clock.real_now()):
                        woken = True
        except KlyngeflowError:
            return False
        return woken

    def look_again(self, meeting_id: str, round: int) -> None:
        with self._at_rest(meeting_id, round) as (client, run):
            if run:
                look_again(client, run, self._clock.real_now())

    def put_off(self, meeting_id: str, round: int, due: datetime) -> None:
        with self._at_rest(meeting_id, round) as (client, run):
            if run:
                put_off(client, run, due)

    def call_off(self, meeting_id: str, round: int) -> None:
        with self._at_rest(meeting_id, round) as (client, run):
            if run:
                call_off(client, run)

    @contextmanager
    def _at_rest(self, meeting_id: str, round: int) -> Iterator[tuple[SyncPrefectClient, FlowRun | None]]:
        """The round's last run, if any. Raises TryAgain while it works, or is just about to sleep."""
        latest = self._ledger.runs.latest(meeting_id, round)
        with prefect_client() as client:
            run = _read(client, latest) if latest else None
            if run and run.state and run.state.type in AT_WORK and not self._is_lost(run):
                raise TryAgain(f"The run of {meeting_id}, round {round}, is at work; it follows afterwards.")
            yield client, run

    def retire_lost(self) -> int:
        with prefect_client() as client:
            lost = [run for run in _at_work(client) if self._is_lost(run)]
            for run in lost:
                _crash(client, run)
        return len(lost)

    def forget_ended_before(
        self, moment: datetime, unfinished: Callable[[], Collection[tuple[str, int]]]
    ) -> int:
        with prefect_client() as client:
            if not has_ended(client, moment):
                return 0
            newest = [row for key in unfinished() for row in self._ledger.runs.newest(*key, MOST_FAILURES)]
            return forget_ended(client, moment, [UUID(row.flow_run_id) for row in newest if row.flow_run_id])

    def stuck(self) -> tuple[StuckRun, ...]:
        with prefect_client() as client:
            return stuck_runs(client, self._clock.real_now())

    def _is_lost(self, run: FlowRun) -> bool:
        """Neither just begun nor holding its meeting's lease, nor just out of it.

        A run frees its lease first and tells the engine afterwards that it sleeps or has ended: so whoever
        wakes it finds the meeting free, and upkeep gives it time to tell.
        """
        if run.state is None:
            return False
        age = self._clock.real_now() - run.state.timestamp
        meeting_id = (run.parameters or {}).get("meeting_id")
        if meeting_id is None:
            return age > LONGEST_WITHOUT_A_MEETING
        return age > self._grace and not self._ledger.leases.was_held(meeting_id, within=LEAVING)

    def _lives(self, client: SyncPrefectClient, row: RunRow) -> bool:
        run = _read(client, row)
        if run is None or run.state is None:
            return False
        if run.state.type in AT_WORK:
            return not self._is_lost(run)
        return is_left_alone(run.state)

    def _retire(self, client: SyncPrefectClient, row: RunRow) -> None:
        """Says on a run whose process died that another has taken its place."""
        run = _read(client, row)
        if run and run.state and run.state.type in AT_WORK:
            _crash(client, run)

    def _create(
        self, client: SyncPrefectClient, meeting_id: str, round: int, attempt: int, due: datetime | None
    ) -> None:
        self._ledger.runs.attempt(meeting_id, round, attempt, due)
        meeting = self._ledger.meetings.get(meeting_id)
        plan = self._ledger.meetings.plan(meeting_id, ROUND_1)
        follow_up = self._ledger.meetings.plan(meeting_id, ROUND_2) if due and round == ROUND_2 else None
        row = RunRow(meeting_id, round, attempt, None, due)
        deployment = client.read_deployment_by_name(DEPLOYMENTS[round])
        run = client.create_flow_run_from_deployment(
            deployment.id,
            parameters={"meeting_id": meeting_id},
            name=run_name(meeting, self._packages.get(meeting.order.package_id), plan, round),
            tags=run_tags(meeting, round),
            idempotency_key=row.idempotency_key,
            state=Scheduled(scheduled_time=due or self._clock.real_now(), message=start_in_words(follow_up)),
        )
        self._ledger.runs.started(row, str(run.id))


def _at_work(client: SyncPrefectClient) -> list[FlowRun]:
    return client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(AT_WORK)))
        ),
        work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[POOL])),
    )


def _crash(client: SyncPrefectClient, run: FlowRun) -> None:
    message = "Kørslens proces døde. En ny kørsel gør arbejdet færdigt, og ingen får en mail to gange."
    client.set_flow_run_state(run.id, State(type=StateType.CRASHED, message=message), force=True)


def _read(client: SyncPrefectClient, row: RunRow) -> FlowRun | None:
    if not row.flow_run_id:
        return None
    try:
        return client.read_flow_run(UUID(row.flow_run_id))
    except ObjectNotFound:
        return None


@contextmanager
def prefect_client() -> Iterator[SyncPrefectClient]:
    """Raises TryAgain when the engine is out of reach, KlyngeflowError when it refuses what is asked."""
    if not PREFECT_API_URL.value():  # Prefect would start a server of its own, for this process alone
        raise TryAgain("This process was not told where the Prefect server is: PREFECT_API_URL is empty.")
    try:
        with get_client(sync_client=True) as client:
            yield client
    except (TransportError, HTTPStatusError, PrefectException, RuntimeError) as fault:
        raise in_our_words(fault) from None


def in_our_words(fault: Exception) -> KlyngeflowError:
    """A RuntimeError is what Prefect's client makes of a server that it cannot connect to."""
    busy = isinstance(fault, HTTPStatusError) and fault.response.status_code == SERVICE_UNAVAILABLE
    if busy or isinstance(fault, (TransportError, RuntimeError)):
        return TryAgain(f"The Prefect server did not answer ({type(fault).__name__}).")
    return KlyngeflowError(
        f"The Prefect server refused ({type(fault).__name__}). Its log says why; where a deployment is "
        "missing, `klyngeflow up` makes it anew."
    )
