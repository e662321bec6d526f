"""Where the cluster agrees and where it is spread: two lists in the questionnaire's own order."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion
from domain.deck_pages import finished, readable
from domain.deck_slides import MOST_BULLETS, bullet_slides
from domain.figures import ALL_ALIKE
from domain.package import SlidePlan
from domain.report import Slide, Table
from domain.spread import agrees, is_spread

ONLY_ALIKE = "Her svarer I stort set ens. Ingen af de viste spørgsmål deler jer i to."
ONLY_SPREAD = "Her svarer I forskelligt. Ingen af de viste spørgsmål har I svaret næsten ens på."
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
    if not alike or not spread:
        own = replace(plan, lead=ONLY_ALIKE if alike else ONLY_SPREAD)
        return bullet_slides(own, tuple(alike or spread), said="\n".join(plan.bullets))
    if max(len(alike), len(spread)) > MOST_LINES:
        return _after_each_other(plan, alike, spread)
    lead = plan.lead or "Begge dele er værd at tale om. Spørgsmålene står i skemaets rækkefølge."
    table = _side_by_side(alike, spread)
    draft = Slide(plan.kind, plan.title, lead, table=table, notes="\n".join(plan.bullets))
    return finished(plan, [draft], [1])


def to_talk_about(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    del occasion
    own = replace(plan, title="Ligheder og forskelle", lead="", notes=TALK_SPOKEN)
    return finished(own, [Slide(own.kind, own.title, bullets=TALK)], [1])


def _side_by_side(alike: list[str], spread: list[str]) -> Table:
    rows = tuple(zip_longest(alike, spread, fillvalue=""))
    return Table((HEADER, *rows), (1, 1), "Spørgsmål med ens svar og spørgsmål med forskellige svar")


def _after_each_other(plan: SlidePlan, alike: list[str], spread: list[str]) -> tuple[Slide, ...]:
    """A list too long to stand beside the other, which would end in an empty column."""
    said = "\n".join(plan.bullets)
    parts = [
        (lead, part)
        for lead, labels in zip(HEADER, (alike, spread), strict=True)
        for part in readable(labels, MOST_BULLETS)
    ]
    drafts = [Slide(plan.kind, plan.title, lead, part, notes=said) for lead, part in parts]
    return finished(plan, drafts, [len(part) for _, part in parts])
