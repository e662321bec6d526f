"""What every benchmark shares: the cost of one process, arms taken in turn, medians and their ratio."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Arms = Mapping[str, Callable[[], float]]
Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Cost:
    """One process from start to end: CPU in seconds (user and system), and what it printed."""

    cpu: float
    output: str


def cost_of(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> Cost:
    """Raises RuntimeError with the end of the output when the command fails."""
    with subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command} failed:\n{output.decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, output.decode(errors="replace"))


def in_turn(arms: Arms, times: int) -> Samples:
    """Takes the arms in turn, so that whatever else the machine does falls on all of them."""
    samples: Samples = {name: [] for name in arms}
    for turn in range(times + 1):
        for name, arm in arms.items():
            value = arm()
            if turn:  # the first turn only warms up: bytecode, page cache, connections
                samples[name].append(value)
    return samples


def report(samples: Samples, floor: str, unit: str, goals: Mapping[str, float | None]) -> None:
    """Prints each arm's ratio to the floor against its goal, then the medians and the middle halves."""
    for name, goal in goals.items():
        ratio = median(samples[name]) / median(samples[floor])
        verdict = "" if goal is None else f"   goal ≤ {goal:.2f}: {'met' if ratio <= goal else 'MISSED'}"
        print(f"  {name} / {floor}: {ratio:.2f}{verdict}")
    for name, values in samples.items():
        low, high = _middle_half(values)
        print(
            f"    {name}: median {median(values):.2f} {unit}, "
            f"middle half {low:.2f}–{high:.2f}, {len(values)} times"
        )


def _middle_half(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return ordered[quarter], ordered[-1 - quarter]
