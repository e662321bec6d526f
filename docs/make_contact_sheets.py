"""Draws docs/images/documents/*.png anew: `python docs/make_contact_sheets.py` shows every document in small.

Needs LibreOffice for the decks, and takes some minutes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw, ImageFont

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.looks.cases import PACKAGES, Case, Document, build  # noqa: E402
from tests.looks.office import as_pdf  # noqa: E402

IMAGES = PROJECT / "docs/images/documents"
WIDTH, GAP, HEADING = 1240, 6, 22
COLOURS = 64
SLIDE_WIDTH, PAGE_WIDTH = 170, 134
PAPER, INK, EDGE = "#f3f1ec", "#22302f", "#b9b3a6"

# What stands on which sheet: its name, the case's answers in both rounds, and the documents' groups.
SHEETS: tuple[tuple[str, int, int | None, tuple[str, ...]], ...] = (
    ("before", 19, None, ("kit", "post", "member")),
    ("4-answers", 4, None, ("meeting",)),
    ("5-answers", 5, None, ("meeting",)),
    ("9-answers", 9, None, ("meeting",)),
    ("19-answers", 19, None, ("meeting",)),
    ("40-answers", 40, None, ("meeting",)),
    ("19-then-4-answers", 19, 4, ("follow-up",)),
    ("19-then-5-answers", 19, 5, ("follow-up",)),
    ("19-then-19-answers", 19, 19, ("follow-up",)),
    ("9-then-40-answers", 9, 40, ("follow-up",)),
)
ALIKE = ("attendance_list", "implementation_plan", "implementation_plan_a3", "note_sheet", "practice_sheet")
"""Documents that no answer changes: they stand on the sheets of 19 answers only."""


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        for name, answers, second, groups in SHEETS:
            case = Case(package, answers, second, members=max(24, answers, second or 0))
            wanted = [d for d in build(case) if d.name.partition("/")[0] in groups and _belongs(d, name)]
            file = IMAGES / f"{package}-{name}.png"
            sheet(wanted).save(file, optimize=True)
            print(f"{file.name}: {file.stat().st_size // 1000} kB")


def _belongs(document: Document, sheet_name: str) -> bool:
    if document.kind in (*ALIKE, "seating_plan"):
        return sheet_name == "19-answers"
    return True


def sheet(documents: Iterable[Document]) -> Image.Image:
    """Every page of the documents, each document under its name; short ones stand side by side."""
    shelves: list[list[Image.Image]] = [[]]
    for name, drawn in _as_pages(documents):
        block = _block(name, drawn)
        if sum(one.width for one in shelves[-1]) + block.width > WIDTH:
            shelves.append([])
        shelves[-1].append(block)
    heights = [max(block.height for block in shelf) for shelf in shelves]
    whole = Image.new("RGB", (WIDTH, sum(heights)), PAPER)
    for number, shelf in enumerate(shelves):
        left = 0
        for block in shelf:
            whole.paste(block, (left, sum(heights[:number])))
            left += block.width
    return whole.quantize(COLOURS, dither=Image.Dither.NONE)


def _as_pages(documents: Iterable[Document]) -> Iterator[tuple[str, list[Image.Image]]]:
    known = list(documents)
    decks = [document for document in known if document.is_deck]
    drawn = dict(zip((deck.name for deck in decks), as_pdf([d.content for d in decks]), strict=True))
    for document in known:
        pdf = drawn.get(document.name, document.content)
        yield document.name, list(pages(pdf, SLIDE_WIDTH if document.is_deck else PAGE_WIDTH))


def pages(pdf: bytes, width: int) -> Iterator[Image.Image]:
    """Each page in small, lying A4 and A3 as wide as they are high when upright."""
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            lying_sheet = width == PAGE_WIDTH and page.rect.width > page.rect.height
            scale = width * (1.414 if lying_sheet else 1) / page.rect.width
            # Twice the size and halved: letters stay letters.
            drawn = page.get_pixmap(matrix=pymupdf.Matrix(2 * scale, 2 * scale))
            picture = Image.open(io.BytesIO(drawn.tobytes("png"))).convert("RGB")
            yield picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)


def _block(name: str, pictures: list[Image.Image]) -> Image.Image:
    """The document's name, and its pages below in as many rows as they need."""
    each = max(picture.width for picture in pictures) + GAP
    in_a_row = min(len(pictures), (WIDTH - GAP) // each)
    rows = [pictures[at : at + in_a_row] for at in range(0, len(pictures), in_a_row)]
    high = max(picture.height for picture in pictures) + GAP
    font = ImageFont.load_default(13)
    title = name.partition("/")[2].replace("_", " ")
    width = max(in_a_row * each + GAP, int(font.getlength(title)) + 3 * GAP)
    block = Image.new("RGB", (width, HEADING + len(rows) * high + GAP), PAPER)
    ImageDraw.Draw(block).text((GAP, 5), title, fill=INK, font=font)
    for number, row in enumerate(rows):
        for place, picture in enumerate(row):
            left, top = GAP + place * each, HEADING + number * high
            block.paste(picture, (left, top))
            frame = (left, top, left + picture.width - 1, top + picture.height - 1)
            ImageDraw.Draw(block).rectangle(frame, outline=EDGE)
    return block


if __name__ == "__main__":
    main()
