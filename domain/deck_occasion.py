"""What every slide builder knows: the package, whose meeting it is, and the numbers if there are any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.figures import Comparison, Figures
from domain.package import Package, SlidePlan
from domain.report import Slide


@dataclass(frozen=True)
class Occasion:
    """`cluster` and `when` are words for the title slide; `figures` are this round's.

    `words` has the texts to show by item id. `before`, `comparison` and `commitments` belong to round 2
    beside round 1.
    """

    package: Package
    cluster: str
    when: str
    region: str = ""
    figures: Figures | None = None
    before: Figures | None = None
    comparison: Comparison | None = None
    commitments: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passport: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Figures:
        """The figures, for builders that are only used when there are some."""
        if self.figures is None:
            raise ValueError("this slide needs figures")
        return self.figures


Builder = Callable[[Occasion, SlidePlan], tuple[Slide, ...]]
