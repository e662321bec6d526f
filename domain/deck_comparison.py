"""Round 2 beside round 1: levels, differences with their intervals, and every caveat; no winner is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.comparison_words import reading
from domain.deck_occasion import Occasion, notes, numbered
from domain.deck_results import section_of
from domain.deck_slides import bullet_slides
from domain.deck_words import counted, even_parts, percent
from domain.figures import HIDDEN_REASONS, Comparison, Figures, ItemComparison, ItemFigures
from domain.package import SlidePlan
from domain.questionnaire import Item
from domain.report import PairChart, PairRow, ShareChart, ShareRow, Slide

MOST_PAIRS = 3
HEADER = ("Spørgsmål", "Dengang", "Nu", "Det siger tallene")

HOW_TO_READ = (
    "Prikken viser, hvor mange procentpoint andelen af positive svar har flyttet sig.",
    "Stregen viser usikkerheden. Når den rører nul, kan forskellen være tilfældig.",
    "Det grå bånd viser, hvor meget et spørgsmål kan flytte sig, selv om intet er ændret.",
    "Svarene er anonyme. Vi ved ikke, om det er de samme, der har svaret begge gange.",
)


def _rounds(occasion: Occasion) -> tuple[Figures, Figures, Comparison]:
    if occasion.figures is None or occasion.second is None or occasion.comparison is None:
        raise ValueError("this slide needs both rounds")
    return occasion.figures, occasion.second, occasion.comparison


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    return bullet_slides(occasion, plan, plan.bullets or HOW_TO_READ)


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """How many answered then and now."""
    first, second, _ = _rounds(occasion)
    words = tuple(
        f"{name}: {counted(f.answered, f.invited)} har svaret." for name, f in _named(first, second)
    )
    chart = ShareChart(tuple(ShareRow(n, f.response_rate) for n, f in _named(first, second)), "Svarprocent")
    spoken = notes(plan, *plan.bullets)
    return (Slide(plan.kind, plan.title, plan.lead, words, (chart,), notes=spoken, alt_text=" ".join(words)),)


def _named(first: Figures, second: Figures) -> Iterable[tuple[str, Figures]]:
    return (("Dengang", first), ("Nu", second))


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The sections' levels then and now, and every caveat, before any single item."""
    first, second, comparison = _rounds(occasion)
    rows = tuple(
        (section.title, _section_level(first, section.id), _section_level(second, section.id))
        for section in occasion.package.questionnaire.sections
        if section.id in first.sections or section.id in second.sections
    )
    words = "Andelen af positive svar i hvert emne dengang og nu."
    levels = Slide(
        plan.kind,
        plan.title,
        plan.lead,
        table=(("Emne", "Dengang", "Nu"), *rows),
        notes=notes(plan, *plan.bullets),
        alt_text=words,
    )
    caution = replace(plan, title=f"{plan.title}: forbehold", lead="", minutes=0, notes="")
    return (levels, *bullet_slides(occasion, caution, comparison.caveats, most=5))


def _section_level(figures: Figures, section_id: str) -> str:
    shown = figures.sections.get(section_id)
    if shown is None:
        return "blev ikke spurgt om"
    if shown.share is None or shown.hidden:
        return HIDDEN_REASONS.get(shown.hidden or "", "vises ikke")
    return percent(shown.share)


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    items = tuple(item for item in section_of(occasion, plan).items if item.kind == "scale")
    parts = even_parts(items, MOST_PAIRS)
    return numbered(tuple(_section_slide(occasion, plan, part) for part in parts))


def _section_slide(occasion: Occasion, plan: SlidePlan, items: tuple[Item, ...]) -> Slide:
    _, _, comparison = _rounds(occasion)
    known = [(item, comparison.items[item.id]) for item in items if item.id in comparison.items]
    drawn = tuple(_pair_row(item, pair) for item, pair in known if pair.difference is not None)
    return Slide(
        plan.kind,
        plan.title,
        plan.lead,
        charts=(PairChart(drawn),) if drawn else (),
        table=(HEADER, *(_words_row(item, pair) for item, pair in known)),
        notes=notes(plan, *plan.bullets, *(f"– {item.text}" for item in items), *comparison.caveats),
        alt_text=pairs_in_words(drawn),
    )


def _pair_row(item: Item, pair: ItemComparison) -> PairRow:
    return PairRow(
        item.label,
        pair.first.share,
        pair.second.share,
        pair.difference,
        pair.interval,
        pair.noise_band,
        pair.sentence,
    )


def _words_row(item: Item, pair: ItemComparison) -> tuple[str, ...]:
    return (item.label, _level(pair.first), _level(pair.second), reading(pair))


def _level(figures: ItemFigures) -> str:
    return "vises ikke" if figures.favourable is None else counted(figures.favourable, figures.n)


def pairs_in_words(rows: Iterable[PairRow]) -> str:
    return " ".join(("Forskelle i procentpoint med usikkerhed og gråt støjbånd.", *map(_pair_in_words, rows)))


def _pair_in_words(row: PairRow) -> str:
    levels = [f"{n} {percent(s)}" for n, s in (("dengang", row.first), ("nu", row.second)) if s is not None]
    interval = f", usikkerhed fra {row.interval[0]:+.0f} til {row.interval[1]:+.0f}" if row.interval else ""
    return f"{row.label}: {', '.join(levels)}, forskel {row.difference or 0:+.0f}{interval}."
