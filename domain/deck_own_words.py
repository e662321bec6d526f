"""What doctors wrote and an operator ticked: one question a slide, in their own words."""

from __future__ import annotations

from dataclasses import replace

from domain.deck_occasion import Builder, Occasion
from domain.deck_pages import finished, readable, shared_minutes
from domain.deck_results import section_of
from domain.package import SlidePlan
from domain.questionnaire import Item
from domain.report import Slide

KIND = "own_words"
TITLE = "Med klyngens egne ord"
MOST_QUOTES, ROOM = 5, 28
"""More on a slide and nobody reads them all; half lines at 24 points, so that two of the longest fit."""

SPOKEN = (
    "Lad alle læse i stilhed, og læs så eventuelt en enkelt højt. Spørg ikke, hvem der har skrevet hvad, "
    "og gæt ikke. Spørg i stedet: Kender I det?"
)


def quoted(text: str) -> str:
    return f"»{text}«"


def with_own_words(build: Builder) -> Builder:
    """The section's slides, then the words written to its questions; they share the plan's minutes."""

    def both(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
        asked = [item for item in section_of(occasion, plan).items if occasion.words.get(item.id)]
        if not asked:
            return build(occasion, plan)
        drafts = [draft for item in asked for draft in _drafts(occasion, item)]
        first, rest = shared_minutes(plan.minutes, [len(build(occasion, plan)), len(asked)])
        own = SlidePlan("section", TITLE, notes=SPOKEN, minutes=rest)
        weights = [len(draft.bullets) for draft in drafts]
        return (*build(occasion, replace(plan, minutes=first)), *finished(own, drafts, weights))

    return both


def _drafts(occasion: Occasion, item: Item) -> list[Slide]:
    texts = occasion.words[item.id]
    said = f"{chosen(len(texts), occasion.numbers.items[item.id].n)} Teksterne står i alfabetisk orden."
    parts = readable([quoted(text) for text in texts], MOST_QUOTES, ROOM)
    return [Slide(KIND, TITLE, item.text, part, notes=said) for part in parts]


def chosen(shown: int, written: int) -> str:
    """How many of how many are shown, as a sentence."""
    return f"KiAP har valgt {shown} af {written} tekster, og ingen af dem er rettet."
