"""From the bytes of a workbook (xlsx) to the rows of its first sheet, without running or unpacking a trap."""

from __future__ import annotations

import io
import zipfile
import zlib

from data_contracts.member_table import CURE_CSV, MOST_COLUMNS, Table, refuse, table_of
from domain.errors import BadInput, Fault

OLD_WORKBOOK, PACKED = b"\xd0\xcf\x11\xe0", b"PK"
OTHER_FILES = (".xls", ".xlsm", ".xlsb", ".xltm", ".ods", ".numbers", ".pdf", ".doc", ".docx")
MOST_UNPACKED_BYTES, MOST_PARTS, MOST_SHEET_ROWS = 20_000_000, 500, 5_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    RuntimeError,
)


def is_workbook(content: bytes, filename: str) -> bool:
    """False for text. Raises BadInput for files of a kind that we do not open."""
    if content.startswith(OLD_WORKBOOK) or filename.lower().endswith(OTHER_FILES):
        refuse("Filen", "Filtypen kan ikke bruges her.", CURE_CSV)
    return content.startswith(PACKED)


def read_workbook(content: bytes) -> Table:
    """Raises BadInput for macros, bombs and what is no workbook."""
    _check_package(content)
    try:
        return _first_sheet(content)
    except BROKEN:
        # Not chained: a parser's message may quote a cell.
        raise BadInput([Fault("Filen", "Regnearket er beskadiget.", CURE_CSV)]) from None


def _first_sheet(content: bytes) -> Table:
    from openpyxl import load_workbook

    # Formulas are kept as text, so that they can be refused instead of believed.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    cells = sheet.iter_rows(max_row=MOST_SHEET_ROWS, max_col=MOST_COLUMNS + 1, values_only=True)
    table = table_of(enumerate(cells, start=1))
    only_first = ("Kun det første ark i regnearket er læst.",) if len(book.worksheets) > 1 else ()
    book.close()
    return Table(table.rows, (*table.remarks, *only_first))


def _check_package(content: bytes) -> None:
    """Looks at the zip's directory before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        refuse("Filen", "Regnearket er beskadiget.", CURE_CSV)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        refuse("Filen", "Det er ikke et regneark.", CURE_CSV)
    if any("vbaproject" in name.lower() or "macrosheets" in name.lower() for name in names):
        refuse("Filen", "Regnearket indeholder makroer.", "Gem det som xlsx uden makroer.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
        refuse("Filen", "Regnearket fylder for meget, når det pakkes ud.", CURE_CSV)
