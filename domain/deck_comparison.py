"""Round 2 beside round 1: levels, differences with their intervals, and every caveat; no winner is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from domain.comparison_words import in_short, who_answered_caveats
from domain.deck_occasion import Occasion
from domain.deck_pages import finished, room_taken
from domain.deck_results import points_of, section_of
from domain.deck_slides import bullet_slides
from domain.deck_words import even_parts, percent, points
from domain.figures import Comparison, Figures, ItemComparison, ItemFigures
from domain.package import SlidePlan
from domain.questionnaire import Item
from domain.report import PairChart, PairRow, Slide, Table

MOST_PAIRS = 2
MOST_POINTS = 4
EXAMPLE_ROOM = 15
SMALLEST_REACH, LARGEST_REACH = 30.0, 100.0
NOT_SHOWN = "Vises ikke"
WHY_NOT_SHOWN = "Hvor der står »Vises ikke«, kunne tallet røbe, hvad nogen har svaret. Grunden står sidst."
THEN, NOW = "Dengang", "Nu"
POINTS_HEADER = ("Målepunkt", THEN, NOW, "Det siger tallene")

HOW_TO_READ = (
    "Prikken viser, hvor meget andelen af positive svar har flyttet sig",
    "Stregen viser usikkerheden. Rører den nul, kan forskellen være tilfældig",
    "Det grå bånd viser, hvor langt et spørgsmål kan flytte sig, selv om intet er ændret",
)
CAVEATS_SPOKEN = "Læs forbeholdene op, før I ser på det enkelte spørgsmål. De gælder for alle de næste dias."


def _rounds(occasion: Occasion) -> tuple[Figures, Figures, Comparison]:
    if occasion.before is None or occasion.figures is None or occasion.comparison is None:
        raise ValueError("this slide needs both rounds")
    return occasion.before, occasion.figures, occasion.comparison


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The package's words, and the first pair as an example where they leave it room."""
    slides = bullet_slides(plan, plan.bullets or HOW_TO_READ)
    rows = _pair_rows(occasion, occasion.package.questionnaire.scale_items)
    example = next((row for row in rows if row.difference is not None), None)
    if example is None or len(slides) > 1 or room_taken(slides[0].bullets) > EXAMPLE_ROOM:
        return slides
    shown = replace(example, question=f"Et eksempel: {example.question}")
    return (replace(slides[0], charts=(PairChart((shown,), reach_of(rows)),)),)


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """How many were invited and how many answered, then and now, and what that means for a comparison."""
    first, second, _ = _rounds(occasion)
    both = (first, second)
    table = Table(
        (
            ("", THEN, NOW),
            ("Inviteret", *(str(figures.invited) for figures in both)),
            ("Har svaret", *(str(figures.answered) for figures in both)),
            ("Svarprocent", *(percent(figures.response_rate) for figures in both)),
        ),
        (0.4, 0.3, 0.3),
        "Hvor mange der var inviteret, og hvor mange der svarede, dengang og nu",
    )
    caveats = who_answered_caveats(first, second)
    said = "\n".join(plan.bullets)
    return finished(plan, [Slide(plan.kind, plan.title, plan.lead, caveats, table=table, notes=said)], [1])


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The sections' levels then and now, and the caveats, before any single item."""
    first, second, comparison = _rounds(occasion)
    rows = tuple(
        (section.title, _section_level(first, section.id), _section_level(second, section.id))
        for section in occasion.package.questionnaire.sections
        if section.id in first.sections or section.id in second.sections
    )
    table = Table((("Emne", THEN, NOW), *rows), (0.3, 0.35, 0.35), "Positive svar i hvert emne dengang og nu")
    is_hidden = any(NOT_SHOWN in row for row in rows)
    said = "\n".join((*plan.bullets, *((WHY_NOT_SHOWN,) if is_hidden else ())))
    levels = finished(plan, [Slide(plan.kind, plan.title, plan.lead, table=table, notes=said)], [1])
    told = who_answered_caveats(first, second)
    caveats = tuple(caveat for caveat in comparison.caveats if caveat not in told)
    caution = replace(plan, title=f"{plan.title}: forbehold", lead="", minutes=0, notes=CAVEATS_SPOKEN)
    return (*levels, *bullet_slides(caution, caveats))


