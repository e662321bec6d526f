"""What an author should know of a package that has no faults: nothing here stops anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from data_contracts.package_questionnaire import LONGEST_SHORT
from data_contracts.package_shape import suggestion
from data_contracts.package_texts import OPTIONAL_TEXTS, REQUIRED_TEXTS, line_at
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
    spoken = sum(slide.minutes for slide in package.deck)
    if spoken > minutes:
        yield f"Diasene i »deck« tager {spoken} minutter, men programmet varer {minutes}."
    yield from _meeting(package)
    yield from _unused(package.texts)
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


def _meeting(package: Package) -> Iterator[str]:
    """Parts that nobody gets to see, and mails without anything in them."""
    on_slides = {slide.part for slide in package.deck}
    for part in package.group_work:
        if part.id not in on_slides:
            yield f"Gruppearbejdet »{part.id}« vises ikke på noget dias i »deck«."
    for mail, carried in (("kit", package.kit), ("delivery", package.delivery)):
        if all(attachment.how == "page" for attachment in carried):
            yield f"Mailen »{mail}« har intet med: alle dokumenter har »how: page«."
    documents = {attachment.document for attachment in (*package.kit, *package.delivery)}
    if package.seating and "seating_plan" not in documents:
        yield "»seating« kræver alle medlemmers ydernummer, men ingen af mailene har en bordplan."


def _unused(texts: Mapping[str, str]) -> Iterator[str]:
    """A text under a name that nothing reads is a misspelt name, or a leftover."""
    known = (*REQUIRED_TEXTS, *OPTIONAL_TEXTS)
    for name in sorted(set(texts) - set(known)):
        yield f"texts/{name}.md bliver ikke brugt. {suggestion(name, known)}"


def _typed(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        for pattern, what in NOT_DRAWN:
            if match := pattern.search(text):
                line = line_at(text, match.start())
                yield f"texts/{name}.md:{line} bruger {what}; det bliver vist, som det er skrevet."
