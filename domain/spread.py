"""When a cluster agrees on an item, and when it is spread."""

from __future__ import annotations

from domain.figures import ItemFigures
from domain.questionnaire import Item, Questionnaire

AGREED = 0.8
"""One side of the scale holds at least this share of the answers: the cluster agrees."""

SPREAD = 0.3
"""Both ends of the scale hold at least this share each: the cluster is spread."""


def agrees(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> bool:
    return any(share >= AGREED for share in ends(questionnaire, item, figures))


def is_spread(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> bool:
    both = ends(questionnaire, item, figures)
    return bool(both) and all(share >= SPREAD for share in both)


def ends(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> tuple[float, ...]:
    """Shares at the favourable and at the opposite end; nothing where counts are hidden."""
    if figures.counts is None or figures.hidden is not None or not figures.n:
        return ()
    counts = figures.counts
    top = len(questionnaire.scale_of(item).labels)
    opposite = {top + 1 - value for value in item.favourable} - set(item.favourable)
    return tuple(
        sum(counts.get(value, 0) for value in end) / figures.n for end in (item.favourable, opposite)
    )
