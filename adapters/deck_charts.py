"""Native charts: people can click a bar in PowerPoint and edit its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from adapters.deck_colours import INK, LINE, PALE, WHITE, Colour, palette, text_on
from adapters.deck_workbook import SHEET, Row, column
from adapters.deck_workbook import workbook as workbook_of
from adapters.deck_xml import DANISH, DECLARATION, SPACES, Look, fill

COUNT_FORMAT = "0;;;"
# A space that does not break, or the sign falls onto a line of its own.
SHARE_FORMAT = "0\\\u00a0%"
NAMES_AXIS, VALUES_AXIS = 1, 2


@dataclass(frozen=True)
class Series:
    """Values, one for each label; `highlight` colours single bars by their place."""

    name: str
    values: Sequence[float]
    colour: Colour
    highlight: Sequence[Colour] = ()


@dataclass(frozen=True)
class BarChart:
    """A native bar chart: its XML and the workbook behind it.

    `plot` is where the bars stand (left and top, in parts of the chart), so that text beside them can stand
    level with them. Labels left of the bars are drawn at `label_size` points, none at 0.
    """

    labels: Sequence[str]
    series: Sequence[Series]
    plot: tuple[float, float]
    label_size: int
    is_stacked: bool
    has_legend: bool
    number_size: int
    gap: int
    """Between bars, in percent of a bar."""

    has_track: bool = False

    @property
    def workbook(self) -> bytes:
        names = [one.name for one in self.series]
        rows: list[Row] = [
            (label, *(one.values[at] for one in self.series)) for at, label in enumerate(self.labels)
        ]
        return workbook_of(names, rows, "0" if self.is_stacked else SHARE_FORMAT)

    @property
    def xml(self) -> str:
        left, top = self.plot
        legend = _legend(top) if self.has_legend else ""
        grouping, overlap = ("percentStacked", 100) if self.is_stacked else ("clustered", 0)
        track = f"<c:spPr>{fill(PALE)}</c:spPr>" if self.has_track else ""
        series = "".join(self._series(place) for place in range(len(self.series)))
        return (
            f'{DECLARATION}<c:chartSpace {CHART_SPACES}><c:date1904 val="0"/>'
            f'<c:lang val="{DANISH}"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
            f'<c:plotArea>{_layout(left, top, 1 - left, 1 - top)}<c:barChart><c:barDir val="bar"/>'
            f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}<c:gapWidth val="{self.gap}"/>'
            f'<c:overlap val="{overlap}"/><c:axId val="{NAMES_AXIS}"/><c:axId val="{VALUES_AXIS}"/>'
            f"</c:barChart>{_names_axis(self.label_size)}{_values_axis(self._most)}{track}</c:plotArea>{legend}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{_text(Look(self.label_size or 14, INK))}"
            '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        )

    @property
    def _most(self) -> float:
        """Where the axis ends; plain bars leave room for the number of one that reaches 100 %."""
        return 1.0 if self.is_stacked or self.has_track else 1.12

    def _series(self, place: int) -> str:
        one, letter = self.series[place], column(place + 1)
        rows = f"$2:${{}}${len(self.labels) + 1}"
        number_format = COUNT_FORMAT if self.is_stacked else SHARE_FORMAT
        look = Look(self.number_size, text_on(one.colour) if self.is_stacked else INK, bold=True)
        numbers = _numbers(number_format, look, is_outside=not self.is_stacked)
        names = _points("str", f"{SHEET}!$A{rows.format('A')}", self.labels)
        values = _points("num", f"{SHEET}!${letter}{rows.format(letter)}", one.values)
        return (
            f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
            f"<c:tx>{_points('str', f'{SHEET}!${letter}$1', (one.name,))}</c:tx>{_filled(one.colour)}"
            f'<c:invertIfNegative val="0"/>{_highlights(one.highlight)}'
            f"{numbers}"
            f"<c:cat>{names}</c:cat><c:val>{values}</c:val></c:ser>"
        )


def stacked_bar(
    label: str,
    answers: Sequence[tuple[str, int]],
    *,
    top: float,
    has_legend: bool,
) -> BarChart:
    """One bar cut by the share of each answer; the numbers in it are counts.

    `answers` run from unfavourable to favourable. `top` is the legend's part of the height.
    """
    colours = palette(len(answers))
    series = [Series(name, (count,), colour) for (name, count), colour in zip(answers, colours, strict=True)]
    return BarChart((label,), series, (0.0, top), 0, True, has_legend, 20, 0)


def share_bars(
    rows: Sequence[tuple[str, float]],
    name: str,
    colours: Sequence[Colour],
    *,
    left: float,
    size: int,
    gap: int = 60,
    has_track: bool = False,
) -> BarChart:
    """Plain bars of shares 0–1 on an axis from 0 to 100 %; labels take `left` of the width, none at 0.

    With a track the whole of 100 % is seen behind the bars.
    """
    labels, values = [label for label, _ in rows], [share for _, share in rows]
    series = Series(name, values, colours[-1], colours if len(set(colours)) > 1 else ())
    return BarChart(labels, (series,), (left, 0.0), size if left else 0, False, False, 20, gap, has_track)


INNER = '<c:layoutTarget val="inner"/>'
CHART_SPACES = f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {SPACES}'


def _points(kind: str, formula: str, values: Sequence[str] | Sequence[float]) -> str:
    """A reference to cells of the workbook, with their content."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values)
    )
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return (
        f"<c:{kind}Ref><c:f>{formula}</c:f><c:{kind}Cache>{code}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _filled(colour: Colour) -> str:
    return f"<c:spPr>{fill(colour)}<a:ln>{fill(WHITE)}</a:ln></c:spPr>"


def _highlights(colours: Sequence[Colour]) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_filled(colour)}</c:dPt>"
        for at, colour in enumerate(colours)
    )


