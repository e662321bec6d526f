"""kill -9 at every step of both rounds, spread over a few rehearsals, and of the engine's server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.kill_outcome import (
    assert_each_kill_was_real,
    assert_mails_settled,
    assert_same_documents,
    assert_same_mails,
    missed,
)
from tests.flows.killing import ORDER, Killer, Target
from tests.flows.processes import processes_of
from tests.flows.rehearsal_process import Rehearsal

pytestmark = pytest.mark.long

MOST_REHEARSALS = 3

# Steps that follow each other without a wait are apart, so that every kill has its own recovery.
STEPS_OF = {
    "a": [
        (1, "intake"), (1, "kit_mailing"), (1, "reminder_1"), (1, "data_quality_gate"), (1, "delivery"),
        (2, "announcement"), (2, "reminder_2"), (2, "report_building"),
    ],
    "b": [
        (1, "consultation"), (1, "member_mailing"), (1, "survey_collection"), (1, "thanks"),
        (2, "member_mailing"), (2, "survey_collection"), (2, "delivery"),
    ],
    "c": [
        (1, "posting"), (1, "reminder_2"), (1, "report_building"), (1, "follow_up"), (2, "reminder_1"),
        (2, "data_quality_gate"),
    ],
}  # fmt: skip
TARGETS = {name: [Target(*step) for step in steps] for name, steps in STEPS_OF.items()} | {
    "server": [Target(1, "member_mailing", "server"), Target(2, "report_building", "server")]
}


def test_every_step_of_both_rounds_has_its_kill() -> None:
    assert sorted(step for steps in STEPS_OF.values() for step in steps) == sorted(ORDER)


@pytest.mark.parametrize("name", TARGETS)
def test_a_meeting_ends_the_same_however_often_its_processes_are_killed(
    name: str, rehearsal: Rehearsal, stage: Path
) -> None:
    left = TARGETS[name]
    for rehearsed in range(MOST_REHEARSALS):
        left = killed_in(left, rehearsal, stage / f"killed-{name}-{rehearsed}")
        if not left:
            break
    assert left == [], "these steps were never killed in their middle"


def killed_in(targets: list[Target], undisturbed: Rehearsal, out: Path) -> list[Target]:
    """Plays one rehearsal with these kills; returns those that came after their step was over."""
    killer = Killer(out, targets, seed=sum(map(ord, out.name)))
    try:
        killer.rehearsal.wait_until_played()
        assert_each_kill_was_real(killer)
        assert_same_documents(killer, undisturbed)
        assert_same_mails(killer, undisturbed)
        assert_mails_settled(killer)
    finally:
        killer.end()
    assert [seen.command for seen in processes_of(killer.rehearsal.home)] == []
    return missed(killer)
