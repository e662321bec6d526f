"""The document models: what a deck shows, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BarRow:
    """One stacked bar. `counts` follow the scale from 1 up, or None with `remark` saying why."""

    label: str
    n: int
    counts: tuple[int, ...] | None
    favourable: int | None
    remark: str = ""


@dataclass(frozen=True)
class BarChart:
    """Stacked bars of raw answers on one scale; `favourable` are the raw values that count as favourable."""

    scale_labels: tuple[str, ...]
    rows: tuple[BarRow, ...]
    favourable: tuple[int, ...] = ()


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


@dataclass(frozen=True)
class PairRow:
    """One item then and now: shares 0–1, difference, interval and noise band in percentage points."""

    label: str
    first: float | None
    second: float | None
    difference: float | None
    interval: tuple[float, float] | None
    noise_band: float | None
    sentence: str


@dataclass(frozen=True)
class PairChart:
    rows: tuple[PairRow, ...]


Chart = BarChart | ShareChart | PairChart


@dataclass(frozen=True)
class Slide:
    """One slide: `notes` tell the leader what to say; `alt_text` says what the chart shows, in words."""

    kind: str
    title: str
    lead: str = ""
    bullets: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    notes: str = ""
    alt_text: str = ""


@dataclass(frozen=True)
class DeckModel:
    """A whole deck. `banner` ("DEMO", "UDEN DATA") is printed on every slide when set."""

    title: str
    subtitle: str
    footer: str
    slides: tuple[Slide, ...]
    banner: str = ""
