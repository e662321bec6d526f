"""Programs that have to run: started again when they die, the later the oftener; none is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.children import PAUSES, YOUNG, Child, Children
from cli.looking_after import children_in_trouble
from cli.orphans import alone_on, end_orphans, note_children
from domain.errors import Refused
from domain.troubles import TroubleKind

RUNS_ON = "import time; time.sleep(600)"
HOLD = """
import sys, time
from pathlib import Path
from cli.orphans import alone_on
with alone_on(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def child(folder: Path, code: str = RUNS_ON) -> Child:
    environment = os.environ | {"KLYNGEFLOW_HOME": str(folder)}
    return Child("sleeper", [sys.executable, "-c", code], environment, folder, folder / "sleeper.log")


def until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_program_that_was_killed_runs_again(tmp_path: Path) -> None:
    told: list[str] = []
    with Children(told.append, lambda groups: None) as children:
        sleeper = children.add(child(tmp_path))
        assert sleeper.process
        first = sleeper.process.pid
        sleeper.process.kill()
        until(lambda: bool(sleeper.is_running and sleeper.process and sleeper.process.pid != first))
        assert "sleeper had stopped and is started again at once" in told[0]
    assert not sleeper.is_running


def test_each_death_makes_the_pause_longer_until_it_stays(tmp_path: Path) -> None:
    dying = child(tmp_path)
    pauses = [dying.note_death() for _ in range(len(PAUSES) + 3)]
    assert pauses == [*PAUSES, *[PAUSES[-1]] * 3]
    assert pauses == sorted(pauses)


def test_one_that_had_worked_for_a_while_is_started_again_at_once_however_often(tmp_path: Path) -> None:
    struck = child(tmp_path)
    for _ in range(6):
        struck.started_at -= YOUNG + 1
        assert struck.note_death() == 0
        struck.started_at = time.monotonic()
    assert struck.keeps_dying, "somebody is told of it all the same"


def test_one_that_keeps_dying_is_told_of_and_one_that_died_once_is_not(tmp_path: Path) -> None:
    dying, well = child(tmp_path), child(tmp_path)
    well.note_death()
    assert children_in_trouble([dying, well]) == []
    for _ in range(4):
        dying.note_death()
    (trouble,) = children_in_trouble([dying, well])
    assert trouble.kind is TroubleKind.CHILD_DIES
    assert "logs/sleeper.log" in trouble.sentence


def test_deaths_of_long_ago_do_not_count(tmp_path: Path) -> None:
    dying = child(tmp_path)
    for _ in range(6):
        dying.note_death()
    dying.deaths = [death._replace(at=death.at - 601) for death in dying.deaths]
    assert not dying.keeps_dying
    assert dying.note_death() == PAUSES[0]


# --- one at a time ------------------------------------------------------------------------------------


def test_a_home_has_room_for_one_and_a_kill_frees_it(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Refused, match=f"kill {holder.pid}"), alone_on(tmp_path):
            pass
    finally:
        holder.kill()
        holder.wait()
    with alone_on(tmp_path):
        pass


def test_what_a_killed_one_left_is_ended_and_nothing_else(tmp_path: Path) -> None:
    """Neither a process of another home, nor one of this home that it had not started."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir(), there.mkdir()
    left, strange, by_hand = child(here), child(there), child(here)
    for one in (left, strange, by_hand):
        one.start()
    assert left.process
    assert strange.process
    try:
        note_children(here, [left.process.pid, strange.process.pid, 999_999])
        told: list[str] = []
        end_orphans(here, told.append)
        assert not left.is_running
        assert strange.is_running
        assert by_hand.is_running
        assert "1 processes" in told[0]
    finally:
        for one in (left, strange, by_hand):
            one.stop()


@pytest.mark.parametrize("noted", ["", "[1, 2", "[]"])
def test_a_note_that_was_cut_off_ends_nobody(tmp_path: Path, noted: str) -> None:
    (tmp_path / "up.json").write_text(noted)
    end_orphans(tmp_path, lambda told: pytest.fail(told))
