"""Draws boxes, words and lines as SVG that is readable on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

STYLE = """
  text { font-family: system-ui, -apple-system, 'Segoe UI', 'Source Sans 3', Helvetica, Arial, sans-serif; }
  .name { font-size: 13.5px; font-weight: 650; fill: #16323c; }
  .words { font-size: 11.5px; fill: #45606a; }
  .head { font-size: 15px; font-weight: 700; fill: #0b5563; }
  .box { fill: #e3f1f1; stroke: #0b7285; stroke-width: 1.4; }
  .wait { fill: #ffffff; stroke: #6c8790; stroke-width: 1.4; stroke-dasharray: 5 4; }
  .asks { fill: #fff4db; stroke: #b7791f; stroke-width: 1.4; stroke-dasharray: 5 4; }
  .line { fill: none; stroke: #6c8790; stroke-width: 1.6; }
  .tip { fill: #6c8790; }
  .mail { fill: #ffffff; stroke: #0b7285; stroke-width: 1.3; }
  @media (prefers-color-scheme: dark) {
    .name { fill: #e8f3f4; } .words { fill: #b4c8cd; } .head { fill: #7fd3df; }
    .box { fill: #123740; stroke: #4fb3c1; } .wait { fill: #161f24; stroke: #8fa6ad; }
    .asks { fill: #3a2e12; stroke: #e0b252; }
    .line { stroke: #8fa6ad; } .tip { fill: #8fa6ad; } .mail { fill: #123740; stroke: #7fd3df; }
  }
"""


def drawing(width: int, height: int, title: str, parts: Iterable[str]) -> str:
    """A whole file; `title` is read aloud to those who cannot see it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(title)}">'
    )
    return "\n".join(
        [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", *parts, "</svg>", ""]
    )


def box(kind: str, x: int, y: int, width: int, height: int) -> str:
    round = 6 if kind == "box" else height // 2
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{round}"/>'


def words(kind: str, x: int, y: int, text: str, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def envelope(x: int, y: int) -> str:
    """Centred on the point."""
    return (
        f'<g class="mail"><rect x="{x - 10}" y="{y - 7}" width="20" height="14" rx="2"/>'
        f'<path d="M{x - 10} {y - 6} L{x} {y + 2} L{x + 10} {y - 6}" fill="none"/></g>'
    )


def arrow(*points: tuple[int, int]) -> str:
    """Along the points, with a tip at the last; the last stretch runs down or to the right."""
    path = " ".join(f"{'M' if n == 0 else 'L'}{x} {y}" for n, (x, y) in enumerate(points))
    (before, _), (x, y) = points[-2:]
    tip = f"{x - 4},{y - 6} {x + 4},{y - 6} {x},{y}"
    if before != x:
        tip = f"{x - 6},{y - 4} {x - 6},{y + 4} {x},{y}"
    return f'<path class="line" d="{path}"/><polygon class="tip" points="{tip}"/>'
