"""What doctors wrote, for somebody to read and choose from."""

from __future__ import annotations

from collections.abc import Iterator

from domain.attention.attention import Attention, Need
from domain.dates import day_and_time
from domain.errors import KlyngeflowError
from domain.ports import Services
from domain.ticked_texts import are_awaited, awaited_until


def texts_to_tick(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    plan = services.ledger.meetings.plan(meeting_id, round)
    wait = services.ledger.records.waiting(meeting_id, round)
    is_waiting = wait is not None and wait.state == "AwaitingTexts"
    if plan and is_waiting and _can_be_ticked(meeting_id, round, services):
        until = day_and_time(awaited_until(plan, services.calendar))
        sentence = (
            "Vælg, hvad klyngen skal se af det skrevne: på driftssiden, under mødets Fritekster. "
            f"Er det ikke gjort {until}, bliver materialet bygget uden."
        )
        yield Attention(Need.TEXTS, sentence, plan.survey_closes, round)


def _can_be_ticked(meeting_id: str, round: int, services: Services) -> bool:
    try:
        return are_awaited(meeting_id, round, services)
    except KlyngeflowError:  # its package cannot be read, which is told of by itself
        return False
