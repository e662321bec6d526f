"""The gate that judges and the engine that runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.package import Limits
from domain.questionnaire import Answers, Questionnaire
from domain.verdict import Verdict


class Judge(Protocol):
    """The data-quality gate over one frozen pull (Great Expectations)."""

    def judge(
        self,
        questionnaire: Questionnaire,
        answers: Sequence[Answers],
        invited: int,
        used: int,
        limits: Limits | None = None,
    ) -> Verdict:
        """`limits` are the package's; without them the floors decide what is too few."""
        ...


@dataclass(frozen=True)
class StuckRun:
    """A run that should have begun, or ended, long ago; `meeting_id` is empty for upkeep and the like."""

    meeting_id: str
    since: datetime


class Runs(Protocol):
    """The engine, seen from outside it. Best effort: upkeep repeats what was lost."""

    def start(self, meeting_id: str, round: int = 1, due: datetime | None = None) -> bool:
        """Makes sure that the round has a live run, due now or at `due` (wall clock).

        False when the engine is out of reach; raises KlyngeflowError when it refuses.
        """
        ...

    def is_live(self, meeting_id: str, round: int) -> bool:
        """Whether the engine has the round's run waiting, starting, working, or stopped by an operator.

        Raises TryAgain when the engine is out of reach.
        """
        ...

    def why_given_up(self, meeting_id: str, round: int) -> str:
        """The last fault of a round that failed several times in a row, which only a human starts again;
        empty otherwise. Raises TryAgain when the engine is out of reach.
        """
        ...

    def address(self, meeting_id: str, round: int) -> str:
        """Where the engine's own pages show the round's last run, such as /runs/flow-run/…; empty where
        there is none. Asks nobody.
        """
        ...

    def retire_lost(self) -> int:
        """Ends the engine's record of runs whose process is gone, so that they give back their place in
        the pool; returns how many. Raises TryAgain when the engine is out of reach.
        """
        ...

    def forget_ended_before(
        self, moment: datetime, unfinished: Callable[[], Collection[tuple[str, int]]]
    ) -> int:
        """Deletes the records of runs that ended before `moment` (wall clock), with their logs, forms and
        artifacts; returns how many. Raises TryAgain when the engine is out of reach.

        Of the `unfinished` (meeting ids and rounds, asked for when there is anything) the last runs stay:
        that one was cancelled or failed is why it is not started again.
        """
        ...

    def stuck(self) -> tuple[StuckRun, ...]:
        """Runs that no worker takes, or that never end. Raises TryAgain when the engine is out of reach."""
        ...

    def resume(self, meeting_id: str, round: int, form: Mapping[str, Any]) -> None:
        """Answers the form of a suspended run, as an operator does. Raises TryAgain when there is none."""
        ...

    def look_again(self, meeting_id: str, round: int) -> None:
        """A run that sleeps looks at the ledger now; one that asks a human asks anew, by what it then finds.

        This and the two below raise TryAgain while the round's run works, and without an engine.
        """
        ...

    def put_off(self, meeting_id: str, round: int, due: datetime) -> None:
        """A run that has not ended starts at `due` (wall clock), from what the ledger then says."""
        ...

    def call_off(self, meeting_id: str, round: int) -> None:
        """A run that has not ended ends, under a name that says so."""
        ...

    def wake(self, meeting_id: str) -> bool:
        """Makes the meeting's waiting runs look at the ledger now. False when none could be woken."""
        ...