def _numbers(number_format: str, look: Look, *, is_outside: bool) -> str:
    place = '<c:dLblPos val="outEnd"/>' if is_outside else '<c:dLblPos val="ctr"/>'
    shown = "".join(
        f'<c:show{what} val="{int(what == "Val")}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    text_format = f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
    return f"<c:dLbls>{text_format}{_text(look, wrap='none')}{place}{shown}</c:dLbls>"


def _text(look: Look, wrap: str = "") -> str:
    body = f'<a:bodyPr wrap="{wrap}"/>' if wrap else "<a:bodyPr/>"
    properties = f"<a:pPr><a:defRPr {look.properties}/a:defRPr></a:pPr>"
    return f'<c:txPr>{body}<a:lstStyle/><a:p>{properties}<a:endParaRPr lang="{DANISH}"/></a:p></c:txPr>'


def _layout(left: float, top: float, width: float, height: float, target: str = INNER) -> str:
    places = {"x": left, "y": top, "w": width, "h": height}
    values = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in places.items())
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{target}{modes}{values}</c:manualLayout></c:layout>"


def _names_axis(size: int) -> str:
    # Without tickLblSkip, long labels make LibreOffice leave out every other one.
    return (
        f'<c:catAx><c:axId val="{NAMES_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="{0 if size else 1}"/><c:axPos val="l"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr><a:ln>{fill(LINE)}</a:ln></c:spPr>{_text(Look(size or 14, INK))}"
        f'<c:crossAx val="{VALUES_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _values_axis(most: float) -> str:
    return (
        f'<c:valAx><c:axId val="{VALUES_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{most}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{NAMES_AXIS}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _legend(height: float) -> str:
    place = _layout(0.0, 0.0, 1.0, height, target="")
    return f'<c:legend><c:legendPos val="t"/>{place}<c:overlay val="0"/>{_text(Look(16, INK))}</c:legend>'
