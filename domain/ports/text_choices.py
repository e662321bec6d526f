"""Which of a round's free texts an operator has ticked for the slides and hand-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class TextChoice:
    """`positions` has rising places, from 0, in the frozen pull's order, by item id; an item may be missing.

    They fit that one pull, so its hash stands beside them. `number` counts a round's choices from 1.
    """

    pull_hash: str
    positions: Mapping[str, tuple[int, ...]]
    by: str
    number: int = 0


class TextChoices(Protocol):
    """One choice for each round; until the report is built another may take its place."""

    def of(self, meeting_id: str, round: int) -> TextChoice | None: ...

    def choose(self, meeting_id: str, round: int, choice: TextChoice, seen: int) -> TextChoice:
        """Keeps the choice with its act, and returns it numbered; the same one again changes nothing.

        `seen` is the number of the choice that whoever chooses now has seen, 0 for none: raises Refused where
        another one has come in between, and once the round is released.
        """
        ...
