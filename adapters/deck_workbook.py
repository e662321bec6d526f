"""The workbook inside a chart: the drawn numbers and nothing else, so that »Edit data« shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from adapters.deck_xml import DECLARATION
from adapters.deterministic_zip import zipped

SHEET = "Ark1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

LOOKS_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel would read _x0041_ in a text as the letter A."""

Row = Sequence[str | float]


def workbook(header: Sequence[str], rows: Sequence[Row], number_format: str) -> bytes:
    """One sheet, SHEET: `header` over `rows`, whose first cells are labels and whose others are numbers."""
    texts = [*header, *(str(row[0]) for row in rows)]
    members = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _relations(*_PARTS),
        "xl/styles.xml": _styles(number_format),
        "xl/sharedStrings.xml": _shared_strings(texts),
        "xl/worksheets/sheet1.xml": _sheet(len(header), rows),
    }
    return zipped((name, f"{DECLARATION}{xml}".encode()) for name, xml in members.items())


def column(number: int) -> str:
    """0 -> "A"; a chart has fewer than 26."""
    return chr(ord("A") + number)


def _shared_strings(texts: Sequence[str]) -> str:
    items = "".join(f'<si><t xml:space="preserve">{_as_text(text)}</t></si>' for text in texts)
    return f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'


def _as_text(text: str) -> str:
    return escape(LOOKS_LIKE_AN_ESCAPE.sub("_x005F_", text))


def _sheet(series: int, rows: Sequence[Row]) -> str:
    """The header's texts come first among the shared ones, then the rows' labels."""
    header = "".join(_text_cell(f"{column(place + 1)}1", place) for place in range(series))
    body = "".join(
        f'<row r="{number}">{_text_cell(f"A{number}", series + number - 2)}{_number_cells(number, row)}</row>'
        for number, row in enumerate(rows, 2)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="60" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{header}</row>{body}</sheetData></worksheet>'
    )


def _text_cell(place: str, shared: int) -> str:
    return f'<c r="{place}" t="s"><v>{shared}</v></c>'


def _number_cells(number: int, row: Row) -> str:
    return "".join(f'<c r="{column(at)}{number}" s="1"><v>{row[at]!r}</v></c>' for at in range(1, len(row)))


def _relations(*targets: tuple[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'


def _styles(number_format: str) -> str:
    return (
        f'<styleSheet xmlns="{MAIN}">'
        f'<numFmts count="1"><numFmt numFmtId="164" formatCode={quoteattr(number_format)}/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


_WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_PARTS = (
    ("worksheet", "worksheets/sheet1.xml"),
    ("styles", "styles.xml"),
    ("sharedStrings", "sharedStrings.xml"),
)
_CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>'
)
