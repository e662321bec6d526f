"""Where the cluster agrees and where it is spread: two lists in the questionnaire's own order."""

from __future__ import annotations

from itertools import zip_longest

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion, notes, numbered
from domain.deck_words import even_parts
from domain.figures import ALL_ALIKE, ItemFigures
from domain.package import SlidePlan
from domain.questionnaire import Item, Questionnaire
from domain.report import Slide

AGREED = 0.8
"""One side of the scale holds at least this share of the answers: the cluster agrees."""

SPREAD = 0.3
"""Both ends of the scale hold at least this share each: the cluster is spread."""

NONE = "Ingen spørgsmål denne gang"
MOST_LINES = 10

HEADER = ("Her svarer I stort set ens", "Her svarer I forskelligt")


def agreement(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    questionnaire = occasion.package.questionnaire
    alike, spread = [], []
    for item in questionnaire.scale_items:
        shown = figures_of(occasion.numbers, item)
        if agrees(questionnaire, item, shown):
            alike.append(item.label)
        elif is_spread(questionnaire, item, shown):
            spread.append(item.label)
    lead = plan.lead or "Begge dele er værd at tale om. Spørgsmålene står i skemaets rækkefølge."
    if not alike and not spread:
        words = ("Ingen af spørgsmålene skiller sig ud. Brug emnerne på de foregående sider.", *plan.bullets)
        return (Slide(plan.kind, plan.title, bullets=words, notes=notes(plan)),)
    spoken = notes(plan, *plan.bullets)
    pages = _side_by_side(alike, spread)
    return numbered(tuple(Slide(plan.kind, plan.title, lead, table=page, notes=spoken) for page in pages))


def _side_by_side(alike: list[str], spread: list[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The two lists as columns, as many tables as the longer one needs."""
    rows = tuple(zip_longest(alike or [NONE], spread or [NONE], fillvalue=""))
    return tuple((HEADER, *part) for part in even_parts(rows, MOST_LINES))


def agrees(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> bool:
    if figures.hidden == ALL_ALIKE:
        return True
    return any(share >= AGREED for share in _ends(questionnaire, item, figures))


def is_spread(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> bool:
    ends = _ends(questionnaire, item, figures)
    return bool(ends) and all(share >= SPREAD for share in ends)


def _ends(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> tuple[float, ...]:
    """Shares at the favourable and at the opposite end; nothing where counts are hidden."""
    if figures.counts is None or figures.hidden is not None or not figures.n:
        return ()
    counts = figures.counts
    top = len(questionnaire.scale_of(item).labels)
    opposite = {top + 1 - value for value in item.favourable} - set(item.favourable)
    return tuple(
        sum(counts.get(value, 0) for value in end) / figures.n for end in (item.favourable, opposite)
    )
