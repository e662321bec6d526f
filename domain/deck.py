"""From released figures to the slides of a meeting, in the order the package asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain import deck_comparison, deck_results, deck_slides, deck_without_data
from domain.dates import day
from domain.deck_agreement import agreement
from domain.deck_demo import demo_figures
from domain.deck_occasion import Builder, Occasion, unique_titles
from domain.deck_passport import passport as passport_slides
from domain.figures import Comparison, Figures
from domain.meeting import Meeting, Plan
from domain.package import Package, SlidePlan
from domain.report import DeckModel

FOOTER = "KiAP · Kvalitet i almen praksis"
DEMO, WITHOUT_DATA = "DEMO", "UDEN DATA"

ALWAYS: Mapping[str, Builder] = {
    "title": deck_slides.title_slide,
    "text": deck_slides.text_slide,
    "group_work": deck_slides.group_work,
    "help": deck_slides.help_slide,
    "follow_up": deck_slides.follow_up,
    "commitments": deck_slides.commitments,
}
WITH_FIGURES: Mapping[str, Builder] = {
    **ALWAYS,
    "how_to_read": deck_results.how_to_read,
    "response": deck_results.response,
    "overview": deck_results.overview,
    "section": deck_results.section,
    "agreement": agreement,
    "passport": passport_slides,
}
WITHOUT_FIGURES: Mapping[str, Builder] = {
    **ALWAYS,
    "title": deck_without_data.title_slide,
    "how_to_read": deck_without_data.how_to_read,
    "response": deck_without_data.response,
    "overview": deck_without_data.overview,
    "section": deck_without_data.section,
    "agreement": deck_without_data.agreement,
    "passport": deck_without_data.passport,
}
BOTH_ROUNDS: Mapping[str, Builder] = {
    **WITH_FIGURES,
    "how_to_read": deck_comparison.how_to_read,
    "response": deck_comparison.response,
    "comparison_overview": deck_comparison.overview,
    "comparison_section": deck_comparison.section,
}


def round_deck(
    package: Package, meeting: Meeting, plan: Plan, figures: Figures, passport: Mapping[str, str]
) -> DeckModel:
    """The deck of one round. `passport` adds rows (label -> value) to the last slide."""
    occasion = _occasion(package, meeting, plan, figures=figures, passport=passport)
    return _deck(occasion, package.deck, WITH_FIGURES)


def demo_deck(package: Package) -> DeckModel:
    """The round's slides with invented figures, for the kit and the package author."""
    occasion = Occasion(
        package,
        cluster="Demoversion med opdigtede tal",
        when="Jeres egne svar kommer i den færdige præsentation før mødet",
        figures=demo_figures(package.id, package.questionnaire),
        passport={"Tallene": "Opdigtede. De stammer ikke fra nogen klynge."},
    )
    return _deck(occasion, package.deck, WITH_FIGURES, DEMO)


def data_free_deck(package: Package, meeting: Meeting, plan: Plan) -> DeckModel:
    """The same slides without numbers: every question is a talking point."""
    return _deck(_occasion(package, meeting, plan), package.deck, WITHOUT_FIGURES, WITHOUT_DATA)


def comparison_deck(
    package: Package,
    meeting: Meeting,
    plan: Plan,
    first: Figures,
    second: Figures,
    comparison: Comparison,
    passport: Mapping[str, str],
) -> DeckModel:
    """Round 2 beside round 1, items in the questionnaire's order."""
    occasion = _occasion(package, meeting, plan, first, second, comparison, passport)
    return _deck(occasion, package.comparison_deck, BOTH_ROUNDS)


def _occasion(
    package: Package,
    meeting: Meeting,
    plan: Plan,
    figures: Figures | None = None,
    second: Figures | None = None,
    comparison: Comparison | None = None,
    passport: Mapping[str, str] | None = None,
) -> Occasion:
    order = meeting.order
    when = day(plan.meeting_starts)
    return Occasion(package, order.cluster, when, order.region, figures, second, comparison, passport or {})


def _deck(
    occasion: Occasion, plans: Iterable[SlidePlan], builders: Mapping[str, Builder], banner: str = ""
) -> DeckModel:
    asked = {"", *(section.id for section in occasion.package.questionnaire.sections)}
    shown = (plan for plan in plans if plan.section in asked)  # a slide may have come after the survey
    slides = (slide for plan in shown for slide in builders[plan.kind](occasion, plan))
    subtitle = " · ".join((occasion.cluster, occasion.when))
    footer = f"{occasion.package.title} · {FOOTER}"
    return DeckModel(occasion.package.title, subtitle, footer, unique_titles(tuple(slides)), banner)
