"""Zip files (pptx, xlsx) whose bytes depend on their content only."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED_DATE = datetime(2000, 1, 1)
"""Stands wherever a file format insists on a date of its own making."""


def with_fixed_dates(content: bytes) -> bytes:
    """The same members in the same order, dated FIXED_DATE; workbooks inside are treated the same way."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.endswith(".xlsx"):
                data = with_fixed_dates(data)
            target.writestr(_entry(member.filename), data)
    return out.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, FIXED_DATE.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    return entry
