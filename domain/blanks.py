"""The marked blanks of a package: what nobody has told us yet, `[[mangler: …]]`."""

from __future__ import annotations

import re

BLANK = re.compile(r"\[\[mangler:\s*([^\[\]]{1,300}?)\s*\]\]")
SHOWN = re.compile(r"(\(mangler: [^)]+\))")
"""A blank as it is read; the group lets `SHOWN.split` keep it."""


def shown(text: str) -> str:
    """`[[mangler: webadressen]]` -> "(mangler: webadressen)"."""
    return BLANK.sub(r"(mangler: \1)", text)