def _section_level(figures: Figures, section_id: str) -> str:
    shown = figures.sections.get(section_id)
    if shown is None:
        return "Blev ikke spurgt om"
    if shown.share is None or shown.hidden:
        return NOT_SHOWN
    return percent(shown.share)


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    items = tuple(item for item in section_of(occasion, plan).items if item.kind == "scale")
    parts = even_parts(items, MOST_PAIRS)
    drafts = [_pairs_draft(occasion, plan, part) for part in parts]
    return finished(plan, drafts, [len(part) for part in parts])


def _pairs_draft(occasion: Occasion, plan: SlidePlan, items: Sequence[Item]) -> Slide:
    every_row = _pair_rows(occasion, occasion.package.questionnaire.scale_items)
    chart = PairChart(_pair_rows(occasion, items), reach_of(every_row))
    return Slide(plan.kind, plan.title, plan.lead, charts=(chart,), notes=_said(occasion, plan, items))


def _said(occasion: Occasion, plan: SlidePlan, items: Sequence[Item]) -> str:
    """The leader's own words first, then each item's whole sentence, and what holds for all of them."""
    _, _, comparison = _rounds(occasion)
    sentences = [f"– {item.text} {pair.sentence}" for item, pair in _pairs(occasion, items)]
    return "\n\n".join(
        filter(None, ("\n".join(plan.bullets), "\n".join(sentences), "\n".join(comparison.caveats)))
    )


def measurement_points(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The items that the cluster returns to, then and now, each with what the numbers say."""
    drafts, parts = [], even_parts(points_of(occasion), MOST_POINTS)
    for part in parts:
        rows = tuple(
            (row.label, _cell(row.then, row.first), _cell(row.now, row.second), row.sentence)
            for row in _pair_rows(occasion, part)
        )
        table = Table((POINTS_HEADER, *rows), (0.3, 0.17, 0.17, 0.36), plan.title)
        said = _said(occasion, plan, part)
        drafts.append(Slide(plan.kind, plan.title, plan.lead, table=table, notes=said))
    return finished(plan, drafts, [len(part) for part in parts])


def _pairs(occasion: Occasion, items: Iterable[Item]) -> list[tuple[Item, ItemComparison]]:
    _, _, comparison = _rounds(occasion)
    return [(item, comparison.items[item.id]) for item in items if item.id in comparison.items]


def _pair_rows(occasion: Occasion, items: Iterable[Item]) -> tuple[PairRow, ...]:
    return tuple(_pair_row(item, pair) for item, pair in _pairs(occasion, items))


def _pair_row(item: Item, pair: ItemComparison) -> PairRow:
    sentence = in_short(pair)
    if pair.difference is None:
        # Another question's answers beside this one's would be compared all the same.
        return PairRow(item.text, item.label, "", _counts(pair.second), sentence, second=pair.second.share)
    row = PairRow(
        item.text,
        item.label,
        _counts(pair.first),
        _counts(pair.second),
        sentence,
        pair.first.share,
        pair.second.share,
        pair.difference,
        pair.interval,
        pair.noise_band,
    )
    return replace(row, alt_text=pair_in_words(row))


def reach_of(rows: Iterable[PairRow]) -> float:
    """One axis for the whole deck, so that a wide interval looks wide on every slide."""
    ends = [abs(end) for row in rows for end in (*(row.interval or ()), row.noise_band or 0.0)]
    tens: int = ceil(max([SMALLEST_REACH, *ends]) / 10)
    return min(LARGEST_REACH, 10.0 * tens)


def _counts(figures: ItemFigures) -> str:
    return "" if figures.favourable is None else f"{figures.favourable} af {figures.n}"


def _level(counts: str, share: float | None) -> str:
    return "" if share is None else f"{counts} ({percent(share)})"


def _cell(counts: str, share: float | None) -> str:
    """An empty cell would look forgotten; the sentence beside it says why there is no number."""
    return _level(counts, share) or "–"


def pair_in_words(row: PairRow) -> str:
    interval, band = "", ""
    if row.interval:
        low, high = map(points, row.interval)
        interval = f", usikkerhed fra {low} til {high}"
    if row.noise_band is not None:
        band = f", gråt bånd til {row.noise_band:.0f} på hver side af nul"
    return (
        f"{row.label}: dengang {_level(row.then, row.first)}, nu {_level(row.now, row.second)}. "
        f"Forskel i procentpoint {points(row.difference or 0)}{interval}{band}. {row.sentence}"
    )
