"""What an operator chooses from, and until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.meeting import Plan
from domain.planning import THANKS_AT, at, working_days_before
from domain.ports import Calendar, Pull, Services, TextChoice
from domain.questionnaire import Item
from domain.ticked_texts.hints import Known, hints, known_of, refusals
from domain.ticked_texts.rule import items_to_choose_from
from domain.withheld import is_withheld, is_withheld_for_good

IN_TIME_TO_BUILD = timedelta(hours=1)


@dataclass(frozen=True)
class WrittenText:
    """`position` is its place in the frozen pull. One that is `refused` cannot be ticked; `hints` warn."""

    position: int
    text: str = field(repr=False)
    refused: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=(), repr=False)
    ticked: bool = False


@dataclass(frozen=True)
class ItemToChoose:
    """A question and what was written to it, in an order that says nothing."""

    id: str
    wording: str
    texts: tuple[WrittenText, ...]


@dataclass(frozen=True)
class TextsToChoose:
    """`until` is on the meeting's own clock. `number` is the standing choice's, 0 before any.

    `closed` says why nothing can be chosen any more; empty while it can.
    """

    items: tuple[ItemToChoose, ...]
    until: datetime
    number: int
    chosen_by: str
    closed: str


def texts_to_choose(meeting_id: str, round: int, services: Services) -> TextsToChoose | None:
    """None where nothing of the round can ever be shown, or before its survey has closed.

    Raises NotFound for an unknown meeting.
    """
    order = services.ledger.meetings.get(meeting_id).order
    pull = services.ledger.pulls.get(meeting_id, round)
    plan = services.ledger.meetings.plan(meeting_id, round)
    if pull is None or plan is None:
        return None
    items = items_to_choose_from(pull, services.packages.get(order.package_id).limits)
    if not items:
        return None
    choice = services.ledger.text_choices.of(meeting_id, round)
    known = known_of(order, services.ledger.members.of(meeting_id))
    return TextsToChoose(
        items=tuple(_listed(pull, item, choice, known) for item in items),
        until=awaited_until(plan, services.calendar),
        number=choice.number if choice else 0,
        chosen_by=choice.by if choice else "",
        closed=_closed(meeting_id, round, services),
    )


def _listed(pull: Pull, item: Item, choice: TextChoice | None, known: Known) -> ItemToChoose:
    ticked = choice.positions.get(item.id, ()) if choice else ()
    texts = (
        WrittenText(place, text, tuple(refusals(text)), tuple(hints(text, known)), place in ticked)
        for place, text in enumerate(pull.texts[item.id])
        if text.strip()
    )
    return ItemToChoose(item.id, item.text, tuple(texts))


def _closed(meeting_id: str, round: int, services: Services) -> str:
    if services.ledger.records.release(meeting_id, round):
        return "Materialet er bygget, så valget kan ikke laves om."
    if is_withheld_for_good(meeting_id, round, services):
        return "Besvarelserne vises ikke denne gang, og så vises heller ikke noget af det skrevne."
    return ""


def are_awaited(meeting_id: str, round: int, services: Services) -> bool:
    """Whether the report waits for somebody to choose."""
    found = texts_to_choose(meeting_id, round, services)
    is_open = found is not None and not found.closed and found.number == 0
    return is_open and not is_withheld(meeting_id, round, services)


def awaited_until(plan: Plan, calendar: Calendar) -> datetime:
    """The morning of the working day before the delivery, so that there is a day to look the report over.

    A survey that closes later than that leaves until an hour before the delivery.
    """
    morning = at(working_days_before(plan.delivery.date(), 1, calendar), THANKS_AT)
    return morning if morning > plan.survey_closes else plan.delivery - IN_TIME_TO_BUILD
