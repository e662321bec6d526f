"""Where the cluster agrees and where it is spread: two lists in the questionnaire's own order."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion
from domain.deck_pages import finished
from domain.deck_words import even_parts
from domain.figures import ALL_ALIKE, ItemFigures
from domain.package import SlidePlan
from domain.questionnaire import Item, Questionnaire
from domain.report import Slide, Table

AGREED = 0.8
"""One side of the scale holds at least this share of the answers: the cluster agrees."""

SPREAD = 0.3
"""Both ends of the scale hold at least this share each: the cluster is spread."""

NONE = "Ingen spørgsmål denne gang"
MOST_LINES = 10

TALK = (
    "Hvor ligner I hinanden mest?",
    "Hvor er I mest forskellige?",
    "Hvad overraskede dig i samtalen indtil nu?",
)
TALK_SPOKEN = "Brug svarene som vej ind i gruppearbejdet."
HEADER = ("Her svarer I stort set ens", "Her svarer I forskelligt")


def agreement(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """Where no counts are shown nobody can tell, and the cluster talks about it instead."""
    questionnaire = occasion.package.questionnaire
    if all(figures_of(occasion.numbers, item).counts is None for item in questionnaire.scale_items):
        return to_talk_about(occasion, plan)
    alike, spread = [], []
    for item in questionnaire.scale_items:
        shown = figures_of(occasion.numbers, item)
        if shown.hidden == ALL_ALIKE or agrees(questionnaire, item, shown):
            alike.append(item.label)
        elif is_spread(questionnaire, item, shown):
            spread.append(item.label)
    if not alike and not spread:
        words = ("Ingen af spørgsmålene skiller sig ud. Brug emnerne på de foregående sider.", *plan.bullets)
        return finished(plan, [Slide(plan.kind, plan.title, bullets=words)], [1])
    lead = plan.lead or "Begge dele er værd at tale om. Spørgsmålene står i skemaets rækkefølge."
    said = "\n".join(plan.bullets)
    tables = _side_by_side(alike, spread)
    drafts = [Slide(plan.kind, plan.title, lead, table=table, notes=said) for table in tables]
    return finished(plan, drafts, [len(table.rows) - 1 for table in tables])


def to_talk_about(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    del occasion
    own = replace(plan, title="Ligheder og forskelle", lead="", notes=TALK_SPOKEN)
    return finished(own, [Slide(own.kind, own.title, bullets=TALK)], [1])


def _side_by_side(alike: list[str], spread: list[str]) -> tuple[Table, ...]:
    """The two lists as columns, as many tables as the longer one needs."""
    rows = tuple(zip_longest(alike or [NONE], spread or [NONE], fillvalue=""))
    alt_text = "Spørgsmål med ens svar og spørgsmål med forskellige svar"
    return tuple(Table((HEADER, *part), (1, 1), alt_text) for part in even_parts(rows, MOST_LINES))


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
