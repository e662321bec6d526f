"""The texts of a package, and the marked blanks: what nobody has told us yet, `[[mangler: …]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from domain.blanks import BLANK
from domain.errors import Fault

REQUIRED_TEXTS = (
    "proposed_invitation",
    "invitation",
    "reminder",
    "package",
    "help",
    "run_sheet_before",
    "run_sheet_during",
    "run_sheet_after",
    "follow_up",
)
OPTIONAL_TEXTS = ("practice", "offers")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BEGUN_BLANK = re.compile(r"\[\[\s*mangler", re.IGNORECASE)


def texts_of(files: Mapping[str, str]) -> dict[str, str]:
    """Text name -> markdown, from the folder's files."""
    paths = (path for path in files if path.startswith("texts/") and path.endswith(".md"))
    return {path.removeprefix("texts/").removesuffix(".md"): files[path] for path in paths}


def without_comments(files: Mapping[str, str]) -> dict[str, str]:
    """The same files; in the markdown nothing is left of an author's comments but their line ends."""
    return {
        name: COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text) if name.endswith(".md") else text
        for name, text in files.items()
    }


def check_texts(texts: Mapping[str, str], seen_elsewhere: set[str]) -> Iterator[Fault]:
    """`seen_elsewhere` are the files that already have a fault of their own."""
    for name in REQUIRED_TEXTS:
        place = f"texts/{name}.md"
        if name not in texts and place not in seen_elsewhere:
            yield Fault(
                f"{place}:1", "Teksten mangler.", f"Skriv den i {place}, eller kopiér den fra en anden pakke."
            )
    for name, text in texts.items():
        place = f"texts/{name}.md"
        if not text.strip() and place not in seen_elsewhere:
            yield Fault(f"{place}:1", "Teksten er tom.", "Skriv noget under kommentaren, eller slet filen.")
        if "<!--" in text:
            line = line_at(text, text.index("<!--"))
            yield Fault(f"{place}:{line}", "Kommentaren bliver ikke sluttet.", "Skriv --> efter den.")


def check_blanks(name: str, text: str) -> Iterator[Fault]:
    whole = {match.start() for match in BLANK.finditer(text)}
    for match in BEGUN_BLANK.finditer(text):
        if match.start() not in whole:
            what = "En udestående oplysning er ikke skrevet rigtigt."
            yield Fault(
                f"{name}:{line_at(text, match.start())}", what, "Skriv den som [[mangler: hvad der mangler]]."
            )


def blanks_of(name: str, text: str) -> Iterator[str]:
    for match in BLANK.finditer(text):
        yield f"{name}:{line_at(text, match.start())} {' '.join(match.group(1).split())}"


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
