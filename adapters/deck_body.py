"""Where a slide's bullets, charts and table stand between its title and its footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide as Drawn
from pptx.util import Inches

from adapters.deck_charts import LABEL_SHARE, Box, legend_height, share_bars, stacked_bars
from adapters.deck_colours import FAVOURABLE
from adapters.deck_table import add_table, column_widths, fitting_table_size, table_height
from adapters.deck_text import add_text, fitting_size
from domain.deck_words import not_shown, percent
from domain.report import BarChart, BarRow, ShareChart, Slide

SIDE_COLUMN = int(Inches(2.1))
LOWEST_ROW = int(Inches(0.7))
TALLEST_ROW = int(Inches(1.15))
FAVOURABLE_SERIES = "Positive svar"
GAP = int(Inches(0.15))
SIZES = (18, 16, 15, 14, 13, 12)

COLUMNS = {
    "help": (0.22, 0.24, 0.38, 0.16),
    "passport": (0.3, 0.7),
    "comparison_overview": (0.4, 0.3, 0.3),
    "comparison_section": (0.24, 0.16, 0.16, 0.44),
}


def draw_table(drawn: Drawn, box: Box, slide: Slide) -> int:
    """Draws the slide's table and returns its height."""
    header = slide.kind != "passport"
    widths = _table_widths(slide, box.width)
    size = fitting_table_size(slide.table, widths, box.height, SIZES)
    alt = slide.title if slide.charts else slide.alt_text or slide.title
    add_table(drawn, box, slide.table, widths, size, f"Tabel: {alt}", header=header)
    return table_height(slide.table, widths, size)


def space_needed(slide: Slide, width: int) -> int:
    """EMU that the slide's charts and table need at least, so that its bullets leave them room."""
    rows = sum(len(part.rows) for chart in slide.charts for part in _drawable(chart))
    legends = sum(_legend(part) + GAP for chart in slide.charts for part in _drawable(chart))
    table = table_height(slide.table, _table_widths(slide, width), 16) if slide.table else 0
    return rows * LOWEST_ROW + legends + table


def _table_widths(slide: Slide, width: int) -> list[int]:
    return column_widths(COLUMNS.get(slide.kind) or (1,) * len(slide.table[0]), width)


