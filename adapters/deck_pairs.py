"""Items then and now: both shares as bars, the difference with its interval on a band of noise, in words."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.deck_box import Box, inches
from adapters.deck_canvas import Canvas
from adapters.deck_charts import share_bars
from adapters.deck_colours import BAND, BEFORE, FAVOURABLE, GREY, INK, Colour
from adapters.deck_text import CAUTION, fitting_size, heading_height, printable
from adapters.deck_xml import Look
from domain.deck_words import percent
from domain.report import PairChart, PairRow

LEFT_PART, LABELS_PART, GAP = 0.42, 0.43, inches(0.3)
LOWEST, HIGHEST = inches(1.2), inches(1.8)
BETWEEN, AIR = inches(0.2), inches(0.06)
QUESTION_SIZES = (28, 26, 24, 22, 20, 18, 16)
TICKS, SENTENCE = inches(0.28), inches(0.45)
LINE_WIDTH, DOT = inches(0.05), inches(0.22)
SHARES = "Positive svar"


def pairs_height(rows: Sequence[PairRow], width: int) -> int:
    """EMU that the pairs need at least."""
    return _height(rows, width, 20, LOWEST)


def draw_pairs(canvas: Canvas, box: Box, chart: PairChart, largest: int, stretch: float) -> None:
    """Wordings at most `largest` points; a pair is `stretch` times as high as usual where there is room."""
    rows = chart.rows
    sizes = [size for size in QUESTION_SIZES if size <= largest]
    size = next((s for s in sizes if _height(rows, box.width, s, LOWEST) <= box.height), sizes[-1])
    height = min(int(HIGHEST * stretch), (box.height - _height(rows, box.width, size, 0)) // len(rows))
    for row in rows:
        question = heading_height(row.question, box.width, size)
        canvas.text(box.top(question), (row.question,), Look(size, INK, bold=True), "b")
        _draw_pair(canvas, box.below(question + AIR).top(height), row, chart.reach)
        box = box.below(question + AIR + height + BETWEEN)


def _height(rows: Sequence[PairRow], width: int, size: int, pair_height: int) -> int:
    """Of wordings at `size` points, what is drawn under them, and the gaps between."""
    questions = sum(heading_height(row.question, width, size) + AIR for row in rows)
    return questions + pair_height * len(rows) + BETWEEN * (len(rows) - 1)


def _draw_pair(canvas: Canvas, box: Box, row: PairRow, reach: float) -> None:
    left = box.left(int(box.width * LEFT_PART))
    right = box.right(box.width - left.width - GAP)
    if row.difference is None:
        _say_why_not(canvas, left, right, row)
        return
    _draw_levels(canvas, left, row)
    _draw_strip(canvas, right.top(box.height - SENTENCE), row, reach)
    size = fitting_size((row.sentence,), right.width, SENTENCE, (20, 18, 16), 0)
    sentence = right.below(box.height - SENTENCE)
    canvas.text(sentence, (row.sentence,), Look(size, INK, align="ctr"))


def _say_why_not(canvas: Canvas, left: Box, right: Box, row: PairRow) -> None:
    if row.second is None:
        right = Box(left.x, left.y, right.x + right.width - left.x, left.height)
    else:
        canvas.text(left, (printable(f"Nu: {row.now} ({percent(row.second)})"),), Look(20, INK))
    size = fitting_size((row.sentence,), right.width, right.height, (20, 18, 16, 14), 0)
    canvas.text(right, (row.sentence,), Look(size, GREY))


def _draw_levels(canvas: Canvas, box: Box, row: PairRow) -> None:
    shares = ((f"Dengang: {row.then}", row.first or 0.0), (f"Nu: {row.now}", row.second or 0.0))
    labels = int(box.width * LABELS_PART / CAUTION)
    size = fitting_size([label for label, _ in shares], labels, inches(0.7), (18, 16, 14, 12), 0)
    chart = share_bars(shares, SHARES, (BEFORE, FAVOURABLE), left=LABELS_PART, size=size, gap=35)
    canvas.chart(box, chart.xml, chart.workbook, row.alt_text)


def _draw_strip(canvas: Canvas, box: Box, row: PairRow, reach: float) -> None:
    """The axis' words above, the drawing under them."""
    ticks, drawn = box.top(TICKS), box.below(TICKS)
    third = ticks.width // 3
    for place, words, align in (
        (ticks.left(third), f"← {reach:.0f} point færre", "l"),
        (Box(ticks.x + third, ticks.y, third, ticks.height), "uændret", "ctr"),
        (ticks.right(third), f"{reach:.0f} point flere →", "r"),
    ):
        canvas.text(place, (words,), Look(14, GREY, align=align))
    canvas.drawing(drawn, strip_shapes(drawn, row, reach), row.alt_text)


def strip_shapes(box: Box, row: PairRow, reach: float) -> list[tuple[str, Box, Colour]]:
    """Band, axis, zero, interval and dot, from back to front."""

    def at(value: float) -> int:
        inside = max(-reach, min(reach, value))
        return box.x + int((inside + reach) / (2 * reach) * box.width)

    def bar(low: float, high: float, height: int, colour: Colour) -> tuple[str, Box, Colour]:
        return "rect", Box(at(low), middle - height // 2, max(at(high) - at(low), 1), height), colour

    middle = box.y + box.height // 2
    band, (low, high) = row.noise_band or 0.0, row.interval or (0.0, 0.0)
    difference = at(row.difference or 0.0)
    zero = Box(at(0) - LINE_WIDTH // 4, box.y, LINE_WIDTH // 2, box.height)
    return [
        bar(-reach, reach, LINE_WIDTH // 3, GREY),
        bar(-band, band, int(box.height * 0.8), BAND),
        ("rect", zero, GREY),
        bar(low, high, LINE_WIDTH, FAVOURABLE),
        ("ellipse", Box(difference - DOT // 2, middle - DOT // 2, DOT, DOT), FAVOURABLE),
    ]
