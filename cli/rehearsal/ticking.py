"""Chooses among the invented texts of a rehearsal, as an operator would: different ones, and none refused."""

from __future__ import annotations

from domain.ports import Services
from domain.ticked_texts import FEWEST_TICKED, ItemToChoose, keep_choice, texts_to_choose

INITIALS = "PRK"
MOST_TICKED = 5


def tick_some(meeting_id: str, round: int, services: Services) -> tuple[int, ...]:
    """How many were ticked of each question's; nothing where there is nothing to choose. Wakes no run."""
    found = texts_to_choose(meeting_id, round, services)
    if found is None or found.closed:
        return ()
    ticked = {item.id: _some(item) for item in found.items}
    keep_choice(meeting_id, round, ticked, INITIALS, services, seen=found.number)
    return tuple(len(places) for places in ticked.values())


def _some(item: ItemToChoose) -> tuple[int, ...]:
    """The first of each wording; none where they are too few to be shown."""
    different = {written.text: written.position for written in reversed(item.texts) if not written.refused}
    places = tuple(sorted(different.values()))[:MOST_TICKED]
    return places if len(places) >= FEWEST_TICKED else ()
