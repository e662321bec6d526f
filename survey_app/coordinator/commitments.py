"""What the cluster agreed, on the coordinator's page: written after the meeting, shown at the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data_contracts.commitments import MOST_COMMITMENTS
from domain.errors import Fault
from domain.meeting import ROUND_2, Plan
from domain.ports import Services

NOT_NOW = Fault(
    "Aftalerne",
    "De kan skrives fra mødets begyndelse, og indtil tallene til opfølgningen er lavet.",
    "Skriv til din konsulent, hvis noget skal ændres.",
)


@dataclass(frozen=True)
class Commitments:
    """`may_write` from the meeting's start on, until the follow-up's documents are built of them."""

    kept: tuple[str, ...]
    may_write: bool
    most: int = MOST_COMMITMENTS

    @property
    def are_shown(self) -> bool:
        return self.may_write or bool(self.kept)


@dataclass(frozen=True)
class Written:
    """Commitments that were refused: the text stays on the page, with what is wrong."""

    text: str
    faults: tuple[Fault, ...]

    def __repr__(self) -> str:
        return f"Written({len(self.faults)} faults)"


def look_at_commitments(
    services: Services, meeting_id: str, first_plan: Plan | None, now: datetime
) -> Commitments:
    ledger = services.ledger
    has_begun = first_plan is not None and now >= first_plan.meeting_starts
    is_compared = ledger.records.release(meeting_id, ROUND_2) is not None
    return Commitments(ledger.commitments.of(meeting_id), may_write=has_begun and not is_compared)
