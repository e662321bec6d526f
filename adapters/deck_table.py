"""Native tables: light lines, no boxes, header row or first column marked for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.deck_box import Box
from adapters.deck_canvas import TABLE, Canvas
from adapters.deck_colours import INK, LINE, PALE
from adapters.deck_text import CAUTION, EMU_PER_POINT, lines_needed, words_fit
from adapters.deck_text import LINE as LINE_HEIGHT
from adapters.deck_xml import Look, fill, paragraphs
from domain.report import Table

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
SIDE, PADDING = 6 * EMU_PER_POINT, 5 * EMU_PER_POINT
SIZES = (24, 22, 20, 18, 16, 15, 14, 13, 12)
LITTLE, READABLE, MOST_AIR = 4, 20, 1.3


def table_height(table: Table, width: int, size: int) -> int:
    """In EMU."""
    return sum(_heights(table, width, size))


def draw_table(canvas: Canvas, box: Box, table: Table, sizes: Sequence[int] = SIZES) -> int:
    """As large as the box and the longest words allow; returns the height in EMU."""
    sizes = [size for size in sizes if size <= table.largest]
    sizes = [size for size in sizes if _is_unbroken(table, box.width, size)] or sizes
    size = _size(table, box, sizes)
    heights = _evened(table, _heights(table, box.width, size), box.height)
    mark = 'firstRow="1"' if table.has_header else 'firstCol="1"'
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in _widths(table, box.width))
    rows = (_row(table, place, height, size) for place, height in enumerate(heights))
    data = (
        f"<a:tbl><a:tblPr {mark}><a:tableStyleId>{PLAIN_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>"
    )
    canvas.frame(box.top(sum(heights)), f"Tabel: {table.alt_text}.", TABLE, data)
    return sum(heights)


def _size(table: Table, box: Box, sizes: Sequence[int]) -> int:
    """The largest that fits, or one little smaller where no row wraps."""
    fitting = [size for size in sizes if table_height(table, box.width, size) <= box.height]
    if not fitting:
        return sizes[-1]
    nearly = [size for size in fitting if size >= max(fitting[0] - LITTLE, READABLE)]
    smooth = (size for size in nearly if len(set(_heights(table, box.width, size))) == 1)
    return next(smooth, fitting[0])


def _widths(table: Table, width: int) -> list[int]:
    return [int(width * part / sum(table.columns)) for part in table.columns]


def _heights(table: Table, width: int, size: int) -> list[int]:
    return [_row_height(row, _widths(table, width), size) for row in table.rows]


def _evened(table: Table, heights: list[int], room: int) -> list[int]:
    """Rows of nearly one height become alike and airy where there is room: wraps are only estimated."""
    first = 1 if table.has_header else 0
    rows = heights[first:]
    if not rows or max(rows) >= 2 * min(rows):
        return heights
    alike = min(int(max(rows) * MOST_AIR), (room - sum(heights[:first])) // len(rows))
    return [*heights[:first], *[alike] * len(rows)] if alike >= max(rows) else heights


def _is_unbroken(table: Table, width: int, size: int) -> bool:
    """A mail address cut in the middle cannot be read aloud, nor copied by hand."""
    widths = _widths(table, width)
    cells = ((text, column) for row in table.rows for text, column in zip(row, widths, strict=True))
    return all(words_fit(text, column - 2 * SIDE, size * CAUTION) for text, column in cells)


def _row_height(row: Sequence[str], widths: Sequence[int], size: int) -> int:
    lines = max(
        lines_needed(text, width - 2 * SIDE, size * CAUTION) for text, width in zip(row, widths, strict=True)
    )
    return int(lines * size * LINE_HEIGHT * EMU_PER_POINT) + 2 * PADDING


def _row(table: Table, place: int, height: int, size: int) -> str:
    is_header = table.has_header and not place
    cells = (
        _cell(text, size, is_strong=is_header or (not table.has_header and not column), is_shaded=is_header)
        for column, text in enumerate(table.rows[place])
    )
    return f'<a:tr h="{height}">{"".join(cells)}</a:tr>'


def _cell(text: str, size: int, *, is_strong: bool, is_shaded: bool) -> str:
    words = paragraphs((text,), Look(size, INK, bold=is_strong))
    margins = f'marL="{SIDE}" marR="{SIDE}" marT="{PADDING}" marB="{PADDING}"'
    ground = fill(PALE) if is_shaded else "<a:noFill/>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr {margins} anchor="ctr"><a:lnB w="9525">{fill(LINE)}</a:lnB>{ground}</a:tcPr></a:tc>'
    )
