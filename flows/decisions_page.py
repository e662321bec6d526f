"""What was decided about a meeting, and by whose initials."""

from __future__ import annotations

from collections.abc import Iterator

from domain.late_follow_up import CARRY_OUT, DROP, late_decision
from domain.meeting import ROUND_1
from domain.ports import Decision, Services
from domain.rounds import rounds_of
from flows.markdown import plain, table

CHOICES = {
    "confirmed": "bekræftet",
    "release": "frigivet",
    "withhold": "ikke frigivet: materialet er bygget uden tal",
    CARRY_OUT: "gennemføres med nye datoer",
    DROP: "opgivet",
    "yes": "ja",
    "no": "nej",
    "later": "aftales senere",
}
COORDINATOR = "mødelederen"
"""Whose own word on the page has no initials."""


def decisions(meeting_id: str, services: Services) -> list[str]:
    """A table, as lines; empty while nothing has been decided."""
    return table(("Hvad", "Valg", "Af"), _rows(meeting_id, services))


def _rows(meeting_id: str, services: Services) -> Iterator[list[str]]:
    for round in rounds_of(meeting_id, services):
        for kind, title in _kinds(meeting_id, round, services).items():
            decision = services.ledger.records.decision(meeting_id, round, kind)
            if decision:
                yield [title, _choice(decision), plain(decision.initials) or COORDINATOR]


def _kinds(meeting_id: str, round: int, services: Services) -> dict[str, str]:
    if round == ROUND_1:
        return {"consultation": "Samtalen", "release": "Tallene", "follow_up": "Opfølgning"}
    plan = services.ledger.meetings.plan(meeting_id, round)
    late = {late_decision(plan): "Den forsinkede opfølgning"} if plan else {}
    return late | {"release": "Opfølgningens tal"}


def _choice(decision: Decision) -> str:
    parts = [CHOICES.get(decision.choice, decision.choice)]
    if decision.kind == "consultation":
        parts.append(f"opfølgning: {CHOICES.get(str(decision.detail.get('follow_up')), 'aftales senere')}")
    if "reason" in decision.detail and decision.choice == "release":
        parts.append(str(decision.detail["reason"]))
    if "meeting_starts" in decision.detail:
        parts.append("mødet er flyttet")
    return ", ".join(parts)
