"""One operation for all short tests of this folder: three meetings wait as Prefect's database is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from adapters.wiring import LiveServices
from domain.meeting import COPENHAGEN, ROUND_1, ROUND_2
from tests.faults.engine.operation import Operation, operating
from tests.faults.engine.people import Cluster
from tests.faults.engine.reference import in_place, play, play_until_members

MOST_SECONDS = 600
"""For a busy machine; how long it takes on a quiet one is looked at in test_recovery_long.py."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.engine)


@dataclass(frozen=True)
class Waiting:
    """What the engine shows of one meeting: the state's name, and for a planned run its time."""

    state: str
    due: datetime | None


@dataclass
class Lost:
    """The operation after the engine's database was lost, and what was there before."""

    operation: Operation
    clusters: dict[str, Cluster]
    before: dict[str, Waiting]
    after: dict[str, Waiting]
    mails_before: int
    mails_after: int
    seconds: float


ROUNDS = {"ordered": ROUND_1, "invited": ROUND_1, "planned": ROUND_2}
STATES = {"ordered": "AwaitingConsultation", "invited": "AwaitingSurveyStart", "planned": "Scheduled"}


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime.now(COPENHAGEN).replace(microsecond=0)


@pytest.fixture(scope="package")
def lost(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Iterator[Lost]:
    with operating(tmp_path_factory.mktemp("operation")) as operation:
        yield lose_the_engine(operation, tuple(ROUNDS), now)


def lose_the_engine(operation: Operation, kinds: Sequence[str], now: datetime) -> Lost:
    """Starts with a meeting of each kind, waits until all wait, loses the database, and waits again."""
    clusters = waiting_meetings(operation, kinds, now)
    operation.start()
    until_all_wait(operation, clusters)
    before, mails = look(operation, clusters), len(operation.mail.taken)
    operation.lose_the_engines_database()
    operation.wait_for("the engine to be gone", lambda: not operation.is_up(), MOST_SECONDS)
    seconds = operation.wait_for(
        "all runs to be there again",
        lambda: all(operation.is_live(one.id, round_of(name)) for name, one in clusters.items()),
        MOST_SECONDS,
    )
    until_all_wait(operation, clusters)
    after = look(operation, clusters)
    return Lost(operation, clusters, before, after, mails, len(operation.mail.taken), seconds)


def waiting_meetings(operation: Operation, kinds: Sequence[str], now: datetime) -> dict[str, Cluster]:
    """Brought to where they wait without an engine, so that it need not run them all the way."""
    aside = LiveServices(operation.settings)
    clock = in_place(aside, now)
    clusters = {}
    for number, kind in enumerate(kinds):
        cluster = Cluster(aside, number, now, follow_up=kind == "planned")
        match kind:
            case "invited":
                play_until_members(cluster)
            case "planned":
                play(cluster, clock, now, until=ROUND_1)
        if kind != "planned":  # which lives by the machine's clock: its day is months away
            aside.ledger.clocks.rehearse(cluster.id, now, wait_seconds=3600)
        clock.shows = now
        clusters[kind if kind not in clusters else f"{kind} {number}"] = cluster.seen_by(operation.services)
    return clusters


def kind_of(name: str) -> str:
    return name.partition(" ")[0]


def round_of(name: str) -> int:
    return ROUNDS[kind_of(name)]


def until_all_wait(operation: Operation, clusters: dict[str, Cluster]) -> None:
    operation.wait_for(
        "all meetings to wait",
        lambda: all(waits(operation, name, one) for name, one in clusters.items()),
        MOST_SECONDS,
    )


def waits(operation: Operation, name: str, cluster: Cluster) -> bool:
    if not operation.is_live(cluster.id, round_of(name)):
        return False
    state = operation.run_of(cluster.id, round_of(name)).state
    return state is not None and state.name == STATES[kind_of(name)]


def look(operation: Operation, clusters: dict[str, Cluster]) -> dict[str, Waiting]:
    """The time of a rehearsed meeting's alarm is of no account: its clock does not leap before it may."""
    found = {}
    for name, cluster in clusters.items():
        state = operation.run_of(cluster.id, round_of(name)).state
        assert state is not None
        due = state.state_details.scheduled_time if kind_of(name) == "planned" else None
        found[name] = Waiting(state.name or "", due)
    return found
