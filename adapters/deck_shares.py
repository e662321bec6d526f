"""Shares below each other with their labels on the left; what is hidden stands last, in words."""

from __future__ import annotations

from adapters.deck_box import Box, inches
from adapters.deck_canvas import Canvas
from adapters.deck_charts import share_bars
from adapters.deck_colours import FAVOURABLE
from adapters.deck_table import draw_table, table_height
from adapters.deck_text import EMU_PER_POINT, LETTER, fitting_size
from domain.deck_words import not_shown
from domain.report import ShareChart, Table

LOWEST, HIGHEST = inches(0.42), inches(1.1)
LABELS_AT_MOST = 0.44
HIDDEN_SIZES = (18, 16, 14, 12)


def shares_height(chart: ShareChart, width: int) -> int:
    """EMU that the chart needs at least."""
    hidden = _hidden(chart)
    note = table_height(hidden, width, HIDDEN_SIZES[1]) if hidden.rows else 0
    return LOWEST * (len(chart.rows) - len(hidden.rows)) + note


def draw_shares(canvas: Canvas, box: Box, chart: ShareChart) -> None:
    hidden = _hidden(chart)
    rows = [(row.label, row.share) for row in chart.rows if row.share is not None]
    note = table_height(hidden, box.width, HIDDEN_SIZES[1]) if hidden.rows else 0
    if rows:
        height = min(HIGHEST, (box.height - note) // len(rows)) * len(rows)
        left = _label_part([label for label, _ in rows], box.width)
        size = min(_label_size(label, int(box.width * left), height // len(rows)) for label, _ in rows)
        bars = share_bars(rows, chart.series, (FAVOURABLE,), left=left, size=size)
        canvas.chart(box.top(height), bars.xml, bars.workbook, chart.alt_text)
        box = box.below(height)
    if hidden.rows:
        draw_table(canvas, box, hidden, HIDDEN_SIZES)


def _hidden(chart: ShareChart) -> Table:
    rows = tuple((row.label, not_shown(row.remark)) for row in chart.rows if row.share is None)
    return Table(rows, (0.4, 0.6), "Hvad der ikke vises, og hvorfor", has_header=False)


def _label_part(labels: list[str], width: int) -> float:
    """Short labels leave the bars more room: the longest at 20 points, and a little."""
    longest = max(map(len, labels)) * 20 * (LETTER + 0.08) * EMU_PER_POINT + inches(0.2)
    return min(LABELS_AT_MOST, longest / width)


def _label_size(label: str, width: int, height: int) -> int:
    return fitting_size((label,), width - inches(0.15), height, (20, 18, 16, 14, 12, 11, 10), 0)
