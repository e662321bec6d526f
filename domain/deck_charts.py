"""From released figures to the charts of a slide, and what they show said in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.deck_words import counted, decimal, not_shown, percent
from domain.figures import HIDDEN_REASONS, TOO_FEW, Figures, ItemFigures
from domain.questionnaire import Item, Questionnaire, Section
from domain.report import AnswerBar, ShareChart, ShareRow

UNKNOWN = ItemFigures(n=0, hidden=TOO_FEW)


def figures_of(figures: Figures, item: Item) -> ItemFigures:
    return figures.items.get(item.id, UNKNOWN)


def answer_bar(questionnaire: Questionnaire, item: Item, figures: Figures) -> AnswerBar:
    scale, shown = questionnaire.scale_of(item), figures_of(figures, item)
    counts = None
    if shown.counts is not None and shown.hidden is None:
        counts = tuple(shown.counts.get(value, 0) for value in scale.values)
    bar = AnswerBar(
        question=item.text,
        label=item.label,
        scale_labels=scale.labels,
        favourable_values=item.favourable,
        n=0 if shown.favourable is None else shown.n,
        counts=counts,
        favourable=shown.favourable,
        remark=HIDDEN_REASONS.get(shown.hidden or "", ""),
    )
    return replace(bar, alt_text=bar_in_words(bar))


def bar_in_words(bar: AnswerBar) -> str:
    if bar.favourable is None:
        return f"{bar.label}: {not_shown(bar.remark)}"
    share = f"{counted(bar.favourable, bar.n)} positive svar."
    if bar.counts is None:
        return f"Liggende søjle. {bar.label}: {share}"
    answers = zip(bar.counts, bar.scale_labels, strict=True)
    parts = ", ".join(f"{count} {label.lower()}" for count, label in answers)
    return f"Liggende søjle med antal svar. {bar.label}: {parts}. {share}"


def overview_chart(sections: Iterable[Section], figures: Figures) -> ShareChart:
    rows = []
    for section in sections:
        shown = figures.sections.get(section.id)
        if shown is not None:
            remark = HIDDEN_REASONS.get(shown.hidden or "", "")
            rows.append(ShareRow(section.title, None if shown.hidden else shown.share, remark))
    return in_words(ShareChart(tuple(rows)))


def in_words(chart: ShareChart) -> ShareChart:
    """The chart with its alt text."""
    rows = [
        f"{row.label}: {percent(row.share)}."
        if row.share is not None
        else f"{row.label}: {not_shown(row.remark)}"
        for row in chart.rows
    ]
    return replace(chart, alt_text=" ".join((f"Liggende søjler. {chart.series} i procent.", *rows)))


def item_notes(questionnaire: Questionnaire, items: Sequence[Item], figures: Figures) -> str:
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
