"""From released figures to the charts of a slide, and what they show said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.deck_words import counted, decimal, even_parts, not_shown, percent
from domain.figures import HIDDEN_REASONS, TOO_FEW, Figures, ItemFigures
from domain.questionnaire import Item, Questionnaire, Section
from domain.report import BarChart, BarRow, ShareChart, ShareRow

MOST_ROWS = 5
"""Rows that people at the back of a room can still read."""

LONG_LABEL, MOST_LONG_ROWS = 90, 3
"""Labels of more letters than this take the room of two."""

UNKNOWN = ItemFigures(n=0, hidden=TOO_FEW)


def figures_of(figures: Figures, item: Item) -> ItemFigures:
    return figures.items.get(item.id, UNKNOWN)


def bar_row(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> BarRow:
    remark = HIDDEN_REASONS.get(figures.hidden or "", "")
    counts = None
    if figures.counts is not None and figures.hidden is None:
        counts = tuple(figures.counts.get(value, 0) for value in questionnaire.scale_of(item).values)
    return BarRow(item.label, figures.n, counts, figures.favourable, remark)


def bar_chart(questionnaire: Questionnaire, items: Sequence[Item], figures: Figures) -> BarChart:
    """One chart of items that share scale and favourable answers."""
    return BarChart(
        scale_labels=questionnaire.scale_of(items[0]).labels,
        rows=tuple(bar_row(questionnaire, item, figures_of(figures, item)) for item in items),
        favourable=items[0].favourable,
    )


def section_pages(section: Section) -> tuple[tuple[tuple[Item, ...], ...], ...]:
    """Slides of a section, each a tuple of charts, each a tuple of items; at most MOST_ROWS a slide."""
    long = any(len(item.label) > LONG_LABEL for item in section.items)
    most = MOST_LONG_ROWS if long else MOST_ROWS
    groups: dict[tuple[str, tuple[int, ...]], list[Item]] = {}
    for item in section.items:
        if item.kind == "scale":
            groups.setdefault((item.scale, item.favourable), []).append(item)
    if sum(map(len, groups.values())) <= most and len(groups) <= 2:
        return (tuple(tuple(group) for group in groups.values()),) if groups else ()
    return tuple((part,) for group in groups.values() for part in even_parts(group, most))


def overview_chart(sections: Iterable[Section], figures: Figures) -> ShareChart:
    rows = []
    for section in sections:
        shown = figures.sections.get(section.id)
        if shown is not None:
            remark = HIDDEN_REASONS.get(shown.hidden or "", "")
            rows.append(ShareRow(section.title, None if shown.hidden else shown.share, remark))
    return ShareChart(tuple(rows))


def row_in_words(row: BarRow, labels: Sequence[str]) -> str:
    if row.counts is not None:
        parts = ", ".join(f"{count} {label.lower()}" for count, label in zip(row.counts, labels, strict=True))
        return f"{row.label}: {parts}."
    if row.favourable is not None:
        return f"{row.label}: {counted(row.favourable, row.n)} positive svar."
    return f"{row.label}: {not_shown(row.remark)}"


def bars_in_words(charts: Iterable[BarChart]) -> str:
    rows = [row_in_words(row, chart.scale_labels) for chart in charts for row in chart.rows]
    return " ".join(("Liggende søjler med antal svar.", *rows))


def shares_in_words(chart: ShareChart) -> str:
    rows = [
        f"{row.label}: {percent(row.share)}."
        if row.share is not None
        else f"{row.label}: {not_shown(row.remark)}"
        for row in chart.rows
    ]
    return " ".join((f"Liggende søjler. {chart.series} i procent.", *rows))


def item_notes(questionnaire: Questionnaire, items: Iterable[Item], figures: Figures) -> str:
    """The full wording and the numbers of each item, for the leader."""
    return "\n".join(_item_note(questionnaire, item, figures_of(figures, item)) for item in items)


def _item_note(questionnaire: Questionnaire, item: Item, figures: ItemFigures) -> str:
    if figures.favourable is None:
        reason = HIDDEN_REASONS[figures.hidden or TOO_FEW]
        return f"– {item.text} {not_shown(reason)}"
    words = f"– {item.text} {counted(figures.favourable, figures.n)} positive svar"
    if figures.mean is not None and figures.hidden is None:
        top = len(questionnaire.scale_of(item).labels)
        words += f", gennemsnit {decimal(figures.mean)} på skalaen 1–{top}"
    return f"{words}."
