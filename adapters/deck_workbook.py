"""The workbook inside a chart: the drawn numbers and nothing else, text kept as text, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from adapters.deterministic_zip import FIXED_DATE

LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class _LiteralWorkbook(CategoryWorkbookWriter):  # type: ignore[misc]
    """A label that begins with "=" stays a label."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Workbook, Worksheet]]:
        workbook = Workbook(xlsx_file, LITERAL)
        workbook.set_properties({"created": FIXED_DATE})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class LiteralChartData(CategoryChartData):  # type: ignore[misc]
    """Chart data for python-pptx whose embedded workbook is a `_LiteralWorkbook`."""

    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _LiteralWorkbook(self)
