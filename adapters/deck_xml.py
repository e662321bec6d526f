"""Words as PowerPoint writes them: paragraphs of runs, every run marked as Danish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from adapters.deck_colours import Colour, hexadecimal
from domain.blanks import SHOWN

DANISH = "da-DK"
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SLIDE_SPACES = f'{SPACES} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Look:
    """How words look; what is left out follows the master. `size` in points, `align` "l", "ctr" or "r"."""

    size: int = 0
    colour: Colour | None = None
    bold: bool = False
    align: str = ""

    @property
    def properties(self) -> str:
        """The inside of a:rPr or a:defRPr."""
        size = f' sz="{self.size * 100}"' if self.size else ""
        bold = ' b="1"' if self.bold else ""
        return f'lang="{DANISH}"{size}{bold}>{fill(self.colour) if self.colour else ""}<'


def quoted(text: str) -> str:
    """As an attribute's value, quotation marks included."""
    return quoteattr(text)


def fill(colour: Colour) -> str:
    return f'<a:solidFill><a:srgbClr val="{hexadecimal(colour)}"/></a:solidFill>'


def paragraphs(texts: Iterable[str], look: Look) -> str:
    """One a:p for each text; a line break within a text stays one, and a blank is bold so that it is seen."""
    align = f'<a:pPr algn="{look.align}"/>' if look.align else ""
    return "".join(f"<a:p>{align}{_runs(text, look)}</a:p>" for text in texts)


def _runs(text: str, look: Look) -> str:
    lines = (
        "".join(_run(part, look) for part in SHOWN.split(line) if part or not line)
        for line in text.split("\n")
    )
    return f"<a:br><a:rPr {look.properties}/a:rPr></a:br>".join(lines)


def _run(words: str, look: Look) -> str:
    look = replace(look, bold=look.bold or bool(SHOWN.fullmatch(words)))
    return f"<a:r><a:rPr {look.properties}/a:rPr><a:t>{escape(words)}</a:t></a:r>"


def slide_number(number: int) -> str:
    """The field that shows the slide's number."""
    return (
        '<a:p><a:fld id="{00000000-0000-4000-8000-000000000001}" type="slidenum">'
        f'<a:rPr lang="{DANISH}"/><a:t>{number}</a:t></a:fld></a:p>'
    )
