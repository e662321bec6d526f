"""The last slide: where the numbers come from, and why each hidden one is hidden."""

from __future__ import annotations

from domain.deck_charts import figures_of
from domain.deck_occasion import Occasion, notes, numbered
from domain.deck_words import even_parts
from domain.figures import HIDDEN_REASONS
from domain.package import SlidePlan
from domain.report import Slide

MOST_PASSPORT_ROWS = 8


def passport(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    rows = (*_source(occasion), *hidden_numbers(occasion))
    parts = even_parts(rows, MOST_PASSPORT_ROWS)
    return numbered(
        tuple(Slide(plan.kind, plan.title, plan.lead, table=part, notes=notes(plan, *plan.bullets)) for part in parts)
    )


def _source(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    package, limits = occasion.package, occasion.package.limits
    rounds = [figures for figures in (occasion.figures, occasion.second) if figures]
    answered = tuple(
        (f"Svar i runde {figures.round}", f"{figures.answered} af {figures.invited} inviterede")
        for figures in rounds
    )
    return (
        *answered,
        (
            "Grænser",
            f"Intet vises ved færre end {limits.any} svar, antal først fra {limits.counts}, "
            f"fritekst først fra {limits.texts}.",
        ),
        ("Klyngepakke", f"{package.title}, version {package.version}"),
        *occasion.passport.items(),
    )


def hidden_numbers(occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """Each reason with what it hides, items first, then sections."""
    questionnaire = occasion.package.questionnaire
    rows = []
    for figures in filter(None, (occasion.figures, occasion.second)):
        which = f" (runde {figures.round})" if occasion.second else ""
        for code, reason in HIDDEN_REASONS.items():
            items = [i.label for i in questionnaire.scale_items if figures_of(figures, i).hidden == code]
            sections = [
                f"emnet {s.title}"
                for s in questionnaire.sections
                if s.id in figures.sections and figures.sections[s.id].hidden == code
            ]
            if len(items) == len(questionnaire.scale_items):
                items = ["alle spørgsmål"]
            if items or sections:
                rows.append((f"{reason.capitalize()}{which}", " · ".join((*items, *sections))))
    return tuple(rows)
