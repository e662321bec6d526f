"""A package's own texts as words for a slide: chapters, paragraphs and list points without their marks."""

from __future__ import annotations

import re

Chapter = tuple[str, tuple[str, ...]]
"""A heading, empty before the first one, and its paragraphs and list points."""


def chapters(markdown: str) -> tuple[Chapter, ...]:
    found: list[tuple[str, list[str]]] = [("", [])]
    joining = False
    for raw in markdown.splitlines():
        line = raw.strip()
        point = re.match(r"(?:[-*•]|\d+[.)])\s+(.*)", line)
        if line.startswith("#"):
            found.append((line.lstrip("#").strip(), []))
            joining = False
        elif not line:
            joining = False
        elif point or not joining:
            found[-1][1].append(point.group(1) if point else line)
            joining = True
        else:
            found[-1][1][-1] += f" {line}"
    return tuple((_plain(title), tuple(map(_plain, texts))) for title, texts in found if texts)


def paragraphs(markdown: str) -> tuple[str, ...]:
    """All chapters' paragraphs and list points, without the headings."""
    return tuple(text for _, texts in chapters(markdown) for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`", "", text)
