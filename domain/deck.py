"""From released figures to the slides of a meeting, in the order the package asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain import deck_comparison, deck_results, deck_slides, deck_without_data
from domain.dates import day, long_date
from domain.deck_agreement import agreement, to_talk_about
from domain.deck_demo import demo_figures, demo_words
from domain.deck_occasion import Builder, Occasion
from domain.deck_own_words import with_own_words
from domain.deck_pages import unique_titles
from domain.deck_passport import passport as passport_slides
from domain.figures import Comparison, Figures
from domain.meeting import ROUND_1, Meeting, Plan
from domain.package import Package, SlidePlan
from domain.report import DeckModel

FOOTER = "KiAP · Kvalitet i almen praksis"
DEMO, WITHOUT_DATA = "DEMO", "UDEN DATA"
Words = Mapping[str, tuple[str, ...]]
NO_WORDS: Words = {}
AGREED = SlidePlan("commitments", "Det, vi aftalte sidst", minutes=10)

ALWAYS: Mapping[str, Builder] = {
    "title": deck_slides.title_slide,
    "text": deck_slides.text_slide,
    "group_work": deck_slides.group_work,
    "help": deck_slides.help_slide,
    "offers": deck_slides.offers,
    "follow_up": deck_slides.follow_up,
    "commitments": deck_slides.commitments,
}
WITH_FIGURES: Mapping[str, Builder] = {
    **ALWAYS,
    "how_to_read": deck_results.how_to_read,
    "response": deck_results.response,
    "overview": deck_results.overview,
    "section": with_own_words(deck_results.section),
    "agreement": agreement,
    "measurement_points": deck_results.measurement_points,
    "passport": passport_slides,
}
WITHOUT_FIGURES: Mapping[str, Builder] = {
    **ALWAYS,
    "title": deck_without_data.title_slide,
    "how_to_read": deck_without_data.how_to_read,
    "response": deck_without_data.response,
    "overview": deck_without_data.overview,
    "section": deck_without_data.section,
    "agreement": to_talk_about,
    "measurement_points": deck_without_data.measurement_points,
    "passport": deck_without_data.passport,
}
BOTH_ROUNDS: Mapping[str, Builder] = {
    **WITH_FIGURES,
    "how_to_read": deck_comparison.how_to_read,
    "response": deck_comparison.response,
    "measurement_points": deck_comparison.measurement_points,
    "comparison_overview": deck_comparison.overview,
    "comparison_section": with_own_words(deck_comparison.section),
}


def round_deck(
    package: Package,
    meeting: Meeting,
    plan: Plan,
    figures: Figures,
    passport: Mapping[str, str],
    words: Words = NO_WORDS,
) -> DeckModel:
    """The deck of one round. `passport` adds rows (label -> value) to the last slide, and `words` are the
    ticked texts by item id.
    """
    source = _source(meeting, plan, figures, passport)
    occasion = replace(_occasion(package, meeting, plan), figures=figures, passport=source, words=words)
    return _deck(occasion, package.deck, WITH_FIGURES)


def demo_deck(package: Package) -> DeckModel:
    """The round's slides with invented figures, for the kit and the package author."""
    occasion = Occasion(
        package,
        cluster="Demoversion med opdigtede tal",
        when="Jeres egne svar kommer i den færdige præsentation før mødet",
        figures=demo_figures(package.id, package.questionnaire),
        words=demo_words(package.questionnaire),
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
    commitments: tuple[str, ...] = (),
    words: Words = NO_WORDS,
) -> DeckModel:
    """Round 2 beside round 1, items in the questionnaire's order; `words` are round 2's ticked texts.

    The `commitments` that the leader wrote down come first, whatever the package's order.
    """
    occasion = replace(
        _occasion(package, meeting, plan),
        figures=second,
        before=first,
        comparison=comparison,
        commitments=commitments,
        words=words,
        passport=_source(meeting, plan, second, passport),
    )
    return _deck(occasion, _commitments_first(package.comparison_deck, commitments), BOTH_ROUNDS)


def _commitments_first(plans: tuple[SlidePlan, ...], commitments: tuple[str, ...]) -> tuple[SlidePlan, ...]:
    if not commitments:
        return plans
    agreed = [plan for plan in plans if plan.kind == "commitments"] or [AGREED]
    others = [plan for plan in plans if plan.kind != "commitments"]
    front = [plan for plan in others if plan.kind == "title"]
    return (*front, *agreed, *(plan for plan in others if plan.kind != "title"))


def _source(meeting: Meeting, plan: Plan, figures: Figures, passport: Mapping[str, str]) -> dict[str, str]:
    opens, closes = plan.survey_opens, plan.survey_closes
    return {
        "pull_id": f"{meeting.id}, runde {figures.round}",
        "open_from_to": f"{long_date(opens)} til {long_date(closes)}",
        **passport,
    }


def _occasion(package: Package, meeting: Meeting, plan: Plan) -> Occasion:
    order = meeting.order
    return Occasion(package, order.cluster_named, _when(meeting, plan), order.region)


def _when(meeting: Meeting, plan: Plan) -> str:
    """Nobody has told the follow-up's day: its plan knows only from when it may be held."""
    if plan.round == ROUND_1:
        return day(plan.meeting_starts)
    return f"Opfølgning på mødet {day(meeting.order.meeting_starts)}"


def _deck(
    occasion: Occasion, plans: Iterable[SlidePlan], builders: Mapping[str, Builder], banner: str = ""
) -> DeckModel:
    asked = {"", *(section.id for section in occasion.package.questionnaire.sections)}
    shown = (plan for plan in plans if plan.section in asked)  # a slide may have come after the survey
    slides = (slide for plan in shown for slide in builders[plan.kind](occasion, plan))
    subtitle = " · ".join((occasion.cluster, occasion.when))
    footer = f"{occasion.package.title} · {FOOTER}"
    return DeckModel(occasion.package.title, subtitle, footer, unique_titles(tuple(slides)), banner)
