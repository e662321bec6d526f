"""Native charts: people can click a bar in PowerPoint and edit its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.chart.chart import Chart
from pptx.chart.datalabel import DataLabels
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from adapters.deck_colours import FAVOURABLE, INK, palette, text_on
from adapters.deck_text import DANISH, describe
from adapters.deck_workbook import LiteralChartData

LEGEND_LINE = int(Inches(0.42))
LEGEND_LETTERS = 55
"""Letters of a legend that are sure to stand on one line."""
LABEL_SHARE = 0.44
"""Part of a chart's width that the labels of its rows take."""

COUNT_FORMAT = "0;;;"
# A space that does not break, or the sign falls onto a line of its own.
SHARE_FORMAT = "0\\\u00a0%"


@dataclass(frozen=True)
class Box:
    """A place on a slide, in EMU."""

    x: int
    y: int
    width: int
    height: int


def stacked_bars(
    slide: Slide,
    box: Box,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int]]],
    alt_text: str,
    size: int,
) -> Chart:
    """Bars of equal length, cut by the share of each answer; the numbers in them are counts.

    `series` run from unfavourable to favourable, one count per label. A legend stands above.
    """
    data = LiteralChartData()
    data.categories = labels
    for name, counts in series:
        data.add_series(name, counts)
    chart = _add(slide, box, XL_CHART_TYPE.BAR_STACKED_100, data, alt_text, size)
    chart.plots[0].gap_width, chart.plots[0].overlap = 40, 100
    for drawn, colour in zip(chart.plots[0].series, palette(len(series)), strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour
        drawn.format.line.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        _label(drawn.data_labels, COUNT_FORMAT, 16, text_on(colour))
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(14)
    _place_plot(chart, legend_height([name for name, _ in series]) / box.height, LABEL_SHARE)
    return chart


def legend_height(labels: Sequence[str]) -> int:
    """EMU above the bars that `stacked_bars` gives to the legend."""
    return LEGEND_LINE * (1 + sum(map(len, labels)) // LEGEND_LETTERS)


def share_bars(
    slide: Slide,
    box: Box,
    labels: Sequence[str],
    series: tuple[str, Sequence[float]],
    alt_text: str,
    size: int,
    label_share: float = LABEL_SHARE,
) -> Chart:
    """Plain bars of shares 0–1, on an axis from 0 to 100 %."""
    data = LiteralChartData(number_format=SHARE_FORMAT)
    data.categories = labels
    data.add_series(*series)
    chart = _add(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, alt_text, size)
    chart.has_legend = False
    chart.plots[0].gap_width = 60
    drawn = chart.plots[0].series[0]
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = FAVOURABLE
    _label(drawn.data_labels, SHARE_FORMAT, 18, INK)
    drawn.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    # Room for the label of a bar that reaches 100 %.
    chart.value_axis.maximum_scale = 1.12
    _place_plot(chart, 0.0, label_share)
    return chart


def _add(
    slide: Slide, box: Box, kind: XL_CHART_TYPE, data: LiteralChartData, alt_text: str, size: int
) -> Chart:
    frame = slide.shapes.add_chart(kind, *(Emu(v) for v in (box.x, box.y, box.width, box.height)), data)
    describe(frame, alt_text)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(size)
    chart.font.color.rgb = INK
    for properties in chart._chartSpace.xpath("c:txPr//a:defRPr"):
        properties.set("lang", DANISH)
    _calm_axes(chart)
    return chart


def _calm_axes(chart: Chart) -> None:
    names = chart.category_axis
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = RGBColor(0xC9, 0xD3, 0xDA)
    # Without it, long labels make LibreOffice leave out every other one.
    every_label = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    names._element.find("{*}noMultiLvlLbl").addprevious(every_label)
    values = chart.value_axis
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = 0, 1


def _label(labels: DataLabels, number_format: str, size: int, colour: RGBColor) -> None:
    labels.show_value = True
    labels.number_format = number_format
    labels.number_format_is_linked = False
    labels.font.size = Pt(size)
    labels.font.bold = True
    labels.font.color.rgb = colour
    labels._element.xpath("c:txPr/a:bodyPr")[0].set("wrap", "none")


def _place_plot(chart: Chart, top: float, left: float) -> None:
    """Fixes where the bars stand, so that text beside the chart can stand level with them."""
    place = {"x": left, "y": top, "w": 1 - left, "h": 1 - top}
    values = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in place.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    layout = parse_xml(
        f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{values}</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, layout)
