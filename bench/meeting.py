"""CPU of all runs of one meeting and its follow-up, without the gate, against as many empty runs."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.objects import State, StateType

from adapters.prefect_runs import DEPLOYMENTS
from adapters.settings import PROJECT
from bench.empty_flows import empty
from bench.house import MEMBERS, PACKAGE, House, open_house
from bench.measuring import cost_of, report
from cli.rehearsal.play import Play
from cli.rehearsal.script import Script, answers_for
from domain.meeting import ROUND_1, ROUND_2

MEETING, EMPTY, GATE = "meeting", "as many empty runs", "the gate alone"
ENTRYPOINTS = {ROUND_1: "bench.without_gate.cluster_meeting", ROUND_2: "bench.without_gate.follow_up"}
WAIT = 0.2
TIMES = 3
GOAL = 1.30


def run() -> None:
    samples: dict[str, list[float]] = {MEETING: [], EMPTY: []}
    for _ in range(TIMES):
        with open_house() as house:
            worker = CountingWorker(house)
            _play(house, worker)
        samples[MEETING].append(sum(worker.meeting))
        samples[EMPTY].append(sum(worker.empty))
    report(samples, EMPTY, f"CPU s in {len(worker.meeting)} runs", {MEETING: GOAL})
    gate = cost_of([sys.executable, "-m", "bench.gate"], os.environ, PROJECT)
    print(f"    {GATE}, one round, a process of its own: {gate.cpu:.2f} CPU s")


class CountingWorker:
    """Executes what is due, each time followed by an empty run; keeps the CPU seconds of both."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._empty = house.deployment_of(empty)
        self.meeting: list[float] = []
        self.empty: list[float] = []

    @contextmanager
    def working_on(self, meeting_id: str) -> Iterator[None]:
        is_over = threading.Event()
        thread = threading.Thread(target=self._work, args=(meeting_id, is_over))
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _work(self, meeting_id: str, is_over: threading.Event) -> None:
        while not is_over.is_set():
            for run_id in self._due(meeting_id):
                self.meeting.append(self._house.execute(run_id).cpu)
                self.empty.append(self._house.execute(self._house.new_run(self._empty)).cpu)
            time.sleep(0.1)

    def _due(self, meeting_id: str) -> list[UUID]:
        rows = [self._house.services.database.runs.latest(meeting_id, r) for r in (ROUND_1, ROUND_2)]
        runs = [self._house.client.read_flow_run(UUID(row.flow_run_id)) for row in rows if row]
        return [run.id for run in runs if run.state and _is_due(run.state)]


def _is_due(state: State) -> bool:
    due = state.state_details.scheduled_time
    return state.type is StateType.SCHEDULED and due is not None and due <= datetime.now(UTC)


def _play(house: House, worker: CountingWorker) -> None:
    """A whole rehearsed meeting on the real pages, its runs executed by the counting worker."""
    services = house.services
    for round, entrypoint in ENTRYPOINTS.items():
        deployment = house.client.read_deployment_by_name(DEPLOYMENTS[round])
        house.client.update_deployment(deployment.id, DeploymentUpdate(entrypoint=entrypoint))
    meeting_id = house.order()
    services.ledger.clocks.rehearse(meeting_id, services.clock.now(), WAIT)
    services.runs.start(meeting_id)
    script = Script(PACKAGE, str(len(MEMBERS)), None, None, Path(), seed=1, wait=WAIT, keep_running=False)
    questionnaire = services.packages.get(PACKAGE).questionnaire
    answers = {r: answers_for(script, questionnaire, len(MEMBERS), r) for r in ENTRYPOINTS}
    with worker.working_on(meeting_id):
        Play(services, meeting_id, script, MEMBERS, answers, lambda _: None).until_delivered()
