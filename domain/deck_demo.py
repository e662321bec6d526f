"""Invented figures for the demo deck: the same for the same item ids, from no cluster."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from domain.figures import Figures, ItemFigures, SectionFigures
from domain.invented_texts import INVENTED_TEXTS
from domain.questionnaire import Item, Questionnaire, Section

DEMO_INVITED, DEMO_ANSWERED = 24, 19
DEMO_WORDS = 4


def demo_figures(package_id: str, questionnaire: Questionnaire) -> Figures:
    items = {item.id: _item_figures(questionnaire, item) for item in questionnaire.items}
    sections = {s.id: _section_figures(s, items) for s in questionnaire.sections if _scale_ids(s)}
    return Figures(package_id, 1, DEMO_INVITED, DEMO_ANSWERED, items, sections)


def demo_words(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Other invented texts for each question, as long as there are some."""
    shown = [item for item in questionnaire.text_items if item.show == "ticked"]
    return {item.id: tuple(sorted(_turned(place)[:DEMO_WORDS])) for place, item in enumerate(shown)}


def _turned(place: int) -> tuple[str, ...]:
    first = place * DEMO_WORDS % len(INVENTED_TEXTS)
    return INVENTED_TEXTS[first:] + INVENTED_TEXTS[:first]


def _item_figures(questionnaire: Questionnaire, item: Item) -> ItemFigures:
    if item.kind == "text":
        return ItemFigures(n=DEMO_ANSWERED)
    values = questionnaire.scale_of(item).values
    counts = dict(zip(values, _invented_counts(item.id, len(values)), strict=True))
    favourable = sum(counts[value] for value in item.favourable)
    mean = sum(value * count for value, count in counts.items()) / DEMO_ANSWERED
    return ItemFigures(DEMO_ANSWERED, counts, None, favourable, mean)


def _invented_counts(item_id: str, length: int) -> list[int]:
    """One answer on every label, so nothing is all alike; the rest as the id's digest falls."""
    counts = [1] * length
    draws = _draws(item_id)
    centre = next(draws) % length
    for _ in range(DEMO_ANSWERED - length):
        step = (next(draws) % 3) - 1 if next(draws) % 4 else (next(draws) % 5) - 2
        counts[min(max(centre + step, 0), length - 1)] += 1
    return counts


def _draws(seed: str) -> Iterator[int]:
    block = seed.encode()
    while True:
        block = hashlib.sha256(block).digest()
        yield from block


def _scale_ids(section: Section) -> list[str]:
    return [item.id for item in section.items if item.kind == "scale"]


def _section_figures(section: Section, items: dict[str, ItemFigures]) -> SectionFigures:
    shown = [items[item_id] for item_id in _scale_ids(section)]
    return SectionFigures(sum(f.favourable or 0 for f in shown) / sum(f.n for f in shown))
