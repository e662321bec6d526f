"""Small pieces of markdown for what operators read in the engine's pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|#~!])")


def plain(text: str) -> str:
    """On one line, and nothing in it means anything to markdown: a cluster may be called what it likes."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines; none at all without rows."""
    lines = [_row(row) for row in rows]
    return [_row(heads), _row(["---"] * len(heads)), *lines, ""] if lines else []


def section(title: str, lines: Sequence[str]) -> list[str]:
    """Nothing at all where there is nothing to tell."""
    return [f"## {title}", "", *lines, ""] if lines else []


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
