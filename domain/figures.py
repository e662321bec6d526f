"""The released figures: what may leave the confidential part of the house, and in which shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Why a number is hidden. The texts are what doctors read; the codes go to files.
TOO_FEW = "too_few"
SHARE_ONLY = "share_only"
ALL_ALIKE = "all_alike"
ONE_SIDED = "one_sided"
COULD_BE_WORKED_OUT = "could_be_worked_out"
HIDDEN_REASONS = {
    TOO_FEW: "for få svar til at vise noget",
    SHARE_ONLY: "kun andelen vises, fordi der er få svar",
    ALL_ALIKE: "alle eller næsten alle svarede ens",
    ONE_SIDED: "andelen vises ikke, fordi den ville sige det samme om alle",
    COULD_BE_WORKED_OUT: "vises ikke, fordi et skjult tal ellers kunne regnes ud",
}


@dataclass(frozen=True)
class ItemFigures:
    """One item. `counts` maps raw value to answers or is None; `favourable` is a count of answers.

    `hidden` is None or one of HIDDEN_REASONS. Free-text items carry `n` only.
    """

    n: int
    counts: Mapping[int, int] | None = None
    hidden: str | None = None
    favourable: int | None = None
    mean: float | None = None

    @property
    def share(self) -> float | None:
        """Favourable share, 0–1, or None where it is hidden."""
        return None if self.favourable is None or self.n == 0 else self.favourable / self.n


@dataclass(frozen=True)
class SectionFigures:
    """A section's favourable share over all its scale items' answers, 0–1, or hidden with a reason."""

    share: float | None = None
    hidden: str | None = None


@dataclass(frozen=True)
class Figures:
    """One round's released figures; the only numbers that any document may show."""

    package: str
    round: int
    invited: int
    answered: int
    items: Mapping[str, ItemFigures]
    sections: Mapping[str, SectionFigures]

    @property
    def response_rate(self) -> float:
        return self.answered / self.invited if self.invited else 0.0


@dataclass(frozen=True)
class ItemComparison:
    """One item then and now. Difference and interval are in percentage points of the favourable share.

    `cliffs_delta` is positive when the second round is better; `noise_band` is how far (± points) the
    item that moves most typically moves when nothing has changed.
    """

    first: ItemFigures
    second: ItemFigures
    difference: float | None
    interval: tuple[float, float] | None
    cliffs_delta: float | None
    noise_band: float | None
    sentence: str
    not_compared: str | None


@dataclass(frozen=True)
class Comparison:
    """Round 2 beside round 1. `caveats` are whole Danish sentences, printed with every comparison."""

    items: Mapping[str, ItemComparison]
    caveats: tuple[str, ...]
    noise_band: float | None
