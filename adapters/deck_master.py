"""The deck's master: opened, checked for the layouts and placeholders we fill, found by their names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.parts.slide import SlideLayoutPart
from pptx.presentation import Presentation as Opened
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout

from adapters.deck_box import Box, inches
from adapters.settings import TEMPLATES
from domain.errors import BadInput, Fault

MASTER = TEMPLATES / "deck" / "master.pptx"

FRONT, CONTENT = "Forside", "Indhold"
TITLE, LEAD, BODY, BANNER, FOOTER, NUMBER = "Titel", "Indledning", "Indhold", "Banner", "Sidefod", "Sidetal"
NEEDED = {
    FRONT: (TITLE, LEAD, BANNER, FOOTER),
    CONTENT: (TITLE, LEAD, BODY, BANNER, FOOTER, NUMBER),
}
KINDS = {TITLE: ("title", "ctrTitle"), NUMBER: ("sldNum",)}
"""Placeholders that must be of a certain kind; the others must take text."""

TEXT_KINDS = ("", "body", "obj", "subTitle", "ftr", "dt")
SMALLEST_BODY = (inches(7), inches(3.5))
LARGEST_FILE = 50_000_000

CURE = "docs/deck-master.md viser, hvordan en skabelon laves."
MACROS = re.compile(rb"macroEnabled|vbaProject|activeX", re.IGNORECASE)
FROM_OUTSIDE = re.compile(rb'<Relationship [^>]*TargetMode="External"[^>]*>')


@dataclass(frozen=True)
class Place:
    """A placeholder of a layout: `kind` and `number` are how a slide's own placeholder refers to it."""

    name: str
    kind: str
    number: str
    box: Box


@dataclass(frozen=True)
class Layout:
    part: SlideLayoutPart
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Master:
    deck: Opened
    layouts: Mapping[str, Layout]


def open_master(path: Path = MASTER) -> Master:
    """Raises BadInput when the file is no deck, carries macros, or lacks a layout or placeholder we fill."""
    deck = _opened(_checked_bytes(path), path.name)
    faults = [Fault(path.name, what, CURE) for what in _faults(deck)]
    if faults:
        raise BadInput(faults)
    layouts = {_plain(layout.name): layout for layout in deck.slide_layouts}
    return Master(deck, {name: _layout(layouts[_plain(name)]) for name in NEEDED})


def _checked_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput([Fault(path.name, "er over 50 MB.", "Gør billederne i skabelonen mindre.")])
        content = path.read_bytes()
    except OSError as error:
        why = f"kan ikke læses: {error.strerror}."
        raise BadInput([Fault(str(path), why, "Ret stien i KLYNGEFLOW_DECK_MASTER.")]) from None
    faults = [Fault(path.name, what, CURE) for what in _dangers(content)]
    if faults:
        raise BadInput(faults)
    return content


def _dangers(content: bytes) -> Iterator[str]:
    """What must not reach a coordinator's machine, found before anything else reads the file."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            types = archive.read("[Content_Types].xml")
            links = [archive.read(name) for name in names if name.endswith(".rels")]
    except (BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        yield "er ikke en hel PowerPoint-fil."
        return
    if MACROS.search(types) or any(MACROS.search(name.encode()) for name in names):
        yield "indeholder makroer. Gem den som .pptx uden makroer."
    if b"presentationml.template" in types:
        yield "er gemt som .potx. Gem den som .pptx."
    outside = [link for part in links for link in FROM_OUTSIDE.findall(part) if b"/hyperlink" not in link]
    if outside:
        yield "henter billeder eller andet udefra, når den åbnes. Indsæt dem i filen i stedet."


def _opened(content: bytes, name: str) -> Opened:
    try:
        return Presentation(io.BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, XMLSyntaxError):
        raise BadInput([Fault(name, "kan ikke læses som en PowerPoint.", CURE)]) from None


def _faults(deck: Opened) -> Iterator[str]:
    if len(deck.slides):
        yield "indeholder dias. Slet dem, så kun layoutene er tilbage."
    layouts = {_plain(layout.name): layout for layout in deck.slide_layouts}
    for name, needed in NEEDED.items():
        if _plain(name) not in layouts:
            yield f"mangler layoutet »{name}«."
        else:
            yield from _faults_of_layout(layouts[_plain(name)], needed, deck)


def _faults_of_layout(layout: SlideLayout, needed: tuple[str, ...], deck: Opened) -> Iterator[str]:
    for name in needed:
        found = [shape for shape in layout.placeholders if _plain(shape.name) == _plain(name)]
        where = f"pladsholderen »{name}« på layoutet »{layout.name}«"
        if not found:
            yield f"mangler {where}."
        elif len(found) > 1:
            yield f"har {where} {len(found)} gange."
        else:
            yield from (f"har {where}, men den {what}." for what in _unfit(name, found[0], deck))


def _unfit(name: str, shape: BaseShape, deck: Opened) -> Iterator[str]:
    kind, _ = _reference(shape)
    if kind not in KINDS.get(name, TEXT_KINDS):
        yield "er af en anden slags, end der er brug for"
    place = (shape.left, shape.top, shape.width, shape.height)
    if any(value is None for value in place) or not (shape.width and shape.height):
        yield "har ingen størrelse"
        return
    right, bottom = shape.left + shape.width, shape.top + shape.height
    if min(shape.left, shape.top) < 0 or right > (deck.slide_width or 0) or bottom > (deck.slide_height or 0):
        yield "når ud over kanten"
    if name == BODY and (shape.width < SMALLEST_BODY[0] or shape.height < SMALLEST_BODY[1]):
        yield "er mindre end 18 × 9 cm, og så kan figurerne ikke læses"


def _layout(layout: SlideLayout) -> Layout:
    ours = {_plain(name): name for name in NEEDED[CONTENT]}
    shapes = [(ours[_plain(s.name)], s) for s in layout.placeholders if _plain(s.name) in ours]
    return Layout(layout.part, {name: _place(name, shape) for name, shape in shapes})


def _place(name: str, shape: BaseShape) -> Place:
    kind, number = _reference(shape)
    return Place(name, kind, number, Box(shape.left, shape.top, shape.width, shape.height))


def _reference(shape: BaseShape) -> tuple[str, str]:
    mark = shape._element.xpath(".//p:nvPr/p:ph")[0]
    return mark.get("type", ""), mark.get("idx", "")


def _plain(name: str) -> str:
    return name.strip().casefold()
