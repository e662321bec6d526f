"""Everything that a finished file holds, wherever it stands: what anybody with the file can read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zipfile import ZipFile, is_zipfile

import openpyxl
import pymupdf
from lxml import etree
from pptx import Presentation

CELL = " | "
BAND_GAP, COLUMN_GAP = 3.0, 8.0
"""Points of white that part two rows, and two columns."""


@dataclass(frozen=True)
class Said:
    """Words that belong together: a paragraph, a table's row, a sentence of an alt text, a chart's row."""

    where: str
    text: str
    columns: tuple[str, ...] = ()
    """The headings of a table's columns, for a row whose cells stand between |."""

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Heading and text of each cell; the whole text without a heading when it is no table's row."""
        parts = self.text.split(CELL)
        if len(parts) != len(self.columns):
            return [("", self.text)]
        return list(zip(self.columns, parts, strict=True))


@dataclass(frozen=True)
class ChartRow:
    """One category of a chart, or one row of the workbook behind it: series name -> number."""

    where: str
    label: str
    numbers: tuple[tuple[str, float], ...]


# --- every part, as it is -------------------------------------------------------------------------------


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file, those of files within it too; of a PDF, every object and stream."""
    return dict(_zip_parts(content, "") if is_zipfile(io.BytesIO(content)) else _pdf_parts(content))


def embedded_workbooks(deck: bytes) -> list[bytes]:
    """The files behind the charts, in the order of their names."""
    with ZipFile(io.BytesIO(deck)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist()) if name.endswith(".xlsx")]


def _zip_parts(content: bytes, prefix: str) -> Iterator[tuple[str, bytes]]:
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if is_zipfile(io.BytesIO(data)):
                yield from _zip_parts(data, f"{prefix}{name}/")
            else:
                yield f"{prefix}{name}", data


def _pdf_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with pymupdf.open(stream=content) as document:
        for xref in range(1, document.xref_length()):
            yield f"object {xref}", document.xref_object(xref).encode()
            if document.xref_is_stream(xref):
                yield f"stream {xref}", document.xref_stream(xref)
        yield "metadata", repr(sorted((document.metadata or {}).items())).encode()


def everything(content: bytes) -> str:
    """All that can be read in the file as one text: names of parts, attributes, comments, page text."""
    words = []
    for name, data in parts(content).items():
        words.append(name)
        if name.endswith((".xml", ".rels")):
            words += _xml_words(data)
        elif name == "metadata" or name.startswith("object"):
            words += [data.decode("utf-8", "replace"), *_pdf_strings(data.decode("latin-1"))]
        else:
            words.append(data.decode("utf-8", "replace"))
    if not is_zipfile(io.BytesIO(content)):
        words += [said.text for said in _pdf_lines(content, "")]
    return "\n".join(words)


def _xml_words(data: bytes) -> Iterator[str]:
    root = etree.fromstring(data)
    for node in root.iter():
        if isinstance(node.tag, str):
            yield from node.attrib.values()
            yield node.text or ""
            yield node.tail or ""
        else:
            yield str(node.text)
    # A paragraph whose letters are spread over several runs.
    for paragraph in root.iter("{*}p", "{*}si"):
        yield "".join(paragraph.itertext())


def _pdf_strings(source: str) -> Iterator[str]:
    """Hexadecimal strings as text: titles and alt texts with Danish letters are written so."""
    for digits in re.findall(r"<([0-9A-Fa-f]{4,})>", source):
        if digits.upper().startswith("FEFF"):
            yield bytes.fromhex(digits[4 : len(digits) // 4 * 4]).decode("utf-16-be", "replace")


# --- what it says, piece by piece -----------------------------------------------------------------------


def said_in(content: bytes, name: str = "") -> list[Said]:
    deck = is_zipfile(io.BytesIO(content))
    found = _deck_says(content, name) if deck else _pdf_says(content, name)
    return [replace(said, text=said.text.replace("\u00a0", " ")) for said in found]


def _deck_says(content: bytes, name: str) -> Iterator[Said]:
    deck = Presentation(io.BytesIO(content))
    for number, slide in enumerate(deck.slides, 1):
        where = f"{name} slide {number}"
        for shape in slide.shapes:
            yield from _shape_says(shape, f"{where} {shape.name}")
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                yield Said(f"{where} notes", paragraph.text)
    core = deck.core_properties
    for word in (core.title, core.subject, core.comments, core.keywords, core.category, core.author):
        yield Said(f"{name} properties", word or "")


def _shape_says(shape, where: str) -> Iterator[Said]:  # type: ignore[no-untyped-def]
    alt = shape._element.xpath(".//p:cNvPr")[0]
    for text in (alt.get("descr", ""), alt.get("title", "")):
        yield from (Said(f"{where} alt text", sentence) for sentence in sentences(text))
    if shape.has_table:
        rows = [tuple(cell.text for cell in row.cells) for row in shape.table.rows]
        for row in rows:
            yield Said(where, CELL.join(row), columns=rows[0])
    elif shape.has_text_frame:
        yield from (Said(where, paragraph.text) for paragraph in shape.text_frame.paragraphs)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _pdf_says(content: bytes, name: str) -> Iterator[Said]:
    yield from _pdf_lines(content, name)
    with pymupdf.open(stream=content) as document:
        for xref in range(1, document.xref_length()):
            for key in ("Alt", "ActualText", "E", "T"):
                kind, value = document.xref_get_key(xref, key)
                if kind == "string":
                    yield from (Said(f"{name} alt text", one) for one in sentences(value))
        for value in (document.metadata or {}).values():
            yield Said(f"{name} metadata", value or "")


def _pdf_lines(content: bytes, name: str) -> Iterator[Said]:
    """The words that stand side by side, such as a table's row: what is level belongs together."""
    with pymupdf.open(stream=content) as document:
        for number, page in enumerate(document, 1):
            yield from (Said(f"{name} page {number}", text) for text in level_words(page))


