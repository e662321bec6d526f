"""Which round a reading key opens, and whether its numbers may be seen yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain import dates
from domain.errors import NotFound
from domain.meeting import ROUND_1, ROUND_2, Meeting, Plan
from domain.ports import Services

DELIVERED = "delivery"


@dataclass(frozen=True)
class AskedRound:
    """A planned round of a meeting; whether anybody was asked yet is not looked at."""

    meeting: Meeting
    number: int
    plan: Plan


def find_round(services: Services, reading_key: str) -> AskedRound:
    """Raises NotFound for a key that opens nothing. Every key is compared, whichever it is."""
    opened_by = {
        services.tokens.reading_key(meeting.id, round): (meeting, round)
        for meeting in services.ledger.meetings.all()
        for round in (ROUND_1, ROUND_2)
    }
    if reading_key not in opened_by:
        raise NotFound("no such round")
    meeting, round = opened_by[reading_key]
    plan = services.ledger.meetings.plan(meeting.id, round)
    if plan is None:
        raise NotFound("no such round")
    return AskedRound(meeting, round, plan)


def why_not_yet(services: Services, found: AskedRound) -> str:
    """When to come back, in words; empty once the numbers may be seen. The leader shows them first."""
    now, plan = services.clock.now(found.meeting.id), found.plan
    if found.number == ROUND_1 and now < plan.meeting_starts:
        return f"Klyngens tal kan ses her, når mødet er begyndt: {dates.day_and_time(plan.meeting_starts)}."
    if services.ledger.records.is_done(found.meeting.id, found.number, DELIVERED):
        return ""
    if now < plan.delivery:
        return f"Klyngens tal er ikke klar endnu. Prøv igen efter {dates.day(plan.delivery)}."
    return "Klyngens tal er ikke klar endnu. Prøv igen om nogle dage."


def released(services: Services, found: AskedRound) -> Mapping[str, Any]:
    """The round's release as the ledger keeps it, long after the answers are gone; or empty."""
    return services.ledger.records.release(found.meeting.id, found.number) or {}
