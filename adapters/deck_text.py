"""Text on slides: printable, marked as Danish, and sized so that it fits its box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar, cast

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

DANISH = "da-DK"
POINTS_PER_INCH = 72
LETTER = 0.47
"""Mean width of a letter in a common sans, in parts of its size."""

# What XML cannot carry, and marks that turn the reading direction.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

T = TypeVar("T")


def printable(value: T) -> T:
    """`value` (a string, or tuples and dataclasses of them) without characters a slide cannot carry."""
    if isinstance(value, str):
        return cast(T, UNPRINTABLE.sub("", value))
    if isinstance(value, tuple):
        return cast(T, tuple(printable(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        return cast(T, type(value)(**{f.name: printable(getattr(value, f.name)) for f in fields(value)}))
    return value


def lines_needed(text: str, width: int, size: float) -> int:
    """Lines that `text` takes in a box `width` EMU wide at `size` points."""
    letters = max(1, int(Emu(width).inches * POINTS_PER_INCH / (size * LETTER)))
    return sum(_wrapped(line, letters) for line in text.split("\n"))


def _wrapped(line: str, letters: int) -> int:
    count, used = 1, 0
    for word in line.split():
        if used and used + 1 + len(word) > letters:
            count, used = count + 1, 0
        used += len(word) + (1 if used else 0)
        count, used = count + used // (letters + 1), used % (letters + 1)
    return count


def fitting_size(
    texts: Sequence[str], width: int, height: int, sizes: Sequence[int], space: float = 10
) -> int:
    """The first of `sizes` (points) at which the paragraphs fit, else the last."""
    for size in sizes:
        if text_height(texts, width, size, space) <= height:
            return size
    return sizes[-1]


def text_height(texts: Sequence[str], width: int, size: float, space: float = 10) -> int:
    """Height in EMU of the paragraphs, each followed by `space` points."""
    return int(sum(Pt(lines_needed(text, width, size) * size * 1.2 + space) for text in texts))


def write(
    frame: TextFrame, paragraphs: Sequence[str], size: int | None = None, colour: RGBColor | None = None
) -> None:
    """Replaces the frame's text, one paragraph each, as Danish."""
    frame.clear()
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = text.replace("\n", "\v")
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", DANISH)
            if size:
                run.font.size = Pt(size)
            if colour is not None:
                run.font.color.rgb = colour


def add_text(
    slide: Slide,
    text: str,
    box: tuple[int, int, int, int],
    size: int,
    colour: RGBColor,
    *,
    bold: bool = False,
) -> BaseShape:
    """A plain text box, its text in the middle of its height."""
    shape = slide.shapes.add_textbox(*(Emu(value) for value in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(frame, (text,), size, colour)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    for run in frame.paragraphs[0].runs:
        run.font.bold = bold
    return shape


def describe(shape: BaseShape, text: str) -> None:
    """Alt text: python-pptx has no call for it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)
