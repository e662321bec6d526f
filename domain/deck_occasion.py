"""What every slide builder knows: the package, whose meeting it is, and the numbers if there are any."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from domain.figures import Comparison, Figures
from domain.package import Package, SlidePlan
from domain.report import Slide


@dataclass(frozen=True)
class Occasion:
    """`cluster` and `when` are words for the title slide; `second` and `comparison` belong to round 2."""

    package: Package
    cluster: str
    when: str
    region: str = ""
    figures: Figures | None = None
    second: Figures | None = None
    comparison: Comparison | None = None
    passport: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Figures:
        """The figures, for builders that are only used when there are some."""
        if self.figures is None:
            raise ValueError("this slide needs figures")
        return self.figures


Builder = Callable[[Occasion, SlidePlan], tuple[Slide, ...]]


def notes(plan: SlidePlan, *more: str) -> str:
    """The package's words to the leader, the minutes, and what the slide itself adds."""
    minutes = f"Tid: ca. {plan.minutes} minutter." if plan.minutes else ""
    return "\n\n".join(part for part in (minutes, plan.notes.strip(), *more) if part)


def numbered(slides: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """A topic that takes several slides says so in their titles."""
    if len(slides) < 2:
        return slides
    return tuple(replace(s, title=f"{s.title} ({i} af {len(slides)})") for i, s in enumerate(slides, 1))


def unique_titles(slides: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """The same title a second time gets its number: titles are how a screen reader finds a slide."""
    taken: set[str] = set()
    result = []
    for slide in slides:
        title, number = slide.title, 1
        while title in taken:
            number += 1
            title = f"{slide.title} – {number}"
        taken.add(title)
        result.append(replace(slide, title=title))
    return tuple(result)


def paragraphs(markdown: str) -> tuple[str, ...]:
    """The paragraphs and list points of a package text, as plain words without its heading lines."""
    found: list[str] = []
    joining = False
    for raw in markdown.splitlines():
        line = raw.strip()
        point = re.match(r"(?:[-*•]|\d+[.)])\s+(.*)", line)
        if not line or line.startswith("#"):
            joining = False
        elif point or not joining:
            found.append(point.group(1) if point else line)
            joining = True
        else:
            found[-1] += f" {line}"
    return tuple(re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`", "", text) for text in found)
