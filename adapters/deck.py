"""Decks as PowerPoint: editable charts, alt text, notes, and the same bytes for the same model."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from pptx.presentation import Presentation as Opened
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide as Drawn
from pptx.util import Emu, Inches

from adapters.deck_body import draw_charts, draw_table, space_needed
from adapters.deck_charts import Box
from adapters.deck_master import (
    BANNER,
    BODY,
    CONTENT,
    FOOTER,
    FRONT,
    LEAD,
    MASTER,
    TITLE,
    add_slide,
    open_master,
    remove,
)
from adapters.deck_text import DANISH, describe, fitting_size, printable, text_height, write
from adapters.deterministic_zip import FIXED_DATE, with_fixed_dates
from domain.report import BarChart, DeckModel, PairChart, ShareChart, Slide

BULLET_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
FRONT_TITLE_SIZES, TITLE_SIZES = (46, 40, 34, 28), (30, 26, 22)
BULLET_SPACE = 16
BULLET_INDENT = int(Inches(0.4))


class PowerPointDeck:
    """`ports.Deck` with python-pptx. `master` is a deck without slides, see `adapters.deck_master`."""

    def __init__(self, master: Path = MASTER) -> None:
        self._master = master

    def render(self, model: DeckModel) -> bytes:
        model = printable(model)
        deck = open_master(self._master)
        for slide in model.slides:
            _draw(deck, model, slide)
        _properties(deck, model)
        out = io.BytesIO()
        deck.save(out)
        return with_fixed_dates(out.getvalue())


def _properties(deck: Opened, model: DeckModel) -> None:
    properties = deck.core_properties
    properties.title, properties.subject = model.title, model.subtitle
    properties.author = properties.last_modified_by = "KiAP"
    properties.language = DANISH
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1


def _draw(deck: Opened, model: DeckModel, slide: Slide) -> None:
    front = slide.kind == "title"
    drawn, places = add_slide(deck, FRONT if front else CONTENT)
    _write_or_remove(places[BANNER], model.banner)
    _write_or_remove(places[FOOTER], model.footer)
    _write_title(places[TITLE], slide.title, FRONT_TITLE_SIZES if front else TITLE_SIZES)
    if front:
        _write_or_remove(places[LEAD], slide.lead)
    else:
        _draw_content(drawn, places, slide)
    notes = drawn.notes_slide.notes_text_frame
    if notes is not None:
        write(notes, slide.notes.split("\n"))


def _write_title(shape: SlidePlaceholder, title: str, sizes: tuple[int, ...]) -> None:
    write(shape.text_frame, (title,), fitting_size((title,), shape.width, shape.height, sizes, 0))


def _write_or_remove(shape: SlidePlaceholder, text: str) -> None:
    if text:
        write(shape.text_frame, text.split("\n"))
    else:
        remove(shape)


def _draw_content(drawn: Drawn, places: dict[str, SlidePlaceholder], slide: Slide) -> None:
    lead, body = places[LEAD], places[BODY]
    box = Box(body.left, body.top, body.width, body.height)
    if slide.lead:
        size = fitting_size((slide.lead,), lead.width, 2 * lead.height, (20, 18, 16), 0)
        write(lead.text_frame, (slide.lead,), size)
        extra = max(0, text_height((slide.lead,), lead.width, size, 4) - lead.height)
        box = replace(box, y=box.y + extra, height=box.height - extra)
    else:
        top = lead.top + int(Inches(0.15))
        box = replace(box, y=top, height=box.y + box.height - top)
        remove(lead)
    _fill(drawn, body, box, slide)


def _fill(drawn: Drawn, body: SlidePlaceholder, box: Box, slide: Slide) -> None:
    if not slide.bullets:
        remove(body)
    else:
        alone = not (slide.charts or slide.table)
        room = max(box.height - space_needed(slide, box.width), box.height // 3)
        size = fitting_size(slide.bullets, box.width - BULLET_INDENT, room, BULLET_SIZES, BULLET_SPACE)
        used = text_height(slide.bullets, box.width - BULLET_INDENT, size, BULLET_SPACE)
        height = box.height if alone else min(room, used)
        body.left, body.top, body.width, body.height = (Emu(v) for v in (box.x, box.y, box.width, height))
        write(body.text_frame, slide.bullets, size)
        box = replace(box, y=box.y + height, height=box.height - height)
    pairs = [chart for chart in slide.charts if isinstance(chart, PairChart)]
    for pair in pairs:
        box = _picture(drawn, box, pair, slide)
    if slide.table:
        used = draw_table(drawn, box, slide)
        box = replace(box, y=box.y + used, height=box.height - used)
    bars = tuple(chart for chart in slide.charts if isinstance(chart, BarChart | ShareChart))
    if bars:
        draw_charts(drawn, box, replace(slide, charts=bars))


def _picture(drawn: Drawn, box: Box, chart: PairChart, slide: Slide) -> Box:
    """Intervals and the noise band, which a native chart cannot show; returns what is left below."""
    from adapters.pictures import MatplotlibPictures

    picture = drawn.shapes.add_picture(
        io.BytesIO(MatplotlibPictures().comparison(chart.rows)), Emu(box.x), Emu(box.y), width=Emu(box.width)
    )
    describe(picture, slide.alt_text)
    used = picture.height + Inches(0.1)
    return replace(box, y=box.y + used, height=box.height - used)
