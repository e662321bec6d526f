"""After any single loss everything runs again by itself within two minutes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from domain.meeting import ROUND_1
from tests.faults.engine.operation import Operation, operating, strike
from tests.faults.engine.people import Cluster
from tests.faults.engine.storm import VICTIMS

pytestmark = pytest.mark.long

TWO_MINUTES = 120
SECONDS_TO_IMPORT_PREFECT = 2.5
"""On two cores with nothing else to do; a machine that takes longer gets longer for everything."""
WAITS = "AwaitingConsultation"


@pytest.fixture(scope="module")
def operation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operation]:
    with operating(tmp_path_factory.mktemp("recovery")) as operation:
        operation.start()
        yield operation


def two_minutes() -> float:
    """As long as two minutes of a machine that has nothing else to do."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import prefect"], check=True)
    return TWO_MINUTES * max(1.0, (time.monotonic() - began) / SECONDS_TO_IMPORT_PREFECT)


def kill(kind: str) -> Callable[[Operation], None]:
    def struck(operation: Operation) -> None:
        operation.wait_for(kind, lambda: bool(found(operation, kind)), TWO_MINUTES)
        for seen in found(operation, kind):
            strike(seen)

    return struck


def found(operation: Operation, kind: str) -> list[object]:
    return [seen for seen in operation.processes() if VICTIMS[kind](seen)]


LOSSES = {kind: kill(kind) for kind in VICTIMS} | {"database": Operation.lose_the_engines_database}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_meeting_ordered_as_it_happens_waits_for_its_consultation_within_two_minutes(
    operation: Operation, now: datetime, loss: str
) -> None:
    """It needs all that was lost: server and database, a worker and a run."""
    with operation.engine():
        cluster = Cluster(operation.services, list(LOSSES).index(loss), now)
        operation.services.ledger.clocks.rehearse(cluster.id, now, wait_seconds=3600)
        operation.services.runs.start(cluster.id)
    LOSSES[loss](operation)
    limit = two_minutes()
    seconds = operation.wait_for("it to wait", lambda: is_waiting(operation, cluster), limit)
    print(f"{loss}: {seconds:.0f} s of {limit:.0f}")
    assert operation.is_up()


def is_waiting(operation: Operation, cluster: Cluster) -> bool:
    wait = cluster.services.ledger.records.waiting(cluster.id, ROUND_1)
    return bool(wait and wait.state == WAITS and operation.is_live(cluster.id, ROUND_1) and operation.is_up())
