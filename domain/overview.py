"""All meetings as rows: where each stands, which date comes next, and what needs a human."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.answer_bands import are_enough
from domain.attention import Attention, needs_a_human
from domain.errors import KlyngeflowError
from domain.meeting import Meeting
from domain.ports import Services
from domain.standing import Standing, standing


@dataclass(frozen=True)
class Row:
    """`enough` says whether there are answers for a report, and is None while nobody answers."""

    meeting: Meeting
    package_title: str
    standing: Standing
    needs: tuple[Attention, ...]
    enough: bool | None

    @property
    def is_live(self) -> bool:
        """Not over, or over with something left that a human has to see to."""
        return bool(self.needs) or not self.standing.is_over


def rows(services: Services) -> list[Row]:
    """Those that need a human first, then by the date that comes next; what is over comes last."""
    return sorted((_row(meeting, services) for meeting in services.ledger.meetings.all()), key=_place)


def headline(live: Iterable[Row]) -> str:
    """Such as: 14 møder i gang, 3 venter på et menneske."""
    known = list(live)
    waiting = sum(bool(row.needs) for row in known)
    meetings = "1 møde" if len(known) == 1 else f"{len(known) or 'Ingen'} møder"
    return f"{meetings} i gang, {waiting or 'ingen'} venter på et menneske"


def _row(meeting: Meeting, services: Services) -> Row:
    stands = standing(meeting, services)
    enough = are_enough(meeting.id, stands.round, services)
    return Row(meeting, _title(meeting, services), stands, needs_a_human(meeting.id, services), enough)


def _title(meeting: Meeting, services: Services) -> str:
    """A package that cannot be read must not hide the other meetings."""
    try:
        return services.packages.get(meeting.order.package_id).title
    except KlyngeflowError:
        return meeting.order.package_id


def _place(row: Row) -> tuple[bool, bool, str, str]:
    when = row.standing.next_at.isoformat() if row.standing.next_at else "~"
    return not row.needs, row.standing.is_over, when, row.meeting.id
