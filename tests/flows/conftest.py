"""Two rehearsals, played once and at the same time, that all tests of this folder look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.killing import Killer, Target
from tests.flows.rehearsal_process import Rehearsal

IN_MAKE_TEST = (Target(1, "member_mailing"), Target(2, "report_building"))


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


@pytest.fixture(scope="session")
def killer(stage: Path) -> Iterator[Killer]:
    """A second rehearsal, started beside the first one, whose processes are killed on the way."""
    killer = Killer(stage / "killed", IN_MAKE_TEST, seed=1)
    yield killer
    killer.end()


@pytest.fixture(scope="session")
def playing(request: pytest.FixtureRequest, stage: Path) -> Iterator[Rehearsal]:
    if any("killed" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("killer")
    rehearsal = Rehearsal(stage / "played", "--wait", "6", "--keep-running")
    yield rehearsal
    if rehearsal.process.poll() is None:
        rehearsal.stop()


@pytest.fixture(scope="session")
def rehearsal(playing: Rehearsal) -> Rehearsal:
    """Played undisturbed from order to follow-up; its server and pages are still up."""
    playing.wait_until_played()
    return playing


@pytest.fixture(scope="session")
def stopped(rehearsal: Rehearsal) -> Rehearsal:
    """The same rehearsal after Ctrl-C."""
    rehearsal.stop()
    return rehearsal


@pytest.fixture(scope="session")
def killed(rehearsal: Rehearsal, killer: Killer) -> Killer:
    """A rehearsal whose worker and run were killed in the middle of two steps, played to its end."""
    killer.rehearsal.wait_until_played()
    return killer
