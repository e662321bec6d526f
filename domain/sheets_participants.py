"""The list of those who came to the meeting, for PLO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import day
from domain.meeting import Meeting
from domain.package import Package
from domain.sheets_parts import Sheet, envelope, fact

TITLE = "Deltagerliste til PLO"


@dataclass(frozen=True)
class Participant:
    """`practice_number` is empty where none is known."""

    name: str
    practice_number: str = ""

    def __repr__(self) -> str:
        return "Participant(…)"


def participant_list(
    package: Package, meeting: Meeting, held_on: date, participants: Sequence[Participant]
) -> Sheet:
    """Everybody in the order given. Nothing of it is kept: who came is the cluster's own business."""
    order = meeting.order
    facts = [
        fact("Klynge", order.cluster_named),
        fact("Region", order.region),
        fact("Emne", package.title),
        fact("Dato", day(held_on)),
        fact("Mødeleder", order.coordinator_name),
        fact("Deltagere i alt", str(len(participants))),
    ]
    rows = [{"name": one.name, "practice_number": one.practice_number} for one in participants]
    return envelope(TITLE, package.title, "De, der var med til klyngemødet.", facts) | {"rows": rows}
