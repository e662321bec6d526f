"""The slides that show the cluster's own numbers, all of them from released figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.deck_charts import answer_bar, figures_of, in_words, item_notes, overview_chart
from domain.deck_occasion import Occasion
from domain.deck_pages import finished, room_taken
from domain.deck_slides import bullet_slides
from domain.deck_words import counted, even_parts, not_shown, percent
from domain.figures import HIDDEN_REASONS, TOO_FEW, Figures, ItemFigures
from domain.intervals import nonresponse_bounds
from domain.package import SlidePlan
from domain.questionnaire import Item, Questionnaire, Section
from domain.report import ShareChart, ShareRow, Slide, Table

MOST_ITEMS, SHORT_ITEMS = 2, 3
"""Items on a slide: more cannot be read from five metres away. Three when they are short, so that none of
three stands alone."""

SHORT_ROOM, LETTERS_A_LINE = 6, 78
"""Lines that three items may take with the keys to their colours, and the letters of such a line."""

MOST_POINTS = 6
EXAMPLE_ROOM = 15
"""Half lines that bullets may take when an example stands under them."""

ONE_BAR = "Hver bjælke er ét spørgsmål, og tallene i den er antal svar"
COLOURS = "Blå er de positive svar, orange de mindre positive"
AND_THE_MIDDLE = f"{COLOURS}, og grå er midt imellem"
AT_THE_RIGHT = "Til højre står, hvor mange der svarede positivt"
SHARES_ONLY = (
    "Der er få svar. Derfor vises kun, hvor mange der svarede positivt",
    "Hele bredden er alle, der svarede på spørgsmålet",
    "En enkelt persons svar flytter meget. Se på mønstret",
)
SHARES_ONLY_SPOKEN = (
    "Sig, at I er få, og at figurerne derfor kun viser andelen af positive svar. Så kan ingen genkendes. "
    "Læs eksemplet højt som en sætning."
)


def how_to_read(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The package's words, and the first item as an example; nothing of counts when none are shown."""
    asked, figures = occasion.package.questionnaire, occasion.numbers
    example = _first_shown(asked.scale_items, figures)
    if all(figures_of(figures, item).counts is None for item in asked.scale_items):
        plan = replace(plan, lead="", bullets=SHARES_ONLY, notes=SHARES_ONLY_SPOKEN)
    slides = bullet_slides(plan, plan.bullets or (ONE_BAR, _colours(asked), AT_THE_RIGHT))
    if example is None:
        return slides
    bar = answer_bar(asked, example, figures)
    charts = (replace(bar, question=f"Et eksempel: {bar.question}"),)
    if len(slides) == 1 and room_taken(slides[0].bullets) <= EXAMPLE_ROOM:
        return (replace(slides[0], charts=charts),)
    drafts = [Slide(plan.kind, plan.title, plan.lead, slide.bullets) for slide in slides]
    drafts.append(Slide(plan.kind, plan.title, plan.lead, charts=charts))
    return finished(plan, drafts, [1] * len(drafts))


def _colours(asked: Questionnaire) -> str:
    """A scale with an even number of answers has none in the middle."""
    has_middle = any(len(scale.labels) % 2 for scale in asked.scales.values())
    return AND_THE_MIDDLE if has_middle else COLOURS


def response(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    figures = occasion.numbers
    lead = f"{figures.answered} af {figures.invited} har svaret ({percent(figures.response_rate)})"
    chart = in_words(ShareChart((ShareRow("Har svaret", figures.response_rate),), "Svarprocent"))
    bullets = (*missing_answers(occasion), *plan.bullets)
    said = " ".join(filter(None, (f"{lead}.", plan.lead)))
    return finished(plan, [Slide(plan.kind, plan.title, lead, bullets, (chart,), notes=said)], [1])


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
    """The first item with counts, or with few answers the first with a share."""
    shown = [item for item in items if figures_of(figures, item).favourable is not None]
    counts = (item for item in shown if figures_of(figures, item).counts is not None)
    return next(counts, next(iter(shown), None))


def overview(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    chart = overview_chart(occasion.package.questionnaire.sections, occasion.numbers)
    lead = plan.lead or "Andelen af positive svar i hvert emne"
    said = "\n".join(plan.bullets)
    return finished(plan, [Slide(plan.kind, plan.title, lead, charts=(chart,), notes=said)], [1])


def section(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """Two items a slide, or three; a section of free texts shows its questions."""
    asked = section_of(occasion, plan)
    parts = _on_slides(occasion, [item for item in asked.items if item.kind == "scale"])
    if not parts:
        return bullet_slides(plan, plan.bullets or tuple(item.text for item in asked.items))
    drafts = [_section_draft(occasion, plan, part) for part in parts]
    return finished(plan, drafts, [len(part) for part in parts])


def _on_slides(occasion: Occasion, items: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """In twos; an odd number in threes where those are short."""
    threes = even_parts(items, SHORT_ITEMS)
    is_odd = len(items) % MOST_ITEMS == 1
    are_short = all(_lines(occasion.package.questionnaire, part) <= SHORT_ROOM for part in threes)
    return threes if is_odd and are_short else even_parts(items, MOST_ITEMS)


def _lines(asked: Questionnaire, items: Sequence[Item]) -> int:
    """Of the wordings, and of a key wherever the colours stand for other answers than above."""
    keys = [(asked.scale_of(item).labels, asked.direction(item)) for item in items]
    labels = (key[0] for place, key in enumerate(keys) if not place or key != keys[place - 1])
    texts = (*(item.text for item in items), *map("    ".join, labels))
    return sum(-(-len(text) // LETTERS_A_LINE) for text in texts)


def section_of(occasion: Occasion, plan: SlidePlan) -> Section:
    sections = occasion.package.questionnaire.sections
    return next(section for section in sections if section.id == plan.section)


def _section_draft(occasion: Occasion, plan: SlidePlan, items: tuple[Item, ...]) -> Slide:
    asked, figures = occasion.package.questionnaire, occasion.numbers
    bars = tuple(answer_bar(asked, item, figures) for item in items)
    said = "\n\n".join(filter(None, ("\n".join(plan.bullets), item_notes(asked, items, figures))))
    lead = plan.lead or f"{counted(figures.answered, figures.invited)} har svaret"
    return Slide(plan.kind, plan.title, lead, charts=bars, notes=said)


def measurement_points(occasion: Occasion, plan: SlidePlan) -> tuple[Slide, ...]:
    """The items that the cluster returns to, in the package's order, with counts and shares or the reason."""
    asked, figures = occasion.package.questionnaire, occasion.numbers
    drafts, parts = [], even_parts(points_of(occasion), MOST_POINTS)
    for part in parts:
        rows = tuple((item.label, _level(figures_of(figures, item))) for item in part)
        table = Table((("Målepunkt", "Positive svar"), *rows), (0.66, 0.34), plan.title)
        said = "\n\n".join(filter(None, ("\n".join(plan.bullets), item_notes(asked, part, figures))))
        drafts.append(Slide(plan.kind, plan.title, plan.lead, table=table, notes=said))
    return finished(plan, drafts, [len(part) for part in parts])


def points_of(occasion: Occasion) -> tuple[Item, ...]:
    """Those that were asked: a round keeps its own questionnaire, whatever the package says by now."""
    asked = {item.id: item for item in occasion.package.questionnaire.scale_items}
    return tuple(asked[point] for point in occasion.package.measurement_points if point in asked)


def _level(shown: ItemFigures) -> str:
    if shown.favourable is None:
        return not_shown(HIDDEN_REASONS[shown.hidden or TOO_FEW])
    return counted(shown.favourable, shown.n)