def draw_charts(drawn: Drawn, box: Box, slide: Slide) -> None:
    """Charts below each other, each as high as its rows need; what is hidden stands last, in words."""
    hidden = tuple(row for chart in slide.charts for row in _hidden(chart))
    parts = [part for chart in slide.charts for part in _drawable(chart)]
    note_height = _hidden_height(hidden, box) if hidden else 0
    fixed = sum(_legend(part) for part in parts)
    gaps = GAP * len(parts)
    rows = sum(_rows(part) for part in parts)
    row_height = min(TALLEST_ROW, (box.height - note_height - fixed - gaps) // rows) if rows else 0
    y = box.y
    for part in parts:
        y += _draw(drawn, replace(box, y=y), part, row_height, slide.alt_text) + GAP
    if hidden:
        _write_hidden(drawn, replace(box, y=y, height=note_height), hidden)


def _hidden(chart: object) -> tuple[tuple[str, str], ...]:
    if isinstance(chart, BarChart):
        return tuple((r.label, r.remark) for r in chart.rows if r.counts is None and r.favourable is None)
    if isinstance(chart, ShareChart):
        return tuple((r.label, r.remark) for r in chart.rows if r.share is None)
    return ()


def _drawable(chart: object) -> list[BarChart | ShareChart]:
    """A chart cut into parts that can be drawn as one: rows with counts, rows with a share only."""
    if isinstance(chart, ShareChart):
        rows = tuple(row for row in chart.rows if row.share is not None)
        return [replace(chart, rows=rows)] if rows else []
    if not isinstance(chart, BarChart):
        return []
    counted = tuple(row for row in chart.rows if row.counts is not None)
    shares = tuple(row for row in chart.rows if row.counts is None and row.favourable is not None)
    return [replace(chart, rows=rows) for rows in (counted, shares) if rows]


def _counted(chart: BarChart) -> bool:
    return chart.rows[0].counts is not None


def _legend(chart: BarChart | ShareChart) -> int:
    return legend_height(chart.scale_labels) if isinstance(chart, BarChart) and _counted(chart) else 0


def _rows(chart: BarChart | ShareChart) -> int:
    return len(chart.rows)


def _draw(drawn: Drawn, box: Box, chart: BarChart | ShareChart, row_height: int, alt_text: str) -> int:
    body = row_height * _rows(chart)
    labels = [row.label for row in chart.rows]
    size = _label_size(labels, int((box.width - SIDE_COLUMN) * LABEL_SHARE), row_height)
    if isinstance(chart, ShareChart):
        shares = [row.share or 0.0 for row in chart.rows]
        share_bars(
            drawn,
            replace(box, height=body),
            labels,
            (chart.series, shares),
            alt_text,
            18,
            _label_share(labels),
        )
        return body
    narrow = replace(box, width=box.width - SIDE_COLUMN)
    if not _counted(chart):
        shares = [(row.favourable or 0) / row.n for row in chart.rows]
        share_bars(drawn, replace(narrow, height=body), labels, (FAVOURABLE_SERIES, shares), alt_text, size)
        _write_sides(drawn, replace(box, height=body), chart.rows, row_height)
        return body
    legend = _legend(chart)
    stacked_bars(drawn, replace(narrow, height=body + legend), labels, series_of(chart), alt_text, size)
    _write_sides(drawn, replace(box, y=box.y + legend, height=body), chart.rows, row_height)
    return body + legend


def _label_size(labels: Sequence[str], width: int, row_height: int) -> int:
    """The largest size at which every label fits beside its bar."""
    return min(fitting_size((label,), width, row_height, (16, 14, 12, 11, 10), 0) for label in labels)


def _label_share(labels: Sequence[str]) -> float:
    """Short labels leave the bars more room: part of the width that the longest takes at 18 points."""
    return min(LABEL_SHARE, max(map(len, labels)) * 0.0107 + 0.02)


def series_of(chart: BarChart) -> list[tuple[str, list[int]]]:
    """Label and counts of each answer, from the unfavourable to the favourable end."""
    series = [
        (label, [row.counts[place] for row in chart.rows if row.counts is not None])
        for place, label in enumerate(chart.scale_labels)
    ]
    middle = (len(chart.scale_labels) + 1) / 2
    low_is_good = bool(chart.favourable) and sum(chart.favourable) / len(chart.favourable) < middle
    return series[::-1] if low_is_good else series


def _write_sides(drawn: Drawn, box: Box, rows: Sequence[BarRow], row_height: int) -> None:
    """How many answered favourably, level with each bar."""
    x, width = box.x + box.width - SIDE_COLUMN + GAP, SIDE_COLUMN - GAP
    for number, row in enumerate(rows):
        if row.favourable is not None and row.n:
            words = f"{row.favourable} af {row.n} positive" + (
                f"\n({percent(row.favourable / row.n)})" if row.counts is not None else ""
            )
            place = (x, box.y + number * row_height, width, row_height)
            add_text(drawn, words, place, 16, FAVOURABLE, bold=True)


def _hidden_rows(hidden: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, not_shown(remark)) for label, remark in hidden]


def _hidden_height(hidden: Sequence[tuple[str, str]], box: Box) -> int:
    return table_height(_hidden_rows(hidden), _hidden_widths(box), 16)


def _hidden_widths(box: Box) -> list[int]:
    return column_widths((0.4, 0.6), box.width)


def _write_hidden(drawn: Drawn, box: Box, hidden: Sequence[tuple[str, str]]) -> None:
    rows = _hidden_rows(hidden)
    size = fitting_table_size(rows, _hidden_widths(box), box.height, (16, 14, 12))
    add_table(
        drawn, box, rows, _hidden_widths(box), size, "Spørgsmål, der ikke vises, og hvorfor", header=False
    )
