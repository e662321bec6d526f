"""Makes any data fit to be set: markdown parsed, characters that no PDF may hold removed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from adapters.markdown_blocks import markdown_blocks

# Control characters, lone surrogates, bidi overrides, byte order marks and noncharacters.
UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e0000-\U0010ffff]"
)
NO_SUCH_LETTER = "□"


def fit(value: Any) -> Any:
    """A copy of JSON-able `value`, ready for a template; {"markdown": text} becomes a list of blocks."""
    if isinstance(value, str):
        return UNFIT.sub("", value)
    if isinstance(value, Mapping):
        if value.keys() == {"markdown"}:
            return _blocks_of(value["markdown"])
        return {key: fit(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [fit(inner) for inner in value]
    return value


@lru_cache(maxsize=64)
def _blocks_of(markdown: str) -> Any:
    """The same help stands on every own copy."""
    return fit(markdown_blocks(markdown))


def only_letters_of(font: Path, value: Any) -> Any:
    """As `fit`, and a letter the font lacks (an emoji, say) becomes an empty box."""
    known = _letters(font)
    if isinstance(value, str):
        return "".join(c if c == "\n" or ord(c) in known else NO_SUCH_LETTER for c in value)
    if isinstance(value, dict):
        return {key: only_letters_of(font, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [only_letters_of(font, inner) for inner in value]
    return value


@cache
def _letters(font: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font) as opened:
        return frozenset(opened.getBestCmap())
