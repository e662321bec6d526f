"""Items as bars: the wording above, counts in the bar, count and share of favourable answers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.deck_box import Box, inches
from adapters.deck_canvas import Canvas
from adapters.deck_charts import share_bars, stacked_bar
from adapters.deck_colours import FAVOURABLE, GREY, INK
from adapters.deck_text import BOLD, fitting_size, heading_height, printable
from adapters.deck_xml import Look
from domain.deck_words import not_shown, percent
from domain.report import AnswerBar

SIDE_PART = 0.2
"""Part of the width that count and share beside a bar take."""

GAP = inches(0.15)
LOWEST, GOOD, HIGHEST = inches(0.5), inches(0.75), inches(1.0)
BETWEEN, BETWEEN_MANY, AIR = inches(0.35), inches(0.22), inches(0.08)
LEGEND_LINE, LEGEND_LETTER = inches(0.42), inches(0.12)
QUESTION_SIZES = (30, 28, 26, 24, 22, 20, 18, 16)
READABLE = 20
"""Points that a wording keeps before the bars get lower than they should be."""

FAVOURABLE_SERIES = "Positive svar"


def bars_height(bars: Sequence[AnswerBar], width: int) -> int:
    """EMU that the bars need at least."""
    return _height(bars, width, 20, LOWEST)


def draw_bars(canvas: Canvas, box: Box, bars: Sequence[AnswerBar], largest: int, stretch: float) -> None:
    """Below each other, wordings at most `largest` points; a hidden one is its wording and the reason.

    A bar is `stretch` times as high as usual where there is room.
    """
    size = _question_size(box, bars, largest)
    height = min(int(HIGHEST * stretch), (box.height - _height(bars, box.width, size, 0)) // len(bars))
    for bar, legend in zip(bars, _legends(bars, box.width), strict=True):
        question = heading_height(bar.question, box.width, size)
        canvas.text(box.top(question), (bar.question,), Look(size, INK, bold=True), "b")
        _draw_bar(canvas, box.below(question + AIR).top(legend + height), bar, legend)
        box = box.below(question + AIR + legend + height + _between(bars))


def _question_size(box: Box, bars: Sequence[AnswerBar], largest: int) -> int:
    """Bars that can be seen go before large wordings."""
    sizes = [size for size in QUESTION_SIZES if size <= largest]
    tried = [(GOOD, size) for size in sizes if size >= READABLE] + [(LOWEST, size) for size in sizes]
    fitting = (size for lowest, size in tried if _height(bars, box.width, size, lowest) <= box.height)
    return next(fitting, sizes[-1])


def _height(bars: Sequence[AnswerBar], width: int, size: int, bar_height: int) -> int:
    """Of wordings at `size` points, their legends and bars, and the gaps between them."""
    questions = sum(heading_height(bar.question, width, size) + AIR for bar in bars)
    return questions + sum(_legends(bars, width)) + bar_height * len(bars) + _between(bars) * (len(bars) - 1)


def _between(bars: Sequence[AnswerBar]) -> int:
    return BETWEEN if len(bars) <= 2 else BETWEEN_MANY


def _legends(bars: Sequence[AnswerBar], width: int) -> list[int]:
    """The height of each bar's legend; a bar that looks like the one above needs none."""
    heights, above = [], None
    for bar in bars:
        colours = (bar.scale_labels, bar.low_is_favourable)
        needed = bar.counts is not None and colours != above
        heights.append(_legend_height(bar, width) if needed else 0)
        above = colours if bar.counts is not None else above
    return heights


def _legend_height(bar: AnswerBar, width: int) -> int:
    letters = sum(map(len, bar.scale_labels)) + 4 * len(bar.scale_labels)
    return LEGEND_LINE * -(-letters * LEGEND_LETTER // int(width * (1 - SIDE_PART)))


def _draw_bar(canvas: Canvas, box: Box, bar: AnswerBar, legend: int) -> None:
    if bar.is_hidden:
        canvas.text(box, (not_shown(bar.remark),), Look(20, GREY))
        return
    side = int(box.width * SIDE_PART)
    narrow = box.left(box.width - side)
    if bar.counts is None:
        share = (bar.favourable or 0) / bar.n
        chart = share_bars(
            ((bar.label, share),), FAVOURABLE_SERIES, (FAVOURABLE,), left=0.0, size=0, gap=0, has_track=True
        )
    else:
        chart = stacked_bar(bar.label, answers_of(bar), top=legend / box.height, has_legend=bool(legend))
    canvas.chart(narrow, chart.xml, chart.workbook, bar.alt_text)
    _write_favourable(canvas, box.below(legend).right(side - GAP), bar)


def answers_of(bar: AnswerBar) -> list[tuple[str, int]]:
    """Label and count of each answer, from the unfavourable to the favourable end."""
    answers = list(zip(bar.scale_labels, bar.counts or (), strict=True))
    return answers[::-1] if bar.low_is_favourable else answers


def _write_favourable(canvas: Canvas, box: Box, bar: AnswerBar) -> None:
    if bar.favourable is not None and bar.n:
        share = "" if bar.counts is None else f"\n({percent(bar.favourable / bar.n)})"
        words = printable(f"{bar.favourable} af {bar.n} positive{share}")
        size = fitting_size((words,), int(box.width / BOLD), box.height, (20, 18, 16, 14), 0)
        canvas.text(box, (words,), Look(size, FAVOURABLE, bold=True))
