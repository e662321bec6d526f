"""The data-quality gate's verdict: from what the rules found to what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    RELEASE = "release"
    RELEASE_WITH_REMARKS = "release_with_remarks"
    ASK = "ask"
    TOO_FEW = "too_few"
    STOP = "stop"


@dataclass(frozen=True)
class Finding:
    """One rule that did not hold: its code, how grave, how many times, and a Danish sentence.

    Never a raw value: only rule names, item ids and counts.
    """

    rule: str
    severity: str  # "critical" | "doubtful" | "remark"
    count: int
    sentence: str


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    findings: tuple[Finding, ...]
