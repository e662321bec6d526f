"""Pictures that native charts cannot give: differences with their uncertainty, and a meeting's dates."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from datetime import datetime, timedelta

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from domain.meeting import Plan
from domain.report import PairRow

INK, GREY, BAND, DOT = "#1B2A36", "#5B6770", "#DDE4E9", "#0B3C5D"
DPI = 200
# It comes with matplotlib, so the picture is the same on every machine.
FONT = "DejaVu Sans"
MONTHS = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")


class MatplotlibPictures:
    """`ports.Pictures`; the same input gives the same bytes."""

    def comparison(self, rows: Sequence[PairRow]) -> bytes:
        """One line per row, 12.1 inches wide: difference, interval, the noise band behind."""
        with mpl.rc_context({"font.family": FONT}):
            figure = Figure(figsize=(12.1, 0.62 + sum(map(_row_height, rows))))
            height = figure.get_figheight()
            axes = figure.add_axes((0.41, 0.5 / height, 0.57, 1 - 0.62 / height))
            _draw_comparison(axes, rows)
            return _png(figure)

    def timeline(self, plan: Plan, now: datetime) -> bytes:
        """The round's dates on a line, with a mark at `now`."""
        with mpl.rc_context({"font.family": FONT}):
            figure = Figure(figsize=(11, 3.2))
            _draw_timeline(figure.add_axes((0.04, 0.05, 0.92, 0.9)), plan, now)
            return _png(figure)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()


def _row_height(row: PairRow) -> float:
    """Inches: room for every line of the label."""
    return 0.22 + 0.22 * len(_wrapped(row.label).split("\n"))


def _draw_comparison(axes: Axes, rows: Sequence[PairRow]) -> None:
    reach = _reach(rows)
    heights = [_row_height(row) for row in rows]
    middles = [sum(heights[:place]) + height / 2 for place, height in enumerate(heights)]
    axes.set_xlim(-reach, reach)
    axes.set_ylim(sum(heights), 0)
    axes.axvline(0, color=GREY, linewidth=1.2, zorder=2)
    for row, middle, height in zip(rows, middles, heights, strict=True):
        _draw_pair(axes, row, middle, height)
    axes.set_yticks(middles, [_wrapped(row.label) for row in rows], fontsize=13, color=INK)
    step = 20 if reach <= 65 else 50
    ticks = [tick for tick in range(-100, 101, step) if abs(tick) <= reach]
    axes.set_xticks(ticks, [_signed(tick) for tick in ticks], fontsize=13, color=GREY)
    axes.set_xlabel(
        "færre positive svar   ←   procentpoint   →   flere positive svar", fontsize=13, color=GREY
    )
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _reach(rows: Sequence[PairRow]) -> float:
    """Symmetric about nothing changed, so that the eye is not pulled to one side."""
    ends = [
        abs(end) for row in rows for end in (*(row.interval or ()), row.difference or 0, row.noise_band or 0)
    ]
    return min(100.0, max(30.0, *ends, 0.0) * 1.08) if ends else 30.0


def _draw_pair(axes: Axes, row: PairRow, place: float, height: float) -> None:
    if row.noise_band is not None and row.difference is not None:
        axes.barh(place, 2 * row.noise_band, left=-row.noise_band, height=0.9 * height, color=BAND, zorder=1)
    if row.difference is None:
        axes.text(
            0, place, "kan ikke sammenlignes", fontsize=13, color=GREY, ha="center", va="center", zorder=4
        )
        return
    if row.interval is not None:
        axes.plot(row.interval, (place, place), color=DOT, linewidth=3, solid_capstyle="butt", zorder=3)
    axes.plot([row.difference], [place], "o", color=DOT, markersize=11, zorder=4, clip_on=False)


def _wrapped(label: str) -> str:
    return textwrap.fill(label, 46).replace("$", r"\$")


def _signed(number: float) -> str:
    return "0" if number == 0 else f"{number:+.0f}".replace("-", "−")


def _draw_timeline(axes: Axes, plan: Plan, now: datetime) -> None:
    points = (
        (plan.survey_opens, "Skema åbner"),
        *((moment, "Påmindelse") for moment in plan.reminders),
        (plan.survey_closes, "Skema lukker"),
        (plan.delivery, "Materiale ude"),
        (plan.meeting_starts, "Møde"),
    )
    first, last = min(p[0] for p in points), max(p[0] for p in points)
    margin = max((last - first) * 0.08, timedelta(hours=12))
    axes.set_xlim(_days(first - margin, first), _days(last + margin, first))
    axes.set_ylim(-1.5, 1.5)
    axes.axis("off")
    axes.plot((_days(first, first), _days(last, first)), (0, 0), color="#C9D3DA", linewidth=4, zorder=1)
    for number, (moment, name) in enumerate(points):
        side = 1 if number % 2 == 0 else -1
        x = _days(moment, first)
        axes.plot((x, x), (0, 0.35 * side), color=GREY, linewidth=1, zorder=1)
        axes.plot(
            [x],
            [0],
            "o",
            markersize=13,
            zorder=2,
            color=DOT,
            markerfacecolor=DOT if moment <= now else "white",
        )
        words = f"{name}\n{moment.day}. {MONTHS[moment.month - 1]} kl. {moment:%H.%M}"
        axes.text(
            x, 0.45 * side, words, fontsize=13, color=INK, ha="center", va="bottom" if side > 0 else "top"
        )
    if first - margin <= now <= last + margin:
        x = _days(now, first)
        axes.plot((x, x), (-0.22, 0.22), color="#B35806", linewidth=3, zorder=3)
        axes.text(x, -0.28, "nu", fontsize=13, color="#B35806", ha="center", va="top", zorder=3)


def _days(moment: datetime, start: datetime) -> float:
    return (moment - start) / timedelta(days=1)
