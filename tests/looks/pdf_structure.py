"""What PDF/UA asks and a file's objects show: tags, language, title, alt texts, letters, no code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pymupdf

PAPER = {(595, 842), (842, 595), (842, 1191), (1191, 842)}
"""A4 and A3 in points, upright and lying."""
ACTIVE = ("/JavaScript", "/JS ", "/OpenAction", "/AA ", "/Launch", "/EmbeddedFile", "/RichMedia", "/AcroForm")


def structure_faults(pdf: bytes) -> list[str]:
    with pymupdf.open(stream=pdf) as document:
        return [*_catalog_faults(document), *_object_faults(document), *_page_faults(document)]


def _catalog_faults(document: pymupdf.Document) -> Iterator[str]:
    catalog = document.pdf_catalog()
    if document.xref_get_key(catalog, "Lang")[1] not in ("da-DK", "da"):
        yield "its language is not Danish"
    if document.xref_get_key(catalog, "MarkInfo/Marked")[1] != "true":
        yield "it does not say that it is tagged"
    if document.xref_get_key(catalog, "StructTreeRoot")[0] != "xref":
        yield "it has no structure tree"
    if document.xref_get_key(catalog, "ViewerPreferences/DisplayDocTitle")[1] != "true":
        yield "viewers show its file name, not its title"
    if not (document.metadata or {}).get("title"):
        yield "it has no title"
    if not re.search(r"pdfuaid:part(?:>|=\")1", document.get_xml_metadata()):
        yield "its metadata do not say PDF/UA-1"


def _object_faults(document: pymupdf.Document) -> Iterator[str]:
    headings: list[int] = []
    for xref in range(1, document.xref_length()):
        source = document.xref_object(xref, compressed=True)
        yield from (f"object {xref} holds {word.strip()}" for word in ACTIVE if word in f"{source} ")
        role = document.xref_get_key(xref, "S")[1]
        if role == "/Figure" and document.xref_get_key(xref, "Alt")[1].strip() in ("", "null"):
            yield f"figure {xref} has no alt text"
        if re.fullmatch(r"/H[1-6]", role):
            headings.append(int(role[2]))
        if document.xref_get_key(xref, "Subtype")[1] == "/Link" and (
            document.xref_get_key(xref, "Contents")[0] != "string"
        ):
            yield f"link {xref} is not described"
        yield from _font_faults(document, xref)
    if headings and min(headings) != 1:
        yield "no heading is of the first level"


def _font_faults(document: pymupdf.Document, xref: int) -> Iterator[str]:
    kind = document.xref_get_key(xref, "Type")[1]
    name = document.xref_get_key(xref, "FontName")[1]
    if kind == "/FontDescriptor":
        files = (document.xref_get_key(xref, key)[0] for key in ("FontFile", "FontFile2", "FontFile3"))
        if "xref" not in files:
            yield f"the letters of {name} are not in the file"
    simple = document.xref_get_key(xref, "Subtype")[1] in (
        "/Type1",
        "/TrueType",
        "/CIDFontType0",
        "/CIDFontType2",
    )
    if kind == "/Font" and simple and document.xref_get_key(xref, "FontDescriptor")[0] == "null":
        yield f"the letters of font {xref} are not in the file"


def _page_faults(document: pymupdf.Document) -> Iterator[str]:
    for number, page in enumerate(document, 1):
        if (round(page.rect.width), round(page.rect.height)) not in PAPER:
            yield f"page {number} is neither A4 nor A3: {page.rect}"
        if document.xref_get_key(page.xref, "StructParents")[0] == "null" and page.get_text().strip():
            yield f"page {number} is not in the structure tree"
