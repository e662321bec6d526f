"""Pictures for operators: a meeting's dates."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from domain.meeting import Plan

INK, GREY, DOT = "#1B2A36", "#5B6770", "#0B3C5D"
DPI = 200
# It comes with matplotlib, so the picture is the same on every machine.
FONT = "DejaVu Sans"
MONTHS = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.")


class MatplotlibPictures:
    """`ports.Pictures`; the same input gives the same bytes."""

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
