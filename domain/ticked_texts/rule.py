"""Which texts may be shown: of an item that many wrote to, at least three, and only what is ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.errors import Refused
from domain.package import Limits
from domain.ports import Pull, TextChoice
from domain.questionnaire import Item
from domain.ticked_texts.hints import refusals

FEWEST_TICKED = 3
"""One text alone would make the room guess; see docs/decisions/0016."""


def items_to_choose_from(pull: Pull, limits: Limits) -> tuple[Item, ...]:
    """The free-text items that enough doctors wrote to, in the order asked."""
    asked = (item for item in pull.questionnaire.text_items if item.show == "ticked")
    return tuple(item for item in asked if written(pull, item) >= limits.texts)


def written(pull: Pull, item: Item) -> int:
    """How many wrote something; blanks are nothing."""
    return sum(bool(text.strip()) for text in pull.texts.get(item.id, ()))


def ticked_positions(
    pull: Pull, limits: Limits, ticked: Mapping[str, Collection[int]]
) -> dict[str, tuple[int, ...]]:
    """In order, without items of which nothing is ticked. Raises Refused for what may not be shown."""
    items = {item.id: item for item in items_to_choose_from(pull, limits)}
    result: dict[str, tuple[int, ...]] = {}
    for item_id, places in ticked.items():
        if places:
            if item_id not in items:
                raise Refused(
                    f"Af »{item_id}« kan intet vises: for få har skrevet, eller pakken viser det ikke."
                )
            result[item_id] = _checked(pull, items[item_id], places)
    return {item_id: result[item_id] for item_id in items if item_id in result}


def _checked(pull: Pull, item: Item, places: Collection[int]) -> tuple[int, ...]:
    texts = pull.texts[item.id]
    ordered = tuple(sorted(set(places)))
    if not all(0 <= place < len(texts) and texts[place].strip() for place in ordered):
        raise Refused(f"»{item.text}«: en af de valgte tekster findes ikke. Åbn siden igen.")
    for place in ordered:
        for reason in refusals(texts[place]):
            raise Refused(f"»{item.text}«, tekst {place + 1}: {reason} Tag krydset væk.")
    if len(ordered) < FEWEST_TICKED:
        seen = "kun én tekst er" if len(ordered) == 1 else "kun to tekster er"
        raise Refused(
            f"»{item.text}«: {seen} valgt. Vælg mindst tre eller ingen, så ingen gætter på, hvem der skrev."
        )
    return ordered


def shown_texts(pull: Pull, limits: Limits, choice: TextChoice | None) -> dict[str, tuple[str, ...]]:
    """Item id -> the ticked texts, as written but for white space, in the pull's own order.

    That is by the alphabet, and so says nothing of who wrote or when. What a raised limit hides by now is
    left out. Raises Refused for a choice that was made of another pull or that the rules refuse.
    """
    if choice is None:
        return {}
    if choice.pull_hash != pull.content_hash:
        raise Refused(
            f"The texts of {pull.meeting_id}, round {pull.round}, were ticked in another data pull. "
            "Restore the ledger from a backup; nothing is shown of a choice that does not fit."
        )
    return {
        item.id: tuple(" ".join(pull.texts[item.id][place].split()) for place in _checked(pull, item, places))
        for item in items_to_choose_from(pull, limits)
        if (places := choice.positions.get(item.id))
    }
