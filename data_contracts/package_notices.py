"""What an author should know of a package that has no faults: nothing here stops anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from data_contracts.package_questionnaire import LONGEST_SHORT
from data_contracts.package_texts import line_at
from domain.package import Package

SHORTEST_EVENING, LONGEST_EVENING = 60, 240
# The documents and mails draw paragraphs, ## headings, - bullets and **bold**; the rest stays as typed.
NOT_DRAWN = (
    (re.compile(r"(?m)^#(#{2,})? "), "en overskrift, som ikke begynder med ##"),
    (re.compile(r"(?m)^[ ]*(\d+[.)]|[*+]) "), "en liste, som ikke begynder med -"),
    (re.compile(r"(?m)^\|"), "en tabel"),
    (re.compile(r"\]\(|!\["), "et link eller et billede"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), "HTML"),
)


def author_notices(package: Package) -> Iterator[str]:
    """Danish sentences."""
    name = Path(package.folder).name
    if name != package.id:
        yield f"Mappen hedder »{name}«, men pakkens id er »{package.id}«. Den bestilles som »{package.id}«."
    yield from _labels(package)
    yield from _slides(package)
    minutes = sum(point.minutes for point in package.programme)
    if not SHORTEST_EVENING <= minutes <= LONGEST_EVENING:
        yield f"Programmet varer {minutes} minutter i alt."
    yield from _typed(package.texts)


def _labels(package: Package) -> Iterator[str]:
    for item in package.questionnaire.items:
        if len(item.label) > LONGEST_SHORT:
            yield f"Spørgsmålet »{item.id}« har ingen »short«; hele teksten bliver for lang på et dias."


def _slides(package: Package) -> Iterator[str]:
    on_slides = {slide.section for slide in package.deck}
    for section in package.questionnaire.sections:
        if section.id not in on_slides:
            yield f"Emnet »{section.id}« vises ikke på noget dias i »deck«."


def _typed(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        for pattern, what in NOT_DRAWN:
            if match := pattern.search(text):
                line = line_at(text, match.start())
                yield f"texts/{name}.md:{line} bruger {what}; det bliver vist, som det er skrevet."
