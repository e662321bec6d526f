"""Native tables: light lines, no boxes, header row marked for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Emu, Pt

from adapters.deck_charts import Box
from adapters.deck_colours import INK, PALE
from adapters.deck_text import describe, lines_needed, write

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
PADDING = int(Pt(5))
SIDE = int(Pt(6))


def table_height(rows: Sequence[Sequence[str]], widths: Sequence[int], size: float) -> int:
    return sum(_row_height(row, widths, size) for row in rows)


def _row_height(row: Sequence[str], widths: Sequence[int], size: float) -> int:
    lines = max(lines_needed(text, width - 2 * SIDE, size) for text, width in zip(row, widths, strict=True))
    return int(Pt(lines * size * 1.2)) + 2 * PADDING


def column_widths(shares: Sequence[float], width: int) -> list[int]:
    return [int(width * share / sum(shares)) for share in shares]


def fitting_table_size(
    rows: Sequence[Sequence[str]], widths: Sequence[int], height: int, sizes: Sequence[int]
) -> int:
    return next((size for size in sizes if table_height(rows, widths, size) <= height), sizes[-1])


def add_table(
    slide: Slide,
    box: Box,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    size: int,
    alt_text: str,
    *,
    header: bool,
) -> None:
    """Rows of equal length. Without a header the first column names the rows."""
    heights = [_row_height(row, widths, size) for row in rows]
    place = (box.x, box.y, sum(widths), sum(heights))
    frame = slide.shapes.add_table(len(rows), len(widths), *(Emu(value) for value in place))
    describe(frame, alt_text)
    table = frame.table
    table._tbl.tblPr.find("{*}tableStyleId").text = PLAIN_STYLE
    table.first_row, table.first_col, table.horz_banding = header, not header, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        table.rows[number].height = Emu(height)
        for place_in_row, text in enumerate(row):
            strong = number == 0 if header else place_in_row == 0
            _fill(table.cell(number, place_in_row), text, size, strong=strong, shaded=header and number == 0)


def _fill(cell: _Cell, text: str, size: int, *, strong: bool, shaded: bool) -> None:
    cell.margin_left = cell.margin_right = Emu(SIDE)
    cell.margin_top = cell.margin_bottom = Emu(PADDING)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, (text,), size, INK)
    for run in cell.text_frame.paragraphs[0].runs:
        run.font.bold = strong
    if shaded:
        cell.fill.solid()
        cell.fill.fore_color.rgb = PALE
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="C9D3DA"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().insert(0, line)
