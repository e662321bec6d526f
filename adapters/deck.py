"""Decks as PowerPoint: editable charts, alt text, notes, and the same bytes for the same model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adapters.deck_body import draw_body
from adapters.deck_box import inches
from adapters.deck_canvas import Canvas
from adapters.deck_file import DeckFile
from adapters.deck_master import (
    BANNER,
    BODY,
    CONTENT,
    FOOTER,
    FRONT,
    LEAD,
    MASTER,
    NUMBER,
    TITLE,
    Master,
    Place,
    open_master,
)
from adapters.deck_text import fitting_size, printable, text_height
from adapters.deck_xml import Look
from domain.report import DeckModel, Slide

FRONT_TITLE_SIZES, TITLE_SIZES = (46, 40, 34, 28), (30, 26, 22, 20)
FRONT_LEAD_SIZES, FRONT_LEAD_SPACE = (26, 24, 22, 20, 18), 14
LEAD_SIZES = (22, 20, 18, 16)


class PowerPointDeck:
    """`ports.Deck` over a deck `master` without slides, see `adapters.deck_master`."""

    def __init__(self, master: Path = MASTER) -> None:
        self._master = master

    def check(self) -> None:
        """Raises BadInput naming everything that the master lacks."""
        open_master(self._master)

    def render(self, model: DeckModel) -> bytes:
        model = printable(model)
        master = open_master(self._master)
        file = DeckFile(master)
        for slide in model.slides:
            _draw(file, master, model, slide)
        return file.saved(model.title, model.subtitle)


def _draw(file: DeckFile, master: Master, model: DeckModel, slide: Slide) -> None:
    """Title, lead, body, banner, footer: the order in which a screen reader tells them."""
    is_front = slide.kind == "title"
    layout = master.layouts[FRONT if is_front else CONTENT]
    places, canvas = layout.places, Canvas(file, layout)
    _write_title(canvas, places[TITLE], slide.title, FRONT_TITLE_SIZES if is_front else TITLE_SIZES)
    if is_front:
        _write_front_lead(canvas, places[LEAD], slide.lead.split("\n"))
    else:
        _draw_content(canvas, places[LEAD], places[BODY], slide)
    if model.banner:
        canvas.fill_place(places[BANNER], (model.banner,))
    canvas.fill_place(places[FOOTER], (model.footer,))
    if NUMBER in places:
        canvas.fill_place(places[NUMBER], ())
    canvas.finish(slide.notes)


def _write_title(canvas: Canvas, place: Place, title: str, sizes: Sequence[int]) -> None:
    size = fitting_size((title,), place.box.width, place.box.height, sizes, 0)
    canvas.fill_place(place, (title,), Look(size))


def _write_front_lead(canvas: Canvas, place: Place, lines: Sequence[str]) -> None:
    size = fitting_size(lines, place.box.width, place.box.height, FRONT_LEAD_SIZES, FRONT_LEAD_SPACE)
    canvas.fill_place(place, lines, Look(size))


def _draw_content(canvas: Canvas, lead: Place, body: Place, slide: Slide) -> None:
    box = body.box
    if slide.lead:
        size = fitting_size((slide.lead,), lead.box.width, 2 * lead.box.height, LEAD_SIZES, 0)
        more = max(0, text_height((slide.lead,), lead.box.width, size, 4) - lead.box.height)
        taller = lead.box.top(lead.box.height + more) if more else None
        canvas.fill_place(lead, (slide.lead,), Look(size), taller)
        box = box.below(more)
    elif lead.box.y < box.y:
        box = box.below(lead.box.y + inches(0.15) - box.y)
    draw_body(canvas, body, box, slide)
