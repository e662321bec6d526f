"""One rehearsal, played once, that all tests of this folder look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.rehearsal_process import Rehearsal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the engine stopped come after all others of this folder."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.engine)
    here_in_order = iter(sorted(here, key=lambda item: "stopped" in item.fixturenames))
    items[:] = [next(here_in_order) if item in here else item for item in items]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsals")


@pytest.fixture(scope="package")
def rehearsal(stage: Path) -> Iterator[Rehearsal]:
    """Played undisturbed from order to follow-up; its server and pages are still up."""
    rehearsal = Rehearsal(stage / "played", "--wait", "6", "--keep-running")
    rehearsal.wait_until_played()
    yield rehearsal
    if rehearsal.process.poll() is None:
        rehearsal.stop()


@pytest.fixture(scope="package")
def stopped(rehearsal: Rehearsal) -> Rehearsal:
    """The same rehearsal after Ctrl-C."""
    rehearsal.stop()
    return rehearsal
