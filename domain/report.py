"""The document models: what a deck shows, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AnswerBar:
    """One item. `counts` follow the scale from 1 up; `favourable` of `n` answers count as favourable.

    Without counts the share alone is shown; without both, `remark` says why.
    """

    question: str
    label: str
    scale_labels: tuple[str, ...]
    favourable_values: tuple[int, ...]
    n: int
    counts: tuple[int, ...] | None = None
    favourable: int | None = None
    remark: str = ""
    alt_text: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.counts is None and self.favourable is None

    @property
    def low_is_favourable(self) -> bool:
        middle = (len(self.scale_labels) + 1) / 2
        return bool(self.favourable_values) and max(self.favourable_values) < middle


@dataclass(frozen=True)
class ShareRow:
    """One plain bar: a favourable share 0–1, or None with `remark`."""

    label: str
    share: float | None
    remark: str = ""


@dataclass(frozen=True)
class ShareChart:
    rows: tuple[ShareRow, ...]
    series: str = "Positive svar"
    alt_text: str = ""


@dataclass(frozen=True)
class PairRow:
    """One item then and now: counts in words, shares 0–1, the rest in percentage points.

    What cannot be compared has no difference and nothing of then; `sentence` says why.
    """

    question: str
    label: str
    then: str
    now: str
    sentence: str
    first: float | None = None
    second: float | None = None
    difference: float | None = None
    interval: tuple[float, float] | None = None
    noise_band: float | None = None
    alt_text: str = ""


@dataclass(frozen=True)
class PairChart:
    """Items then and now on one common axis of differences: from `-reach` to `reach` percentage points."""

    rows: tuple[PairRow, ...]
    reach: float = 100.0


@dataclass(frozen=True)
class Table:
    """`columns` are the columns' widths in proportion, `largest` the largest letters in points.

    Without a header the first column names the rows.
    """

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[float, ...]
    alt_text: str
    has_header: bool = True
    largest: int = 24


Chart = AnswerBar | ShareChart | PairChart


@dataclass(frozen=True)
class Slide:
    """One slide: `notes` tell the leader what to say and how long it takes."""

    kind: str
    title: str
    lead: str = ""
    bullets: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: Table | None = None
    notes: str = ""


@dataclass(frozen=True)
class DeckModel:
    """A whole deck. `banner` ("DEMO", "UDEN DATA") is printed on every slide when set."""

    title: str
    subtitle: str
    footer: str
    slides: tuple[Slide, ...]
    banner: str = ""
