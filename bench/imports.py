"""Import time and peak memory of the meeting's flow module against `from prefect import flow`."""

from __future__ import annotations

import os
import sys
from functools import partial

from adapters.settings import PROJECT
from bench.measuring import Cost, cost_of, in_turn, report

PREFECT, MEETING = "prefect", "flow module"
STATEMENTS = {PREFECT: "from prefect import flow", MEETING: "import flows.cluster_meeting"}
# Asked from inside: what the parent learns on the child's end includes the parent's own memory at the fork.
PEAK = """
import re
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""
TIMES = 20
GOAL = 1.10


def run() -> None:
    costs: dict[str, list[Cost]] = {name: [] for name in STATEMENTS}

    def arm(name: str) -> float:
        costs[name].append(cost_of([sys.executable, "-c", STATEMENTS[name] + PEAK], _environment(), PROJECT))
        return costs[name][-1].cpu

    seconds = in_turn({name: partial(arm, name) for name in STATEMENTS}, TIMES)
    report(seconds, PREFECT, "CPU s", {MEETING: GOAL})
    megabytes = {name: [int(cost.output) / 1024 for cost in found[1:]] for name, found in costs.items()}
    report(megabytes, PREFECT, "MB", {MEETING: GOAL})


def _environment() -> dict[str, str]:
    """With compiled bytecode, as it is installed, and without what other benchmarks set for their engine."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("PREFECT_")
    }
