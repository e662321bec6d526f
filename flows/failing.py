"""A run that cannot go on ends in a state whose message an operator can act upon."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.schemas.objects import State, StateType
from prefect.logging import get_run_logger

from domain.errors import NotFound
from domain.failures_in_words import UNKNOWN_MEETING, failure_in_words
from domain.ports import Services
from flows.waiting import leave_in


@contextmanager
def failing_in_words() -> Iterator[None]:
    """The engine would show a fault's own text, which may name a person when it is none of ours."""
    message, place = "", ""
    try:
        yield
    except Exception as fault:  # noqa: BLE001 - whatever it is, the run ends here, and says so
        message, place = failure_in_words(fault), "".join(traceback.format_tb(fault.__traceback__))
    if message:
        get_run_logger().error("%s\n%s", message, place)
        leave_in(State(type=StateType.FAILED, message=message))


def refuse_unknown(meeting_id: str, services: Services) -> None:
    """A meeting's id is typed by hand where an operator starts a run."""
    try:
        services.ledger.meetings.get(meeting_id)
    except NotFound:
        is_known = False
    else:
        is_known = True
    if not is_known:
        leave_in(State(type=StateType.FAILED, message=UNKNOWN_MEETING))
