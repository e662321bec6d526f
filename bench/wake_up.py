"""CPU of one wake-up of a meeting that must still wait, against empty flows in the same engine."""

from __future__ import annotations

from uuid import UUID

from bench.empty_flows import empty, napping
from bench.house import open_house
from bench.measuring import in_turn, report

EMPTY, NAPPING, MEETING = "empty flow", "empty flow that falls asleep", "meeting"
TIMES = 20
GOAL = 1.15


def run() -> None:
    with open_house() as house:
        empty_deployment = house.deployment_of(empty)
        nap = house.new_run(house.deployment_of(napping))
        sleeper = house.sleeping_meeting()

        def woken(run_id: UUID) -> float:
            house.wake(run_id)
            return house.execute(run_id).cpu

        arms = {
            EMPTY: lambda: house.execute(house.new_run(empty_deployment)).cpu,
            NAPPING: lambda: woken(nap),
            MEETING: lambda: woken(sleeper),
        }
        samples = in_turn(arms, TIMES)
    report(samples, NAPPING, "CPU s", {MEETING: GOAL})
    report({name: samples[name] for name in (EMPTY, MEETING)}, EMPTY, "CPU s", {MEETING: GOAL})
