"""Whether everything on the slides of a deck stands where it should, seen in LibreOffice's pages of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from zipfile import ZIP_DEFLATED, ZipFile

import pymupdf
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION

from tests.looks.text_on_page import Box, Letter, bare, letters_of, unfit_words, words_of, written_over

POINT = 12700
SLACK = 3.0
"""Points that text may stand outside its box: what one program's letters differ from another's."""
FRAMES_SHARED = 0.02


@dataclass(frozen=True)
class Printed:
    """One paragraph, where it must stand, and what it belongs to."""

    text: str
    box: Box
    where: str


def shown_as_is(deck: bytes) -> bytes:
    """The deck with »shrink text on overflow« off: PowerPoint does it only once somebody edits the text."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(deck)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".xml"):
                data = re.sub(rb"<a:normAutofit[^>]*/>", b"<a:noAutofit/>", data)
            target.writestr(name, data)
    return out.getvalue()


def slide_faults(deck: bytes, pdf: bytes, blanks: Sequence[str] = ()) -> list[str]:
    """`pdf` is `shown_as_is(deck)` as LibreOffice prints it."""
    slides = Presentation(io.BytesIO(deck)).slides
    with pymupdf.open(stream=pdf) as pages:
        if len(pages) != len(slides):
            return [f"{len(slides)} slides became {len(pages)} pages"]
        return [
            f"slide {number}: {fault}"
            for number, (slide, page) in enumerate(zip(slides, pages, strict=True), 1)
            for fault in _faults(slide, page, blanks)
        ]


def _faults(slide, page, blanks: Sequence[str]) -> Iterator[str]:  # type: ignore[no-untyped-def]
    letters = letters_of(page)
    text = page.get_text()
    yield from (f"»{found}« is printed" for found in unfit_words(text, blanks))
    taken: set[int] = set()
    for printed in printed_on(slide):
        place = _place_of(printed, letters, taken)
        if place is None:
            yield f"{printed.where} does not show »{printed.text[:60]}« whole"
            continue
        taken |= set(place)
        outside = [letters[at] for at in place if not printed.box.holds(letters[at].box, SLACK)]
        if outside:
            yield f"{printed.where}: {len(outside)} letters of »{printed.text[:60]}« leave their box"
    frames = chart_frames(slide)
    yield from _chart_faults(slide, letters, taken)
    for at, letter in enumerate(letters):
        if at not in taken and letter.sign != "•" and not any(f.holds(letter.box, SLACK) for f in frames):
            yield f"»{letter.sign}« stands outside every box"
    whole = Box(*page.rect)
    yield from (f"»{word.text}« leaves the slide" for word in words_of(page) if not whole.holds(word.box, 0))
    for one, other in written_over(words_of(page)):
        yield f"»{one.text}« and »{other.text}« lie on each other"
    for (name, box), (other_name, other_box) in combinations(content_frames(slide), 2):
        if box.shared_with(other_box) > FRAMES_SHARED:
            yield f"{name} and {other_name} overlap"


def _place_of(printed: Printed, letters: Sequence[Letter], taken: set[int]) -> range | None:
    """Where the paragraph's letters stand; the place most of which is in its box, if there are several."""
    signs, wanted = "".join(letter.sign[:1] for letter in letters), bare(printed.text)
    places = []
    start = signs.find(wanted)
    while start >= 0:
        place = range(start, start + len(wanted))
        if not taken.intersection(place):
            places.append(place)
        start = signs.find(wanted, start + 1)
    inside = [sum(printed.box.holds(letters[at].box, SLACK) for at in place) for place in places]
    return places[inside.index(max(inside))] if places else None


def printed_on(slide) -> Iterator[Printed]:  # type: ignore[no-untyped-def]
    """Every paragraph of the slide's own shapes, and of the cells of its tables."""
    for shape in slide.shapes:
        if shape.has_table:
            yield from _cells(shape)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                if bare(paragraph.text) and not _is_field(paragraph):
                    yield Printed(paragraph.text, frame_of(shape), shape.name)


def _is_field(paragraph) -> bool:  # type: ignore[no-untyped-def]
    return bool(paragraph._p.findall("{*}fld"))


def _cells(shape) -> Iterator[Printed]:  # type: ignore[no-untyped-def]
    """A cell's words stand in its column and in the table's frame: rows that grow push the last one out."""
    frame = frame_of(shape)
    left = frame.x0
    columns = []
    for column in shape.table.columns:
        columns.append((left, left + column.width / POINT))
        left = columns[-1][1]
    for row in shape.table.rows:
        for (x0, x1), cell in zip(columns, row.cells, strict=True):
            for paragraph in cell.text_frame.paragraphs:
                if bare(paragraph.text):
                    yield Printed(paragraph.text, Box(x0, frame.y0, x1, frame.y1), f"table {shape.name}")


def frame_of(shape) -> Box:  # type: ignore[no-untyped-def]
    left, top = shape.left / POINT, shape.top / POINT
    return Box(left, top, left + shape.width / POINT, top + shape.height / POINT)


def chart_frames(slide) -> list[Box]:  # type: ignore[no-untyped-def]
    """Of charts and pictures, and of the number of the slide: text there is drawn, not written."""
    drawn = [frame_of(s) for s in slide.shapes if s.has_chart or s.shape_type == 13]
    fields = [
        frame_of(shape)
        for shape in [*slide.shapes, *slide.slide_layout.shapes]
        if shape.has_text_frame and any(_is_field(p) for p in shape.text_frame.paragraphs)
    ]
    return drawn + fields


def content_frames(slide) -> list[tuple[str, Box]]:  # type: ignore[no-untyped-def]
    """Of what is drawn and of text boxes; a placeholder counts as far as its text goes, by its own rule."""
    return [
        (shape.name, frame_of(shape))
        for shape in slide.shapes
        if not shape.is_placeholder or shape.has_chart or shape.has_table
    ]


def _chart_faults(slide, letters: Sequence[Letter], taken: set[int]) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for shape in slide.shapes:
        if shape.has_chart:
            frame = frame_of(shape)
            inside = [
                one for at, one in enumerate(letters) if at not in taken and frame.holds(one.box, SLACK)
            ]
            signs = "".join(letter.sign for letter in inside)
            missing = [name for name in _written_in(shape.chart) if bare(name) not in signs]
            yield from (f"{shape.name} does not show »{name}« whole" for name in missing)


def _written_in(chart) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """The names on an axis that is seen, and those of a legend."""
    axis = chart.category_axis
    if axis.visible and axis.tick_label_position != XL_TICK_LABEL_POSITION.NONE:
        yield from (str(name) for name in chart.plots[0].categories)
    if chart.has_legend:
        yield from (series.name for series in chart.plots[0].series)
