"""The slides that show the cluster's own numbers, all of them from released figures."""

from __future__ import annotations

from domain.deck_charts import (
    bar_chart,
    bars_in_words,
    figures_of,
    item_notes,
    overview_chart,
    section_pages,
    shares_in_words,
)
from domain.deck_occasion import Occasion, notes, numbered
from domain.deck_slides import bullet_slides
from domain.deck_words import counted, percent
from domain.figures import Figures
from domain.intervals import nonresponse_bounds
from domain.package import SlidePlan
from domain.questionnaire import Item, Section
from domain.report import ShareChart, ShareRow, Slide

HOW_TO_READ = (
    "Hver søjle er ét spørgsmål. Tallene i søjlen er antal svar.",
    "Blå er de positive svar, orange de mindre positive. Grå er midt imellem.",
    "Til højre står, hvor mange der svarede positivt.",
    "Med så få svar betyder en enkelt persons svar meget. Se på mønstret, ikke på det enkelte tal.",
    "Tal, der kunne pege på enkelte personer, vises ikke. Så står der hvorfor.",
)


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return bullet_slides(occasion, plan, plan.bullets or HOW_TO_READ)


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    figures = occasion.numbers
    lead = f"{figures.answered} af {figures.invited} har svaret ({percent(figures.response_rate)})"
    chart = ShareChart((ShareRow("Har svaret", figures.response_rate),), "Svarprocent")
    bullets = (*missing_answers(occasion), *plan.bullets)
    words = (f"{lead}.", plan.lead)
    return (
        Slide(plan.kind, plan.title, lead, bullets, (chart,), notes=notes(plan, *words), alt_text=f"{lead}."),
    )


def missing_answers(occasion: Occasion) -> tuple[str, ...]:
    """What those who did not answer could have changed, by the example of the first item shown."""
    figures = occasion.numbers
    missing = figures.invited - figures.answered
    if missing <= 0:
        return ("Alle inviterede har svaret, så tallene dækker hele klyngen.",)
    silent = f"Vi ved ikke, hvad {_people(missing)} ville have svaret."
    example = _first_shown(occasion.package.questionnaire.scale_items, figures)
    if example is None:
        return (silent,)
    shown = figures_of(figures, example)
    low, high = nonresponse_bounds(shown.favourable or 0, shown.n, figures.invited)
    return (
        silent,
        f"Et eksempel: Til »{example.label}« gav {shown.favourable} af {shown.n} et positivt svar. "
        f"For alle {figures.invited} i klyngen ligger andelen mellem {percent(low)} og {percent(high)}.",
    )


def _people(missing: int) -> str:
    return "den sidste" if missing == 1 else f"de sidste {missing}"


def _first_shown(items: tuple[Item, ...], figures: Figures) -> Item | None:
    return next((item for item in items if figures_of(figures, item).favourable is not None), None)


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    chart = overview_chart(occasion.package.questionnaire.sections, occasion.numbers)
    return (
        Slide(
            plan.kind,
            plan.title,
            plan.lead or "Andelen af positive svar i hvert emne",
            charts=(chart,),
            notes=notes(plan, *plan.bullets),
            alt_text=shares_in_words(chart),
        ),
    )


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    asked = section_of(occasion, plan)
    pages = section_pages(asked)
    if not pages:
        return bullet_slides(occasion, plan, plan.bullets or tuple(item.text for item in asked.items))
    return numbered(tuple(_section_slide(occasion, plan, page) for page in pages))


def section_of(occasion: Occasion, plan: SlidePlan) -> Section:
    sections = occasion.package.questionnaire.sections
    return next(section for section in sections if section.id == plan.section)


def _section_slide(occasion: Occasion, plan: SlidePlan, page: tuple[tuple[Item, ...], ...]) -> Slide:
    questionnaire, figures = occasion.package.questionnaire, occasion.numbers
    charts = tuple(bar_chart(questionnaire, items, figures) for items in page)
    wording = item_notes(questionnaire, (item for items in page for item in items), figures)
    return Slide(
        plan.kind,
        plan.title,
        plan.lead or f"{counted(figures.answered, figures.invited)} har svaret",
        charts=charts,
        notes=notes(plan, "\n".join(plan.bullets), wording),
        alt_text=bars_in_words(charts),
    )
