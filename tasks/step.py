"""What makes a function a step: skipped when the ledger says it is done, recorded when it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Protocol, cast

from prefect import task

from domain.ports import Services

DONE_BEFORE = "Done before; nothing was repeated."


class Again(Protocol):
    """The step's work once more, done or not; it is marked done afterwards, so a failure changes no mark."""

    fn: Callable[..., str]

    def __call__(self, meeting_id: str, services: Services, *, round: int = 1) -> str: ...


class Step(Protocol):
    """`step.fn(meeting_id, services, round=1)` runs it without the engine; the result is a short summary."""

    name: str
    fn: Callable[..., str]
    again: Again

    def __call__(self, meeting_id: str, services: Services, *, round: int = 1) -> str: ...


def step(name: str, description: str) -> Callable[[Callable[..., str]], Step]:
    """A Prefect task under the step's own name. Its summary holds counts and codes, never a person."""

    def decorate(work: Callable[..., str]) -> Step:
        @wraps(work)
        def again(meeting_id: str, services: Services, *, round: int = 1) -> str:
            summary = work(meeting_id, services, round=round)
            services.ledger.records.mark_done(meeting_id, round, name, summary)
            return summary

        @wraps(work)
        def once(meeting_id: str, services: Services, *, round: int = 1) -> str:
            if services.ledger.records.is_done(meeting_id, round, name):
                return DONE_BEFORE
            return again(meeting_id, services, round=round)

        made = cast(Step, task(name=name, description=description, persist_result=False)(once))
        made.again = cast(Again, task(name=name, description=description, persist_result=False)(again))
        return made

    return decorate
