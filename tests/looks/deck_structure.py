"""What screen readers and PowerPoint need of a deck: alt texts, order, language, workbooks."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zipfile import ZipFile

from lxml import etree
from pptx import Presentation

from tests.looks.finished_files import workbook_rows

DANISH = "da-DK"
LAST_READ = ("Banner", "Sidefod", "Sidetal")
SAME_HEIGHT = 100_000
"""EMU: shapes whose upper edges differ less stand side by side."""


def structure_faults(deck: bytes) -> list[str]:
    slides = list(Presentation(io.BytesIO(deck)).slides)
    titles = Counter(slide.shapes.title.text_frame.text for slide in slides if slide.shapes.title is not None)
    found = [f"the title »{title}« stands {count} times" for title, count in titles.items() if count > 1]
    for number, slide in enumerate(slides, 1):
        found += [f"slide {number}: {fault}" for fault in _slide_faults(slide)]
    comments = Presentation(io.BytesIO(deck)).core_properties.comments
    found += [f"its properties say »{comments}«"] if comments else []
    return [*found, *_file_faults(deck)]


def _slide_faults(slide) -> Iterator[str]:  # type: ignore[no-untyped-def]
    if slide.shapes.title is None or not slide.shapes.title.text_frame.text.strip():
        yield "it has no title"
    if slide._element.get("show") == "0":
        yield "it is hidden"
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is None or not notes.text.strip():
        yield "the leader has no notes"
    for shape in slide.shapes:
        yield from _shape_faults(shape)
    yield from _order_faults(slide)


def _shape_faults(shape) -> Iterator[str]:  # type: ignore[no-untyped-def]
    drawn = shape.has_chart or shape.has_table or shape.shape_type == 13
    if drawn and not shape._element.xpath(".//p:cNvPr")[0].get("descr", "").strip():
        yield f"{shape.name} has no alt text"
    if shape.is_placeholder and shape.has_text_frame and not shape.text_frame.text.strip():
        yield f"{shape.name} is empty"
    if shape.has_chart:
        yield from _chart_faults(shape)


def _order_faults(slide) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """A screen reader reads in the order of the file: the title, then from the top, what repeats last."""
    shapes = list(slide.shapes)
    if shapes and slide.shapes.title is not None and shapes[0].shape_id != slide.shapes.title.shape_id:
        yield f"{shapes[0].name} is read before the title"
    content = [at for at, shape in enumerate(shapes) if not shape.name.startswith(LAST_READ)]
    repeated = [at for at, shape in enumerate(shapes) if shape.name.startswith(LAST_READ)]
    if repeated and content and min(repeated) < max(content):
        yield f"{shapes[min(repeated)].name} is read before {shapes[max(content)].name}"
    tops = [(shapes[at].top, shapes[at].name) for at in content]
    for (top, name), (next_top, next_name) in pairwise(tops):
        if next_top < top - SAME_HEIGHT and not _beside(shapes, name, next_name):
            yield f"{next_name} stands above {name} and is read after it"


def _beside(shapes, name: str, next_name: str) -> bool:  # type: ignore[no-untyped-def]
    """A column to the right of the other is read after it, wherever it begins."""
    one, other = (next(s for s in shapes if s.name == wanted) for wanted in (name, next_name))
    return other.left >= one.left + one.width


def _chart_faults(shape) -> Iterator[str]:  # type: ignore[no-untyped-def]
    chart = shape.chart
    for plot in chart.plots:
        series = [(one.name, list(one.values)) for one in plot.series]
        labels = [str(label) for label in plot.categories]
        drawn = [("", *(name for name, _ in series))]
        drawn += [(label, *(values[at] for _, values in series)) for at, label in enumerate(labels)]
        sheets = workbook_rows(chart)
        if len(sheets) != 1:
            yield f"{shape.name}: its workbook has {len(sheets)} sheets"
        behind = [("" if row[0] is None else str(row[0]), *row[1:]) for row in next(iter(sheets.values()))]
        if not _same(behind, drawn):
            yield f"{shape.name}: »Edit data« shows {behind[:2]} and the chart {drawn[:2]}"


def _same(behind: list[tuple[object, ...]], drawn: list[tuple[object, ...]]) -> bool:
    """Numbers to the digits that a workbook keeps."""
    flat = [[cell for row in rows for cell in row] for rows in (behind, drawn)]
    return list(map(len, behind)) == list(map(len, drawn)) and all(
        abs(one - other) < 1e-12 if isinstance(one, float) and isinstance(other, float) else one == other
        for one, other in zip(*flat, strict=True)
    )


def _file_faults(deck: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(deck)) as archive:
        names = archive.namelist()
        yield from (f"{name} is in the file twice" for name, count in Counter(names).items() if count > 1)
        yield from (
            f"{name} is active content" for name in names if "vba" in name.lower() or "activeX" in name
        )
        for name in names:
            if name.endswith(".rels"):
                yield from _outside(name, archive.read(name))
            elif name.startswith(("ppt/slides/slide", "ppt/notesSlides/", "ppt/charts/chart")):
                yield from _languages(name, archive.read(name))


def _outside(name: str, data: bytes) -> Iterator[str]:
    for relation in etree.fromstring(data):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" and not target.startswith(("https://", "mailto:")):
            yield f"{name} leads to {target}"


def _languages(name: str, data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    for run in root.iter("{*}r"):
        properties = run.find("{*}rPr")
        if properties is None or properties.get("lang") != DANISH:
            yield f"{name}: »{''.join(run.itertext())[:40]}« is not marked as Danish"
    for defaults in root.iter("{*}defRPr"):
        if defaults.get("lang", DANISH) != DANISH:
            yield f"{name}: a chart's text is not Danish"
