"""What stands on a page of a PDF and where: letters in the order drawn, words, and what words may not be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pymupdf

# No ligatures: the letters of a word must be found one by one.
READING = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
MISSING_LETTERS = ("\ufffd", "\u25a1", "\u25af", "\x00")
NOT_FOR_PEOPLE = re.compile(
    r"\b(?:None|NaN|nan|null|True|False)\b|\{[a-z_]*\}|\bdict\b|Traceback|<[a-z]+>|\[\[(?!mangler: )"
)
BLANK = re.compile(r"(?:\[\[|\()mangler:\s*(.*?)\s*(?:\]\]|\))", re.DOTALL)
SHARED = 0.15
"""Part of the smaller of two words that may lie under the other: kerning and slanted letters."""


@dataclass(frozen=True)
class Box:
    """Points from the page's upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, other: Box, slack: float) -> bool:
        return (
            self.x0 - slack <= other.x0
            and self.y0 - slack <= other.y0
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )

    def shared_with(self, other: Box) -> float:
        """The part of the smaller box that lies under the other, 0–1."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        smaller = min(self.area, other.area)
        return wide * high / smaller if wide > 0 and high > 0 and smaller else 0.0

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    def around(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )


@dataclass(frozen=True)
class Letter:
    sign: str
    box: Box
    """Of the letter itself, without the space above and below its line."""


@dataclass(frozen=True)
class Word:
    text: str
    box: Box


def letters_of(page: pymupdf.Page) -> list[Letter]:
    """Every sign but spaces, in the order drawn."""
    found = []
    for block in page.get_text("rawdict", flags=READING)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    if not char["c"].isspace():
                        found.append(Letter(char["c"], _ink(char, span["size"])))
    return found


def _ink(char: dict, size: float) -> Box:  # type: ignore[type-arg]
    """From the height of small letters to the base line: what two lines that are set well never share."""
    x0, _, x1, _ = char["bbox"]
    base = char["origin"][1]
    return Box(x0, base - 0.55 * size, x1, base)


def words_of(page: pymupdf.Page) -> list[Word]:
    """In the order drawn; a word ends at a space, a line's end or a jump."""
    found: list[Word] = []
    for block in page.get_text("rawdict", flags=READING)["blocks"]:
        for line in block.get("lines", ()):
            word: Word | None = None
            for span in line["spans"]:
                for char in span["chars"]:
                    if char["c"].isspace():
                        found += [word] if word else []
                        word = None
                        continue
                    box = _ink(char, span["size"])
                    word = Word(word.text + char["c"], word.box.around(box)) if word else Word(char["c"], box)
            found += [word] if word else []
    return found


def written_over(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words that lie on each other."""
    for one, other in combinations(words, 2):
        if one.box.shared_with(other.box) > SHARED:
            yield one, other


def bare(text: str) -> str:
    """Without spaces and soft hyphens, in one form of every letter."""
    return "".join(unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", "")).split())


def unfit_words(text: str, blanks: Iterable[str] = ()) -> list[str]:
    """What no reader should meet. `blanks` are the package's own, which `klyngeflow check` names."""
    known = {bare(blank.partition(" ")[2]) for blank in blanks}
    strange = [found for found in BLANK.findall(text) if bare(found) not in known]
    missing = [letter for letter in MISSING_LETTERS if letter in text]
    return [*NOT_FOR_PEOPLE.findall(text), *strange, *missing]
