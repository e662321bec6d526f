"""Where a slide's bullets, table and charts stand between its lead and its footer."""

from __future__ import annotations

from adapters.deck_bars import bars_height, draw_bars
from adapters.deck_box import Box, inches
from adapters.deck_canvas import Canvas
from adapters.deck_master import Place
from adapters.deck_pairs import draw_pairs, pairs_height
from adapters.deck_shares import draw_shares, shares_height
from adapters.deck_table import draw_table, table_height
from adapters.deck_text import fitting_size, text_height
from adapters.deck_xml import Look
from domain.report import AnswerBar, PairChart, ShareChart, Slide

BULLET_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
BULLET_SPACE = 16
BULLET_INDENT = inches(0.4)
GAP = inches(0.1)
LARGEST_EXAMPLE, LARGEST_ALONE, LARGEST_OF_TWO, LARGEST_OF_MANY = 22, 30, 26, 22
STRETCH_ALONE = 1.7


def draw_body(canvas: Canvas, body: Place, box: Box, slide: Slide) -> None:
    """Bullets, then the table, then the charts, each as large as those below it allow."""
    if slide.bullets:
        box = _draw_bullets(canvas, body, box, slide)
    if slide.table:
        room = box.height - _charts_height(slide, box.width)
        box = box.below(draw_table(canvas, box.top(room), slide.table) + GAP)
    bars = [chart for chart in slide.charts if isinstance(chart, AnswerBar)]
    if bars:
        draw_bars(canvas, box, bars, *_room_for(slide, len(bars)))
    for chart in slide.charts:
        if isinstance(chart, ShareChart):
            draw_shares(canvas, box, chart)
        elif isinstance(chart, PairChart):
            draw_pairs(canvas, box, chart, *_room_for(slide, len(chart.rows)))


def _room_for(slide: Slide, items: int) -> tuple[int, float]:
    """Largest wording in points, and how much higher than usual a bar may be.

    An item alone on its slide fills it; an example under other words keeps quiet.
    """
    if slide.bullets:
        return LARGEST_EXAMPLE, 1.0
    if items == 1:
        return LARGEST_ALONE, STRETCH_ALONE
    return (LARGEST_OF_TWO if items == 2 else LARGEST_OF_MANY), 1.0


def _draw_bullets(canvas: Canvas, body: Place, box: Box, slide: Slide) -> Box:
    """Returns what is left below."""
    needed = _charts_height(slide, box.width)
    needed += table_height(slide.table, box.width, 18) + GAP if slide.table else 0
    room = max(box.height - needed, box.height // 3)
    width = box.width - BULLET_INDENT
    size = fitting_size(slide.bullets, width, room, BULLET_SIZES, BULLET_SPACE)
    height = min(room, text_height(slide.bullets, width, size, BULLET_SPACE)) if needed else box.height
    canvas.fill_place(body, slide.bullets, Look(size), box.top(height))
    return box.below(height)


def _charts_height(slide: Slide, width: int) -> int:
    """EMU that the slide's charts need at least."""
    bars = [chart for chart in slide.charts if isinstance(chart, AnswerBar)]
    height = bars_height(bars, width) if bars else 0
    for chart in slide.charts:
        if isinstance(chart, ShareChart):
            height += shares_height(chart, width)
        elif isinstance(chart, PairChart):
            height += pairs_height(chart.rows, width)
    return height
