"""Zip files (pptx, xlsx) whose bytes depend on their content only."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FIXED_DATE = datetime(2000, 1, 1)
"""Stands wherever a file format insists on a date of its own making."""


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of the members (name, content) in their order, dated FIXED_DATE."""
    out = io.BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in members:
            target.writestr(_entry(name), content)
    return out.getvalue()


def with_fixed_dates(content: bytes) -> bytes:
    """The same members in the same order, dated FIXED_DATE."""
    with ZipFile(io.BytesIO(content)) as source:
        return zipped((member.filename, source.read(member)) for member in source.infolist())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, FIXED_DATE.timetuple()[:6])
    # What is packed already only takes time to be packed again.
    entry.compress_type = ZIP_STORED if name.endswith((".xlsx", ".png", ".jpeg")) else ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    return entry
