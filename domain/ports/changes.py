"""Changes of a meeting, each of which stands or falls with the act that it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from domain.acts import Act
from domain.coordinators import FormerCoordinator, NewCoordinator
from domain.meeting import MemberRow, Plan
from domain.ports.ledger_rows import Decision


class Changes(Protocol):
    """Every method that takes an act keeps it and does the change in one transaction; it returns the act
    with its number. `after` as for `Acts.add`: who had not seen the last act changes nothing."""

    def give_dates(
        self, act: Act, plan: Plan, undone: Iterable[str] = (), *, after: int | None = None
    ) -> Act:
        """The round has this plan from now on; the steps named are to be done again."""
        ...

    def cancel(self, act: Act, *, after: int | None = None) -> Act:
        """Nothing that has not left is posted any more."""
        ...

    def hand_over(
        self, act: Act, new: NewCoordinator, undone: Iterable[str] = (), *, after: int | None = None
    ) -> Act:
        """Every link of the one before is dead; who that was is kept until the farewell has left."""
        ...

    def former_coordinator(self, act: Act) -> FormerCoordinator | None:
        """Who it was before that act; None once it is forgotten."""
        ...

    def forget_former_coordinator(self, act: Act) -> None: ...

    def agree_on_follow_up(
        self, act: Act, said: Decision, plan: Plan | None, *, after: int | None = None
    ) -> Act:
        """`plan` is that of round 2, where it is planned now: it is to be announced anew."""
        ...

    def decline_follow_up(
        self, act: Act, said: Decision, *, keep_plan: bool, after: int | None = None
    ) -> Act: ...

    def members(self, act: Act, rows: Sequence[MemberRow]) -> tuple[int, int, int]:
        """As `Members.replace`; the act holds the counts, and there is none where nothing changes."""
        ...

    def owed(self) -> tuple[Act, ...]:
        """The acts of which somebody has not been told, or that a run has not followed."""
        ...
