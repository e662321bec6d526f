"""Files to the browser under their Danish names."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from fastapi.responses import Response

SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "–": "-"})


def pdf_download(content: bytes, name: str) -> Response:
    return download(content, name, "application/pdf")


def download(content: bytes, name: str, media_type: str) -> Response:
    """Old browsers read the plain name, all others the one with æ, ø and å (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name.translate(SPELT_OUT)).encode("ascii", "ignore").decode()
    safe = "".join(mark for mark in plain if mark.isalnum() or mark in " ._-()").strip() or "fil"
    disposition = f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
