"""What doctors wrote in their own words: shown only where many wrote, and what an operator has ticked."""

from domain.ticked_texts.choosing import choose_texts, keep_choice, what_choosing_does
from domain.ticked_texts.listing import (
    ItemToChoose,
    TextsToChoose,
    WrittenText,
    are_awaited,
    awaited_until,
    texts_to_choose,
)
from domain.ticked_texts.rule import FEWEST_TICKED, items_to_choose_from, shown_texts, ticked_positions

__all__ = [
    "FEWEST_TICKED",
    "ItemToChoose",
    "TextsToChoose",
    "WrittenText",
    "are_awaited",
    "awaited_until",
    "choose_texts",
    "items_to_choose_from",
    "keep_choice",
    "shown_texts",
    "texts_to_choose",
    "ticked_positions",
    "what_choosing_does",
]