def level_words(page: pymupdf.Page) -> list[str]:
    """Bands of words with white above and below, each read column by column, the columns with | between."""
    bands: list[list[tuple[float, ...]]] = []
    bottom = -1e9
    for word in sorted(page.get_text("words"), key=lambda word: word[1]):
        if word[1] > bottom + BAND_GAP:
            bands.append([])
            bottom = word[3]
        bands[-1].append(word)
        bottom = max(bottom, word[3])
    return [CELL.join(_columns(band)) for band in bands]


def _columns(band: list[tuple[float, ...]]) -> Iterator[str]:
    """Words that share a column, line by line."""
    columns: list[list[tuple[float, ...]]] = []
    right = -1e9
    for word in sorted(band, key=lambda word: word[0]):
        if word[0] > right + COLUMN_GAP:
            columns.append([])
        columns[-1].append(word)
        right = max(right, word[2])
    for column in columns:
        yield " ".join(str(word[4]) for word in sorted(column, key=lambda word: (round(word[1]), word[0])))


# --- the numbers in charts ------------------------------------------------------------------------------


def chart_rows(content: bytes, name: str = "") -> list[ChartRow]:
    """Every category of every chart, from its drawing and from all sheets of the workbook behind it."""
    if not is_zipfile(io.BytesIO(content)):
        return []
    return [
        row
        for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, 1)
        for shape in slide.shapes
        if shape.has_chart
        for row in (
            *_drawn(shape.chart, f"{name} slide {number}"),
            *_behind(shape.chart, f"{name} slide {number}"),
        )
    ]


def _drawn(chart, where: str) -> Iterator[ChartRow]:  # type: ignore[no-untyped-def]
    for plot in chart.plots:
        series = [(one.name, list(one.values)) for one in plot.series]
        for place, label in enumerate(plot.categories):
            yield ChartRow(f"{where} chart", str(label), tuple((n, v[place]) for n, v in series))


def _behind(chart, where: str) -> Iterator[ChartRow]:  # type: ignore[no-untyped-def]
    for sheet, rows in workbook_rows(chart).items():
        header = rows[0] if rows else ()
        for row in rows[1:]:
            named = zip(header[1:], row[1:], strict=True)
            numbers = tuple((str(n), float(v)) for n, v in named if isinstance(v, int | float))
            yield ChartRow(f"{where} workbook {sheet}", str(row[0]), numbers)


def workbook_rows(chart) -> dict[str, list[Sequence[object]]]:  # type: ignore[no-untyped-def]
    """All sheets of the workbook behind the chart, hidden ones too."""
    part = chart.part.chart_workbook.xlsx_part
    book = openpyxl.load_workbook(io.BytesIO(part.blob))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
