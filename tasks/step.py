"""What makes a function a step: skipped when the ledger says it is done, recorded when it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Protocol, cast

from prefect import Task, task

from domain.ports import Services

DONE_BEFORE = "Done before; nothing was repeated."


class Step(Protocol):
    """`step.fn(meeting_id, services, round=1)` runs it without the engine; the result is a short summary."""

    name: str
    fn: Callable[..., str]

    def __call__(self, meeting_id: str, services: Services, *, round: int = 1) -> str: ...


def step(name: str, description: str) -> Callable[[Callable[..., str]], Step]:
    """A Prefect task under the step's own name. Its summary holds counts and codes, never a person."""

    def decorate(work: Callable[..., str]) -> Step:
        @wraps(work)
        def once(meeting_id: str, services: Services, *, round: int = 1) -> str:
            if services.ledger.records.is_done(meeting_id, round, name):
                return DONE_BEFORE
            summary = work(meeting_id, services, round=round)
            services.ledger.records.mark_done(meeting_id, round, name, summary)
            return summary

        made: Task[..., str] = task(name=name, description=description, persist_result=False)(once)
        return cast(Step, made)

    return decorate
