"""The deck's master: opened, checked for the layouts and placeholders we fill, found by their names."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import cast
from zipfile import BadZipFile

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Opened
from pptx.shapes.base import BaseShape
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide, SlideLayout

from adapters.settings import TEMPLATES
from domain.errors import BadInput, Fault

MASTER = TEMPLATES / "deck" / "master.pptx"

FRONT, CONTENT = "Forside", "Indhold"
TITLE, LEAD, BODY, BANNER, FOOTER, NUMBER = "Titel", "Indledning", "Indhold", "Banner", "Sidefod", "Sidetal"
NEEDED = {
    FRONT: (TITLE, LEAD, BANNER, FOOTER),
    CONTENT: (TITLE, LEAD, BODY, BANNER, FOOTER, NUMBER),
}
CURE = "Ret skabelonen i PowerPoint, eller hent den oprindelige templates/deck/master.pptx frem igen."


def open_master(path: Path = MASTER) -> Opened:
    """Raises BadInput when the file is no deck, carries macros, or lacks a layout or placeholder we fill."""
    try:
        deck = Presentation(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise BadInput([Fault(path.name, "kan ikke læses som en PowerPoint uden makroer.", CURE)]) from None
    faults = _faults(deck, path.name)
    if faults:
        raise BadInput(faults)
    return deck


def _faults(deck: Opened, name: str) -> list[Fault]:
    if len(deck.slides):
        return [Fault(name, "indeholder allerede slides.", CURE)]
    if any("vbaProject" in str(part.partname) for part in deck.part.package.iter_parts()):
        return [Fault(name, "indeholder makroer.", CURE)]
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    faults = [Fault(name, f"mangler layoutet »{n}«.", CURE) for n in NEEDED if n not in layouts]
    for layout_name, needed in NEEDED.items():
        if layout_name in layouts:
            there = {shape.name for shape in layouts[layout_name].placeholders}
            faults += [
                Fault(name, f"mangler pladsholderen »{n}« på layoutet »{layout_name}«.", CURE)
                for n in needed
                if n not in there
            ]
    return faults


def layout_of(deck: Opened, name: str) -> SlideLayout:
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def add_slide(deck: Opened, layout_name: str) -> tuple[Slide, dict[str, SlidePlaceholder]]:
    """A new slide and its placeholders by the names they have on the layout, footer and number included."""
    layout = layout_of(deck, layout_name)
    slide = deck.slides.add_slide(layout)
    names = {shape.placeholder_format.idx: shape.name for shape in layout.placeholders}
    for shape in layout.placeholders:
        if shape.name in (FOOTER, NUMBER):
            _copy_placeholder(slide, shape)
    for shape in slide.placeholders:
        shape.name = names[shape.placeholder_format.idx]
    return slide, {shape.name: cast(SlidePlaceholder, shape) for shape in slide.placeholders}


def _copy_placeholder(slide: Slide, shape: BaseShape) -> None:
    """python-pptx leaves footers behind; the copy inherits place and look from the layout."""
    element = copy.deepcopy(shape._element)
    for child in list(element.spPr):
        element.spPr.remove(child)
    for child in list(element.txBody.findall("{*}lstStyle/*")):
        child.getparent().remove(child)
    element.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
    slide.shapes._spTree.append(element)


def remove(shape: BaseShape) -> None:
    shape._element.getparent().remove(shape._element)
