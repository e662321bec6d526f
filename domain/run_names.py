"""Run names and tags that an operator reads: which cluster, which package, which day, which round."""

from __future__ import annotations

from domain.dates import day
from domain.meeting import ROUND_1, Meeting, Plan
from domain.package import Package


def run_name(meeting: Meeting, package: Package, plan: Plan | None, round: int) -> str:
    starts = plan.meeting_starts if plan else meeting.order.meeting_starts
    what = "" if round == ROUND_1 else " · opfølgning"
    return f"{meeting.order.cluster_named} · {package.title} · {day(starts.date())}{what}"


def run_tags(meeting: Meeting, round: int) -> list[str]:
    return [meeting.order.region, meeting.order.package_id, f"runde {round}"]
