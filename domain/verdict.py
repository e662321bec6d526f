"""The data-quality gate's verdict: from what the rules found to what happens next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.package import Limits

CRITICAL, DOUBTFUL, REMARK = "critical", "doubtful", "remark"
ABOUT_THE_NUMBER_OF_ANSWERS = ("used_links", "response_rate")
"""Rules whose findings say how many answered, and nothing of what they answered."""


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


def verdict(findings: Iterable[Finding], answered: int, limits: Limits) -> Verdict:
    """What happens next: broken data stop everything, then too few answers, then doubts ask the operator.

    Of too few answers only how many they are is told: what one or two of them hold would point at people.
    """
    ordered = tuple(sorted(findings, key=_graveness))
    if answered < limits.any:
        ordered = tuple(
            one for one in ordered if one.severity == CRITICAL or one.rule in ABOUT_THE_NUMBER_OF_ANSWERS
        )
    severities = {finding.severity for finding in ordered}
    if CRITICAL in severities:
        return Verdict(Outcome.STOP, ordered)
    if answered < limits.any:
        return Verdict(Outcome.TOO_FEW, ordered)
    if DOUBTFUL in severities:
        return Verdict(Outcome.ASK, ordered)
    return Verdict(Outcome.RELEASE_WITH_REMARKS if ordered else Outcome.RELEASE, ordered)


def _graveness(finding: Finding) -> int:
    return (CRITICAL, DOUBTFUL, REMARK).index(finding.severity)
