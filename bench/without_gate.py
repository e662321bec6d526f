"""The flows as they are, but with a data-quality gate that costs nothing and releases everything."""

from __future__ import annotations

from adapters.wiring import LiveServices
from domain.verdict import Outcome, Verdict
from flows.cluster_meeting import cluster_meeting
from flows.follow_up import follow_up

__all__ = ["cluster_meeting", "follow_up"]


class Lenient:
    """Implements `domain.ports.Judge`."""

    def judge(self, *_: object) -> Verdict:
        return Verdict(Outcome.RELEASE, ())


LiveServices.judge = property(lambda _: Lenient())  # type: ignore[assignment]
