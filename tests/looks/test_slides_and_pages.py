"""Every slide and page as people see it: nothing leaves its box, lies on other words, or stands alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pymupdf
import pytest
from pptx import Presentation

from domain.report import DeckModel, Slide
from tests.looks.cases import PACKAGES, Case, Document, build, drawing, package_of
from tests.looks.deck_structure import structure_faults as deck_faults
from tests.looks.office import as_pdf, require
from tests.looks.pages import page_faults
from tests.looks.pdf_structure import structure_faults as pdf_faults
from tests.looks.slides import shown_as_is, slide_faults

ONE_PAGE_EACH = {"seating_plan": 4, "handouts": 8}
"""Sheets with a page for each table, which may hold few words."""

EVERY_CASE = [
    case
    for package in PACKAGES
    for case in (
        *(Case(package, answers) for answers in (4, 5, 9, 19, 40)),
        *(Case(package, 19, second) for second in (4, 5, 9, 19, 40)),
        Case(package, 9, 10, members=10, longest=True),
        Case(package, 10, members=10, longest=True),
        Case(package, 73, members=73, longest=True),
    )
]
EVERY_CASE = [replace(case, members=max(case.members, case.answers, case.second or 0)) for case in EVERY_CASE]


@lru_cache(maxsize=4)
def documents(case: Case) -> tuple[Document, ...]:
    return tuple(build(case))


def faults(case: Case) -> list[str]:
    """Of every document of the case: its looks, its tags, and what is behind its charts."""
    require("soffice", "libreoffice-impress")
    blanks = package_of(case.package).blanks
    decks = [document for document in documents(case) if document.is_deck]
    sheets = [document for document in documents(case) if not document.is_deck]
    found = []
    for deck, pdf in zip(decks, as_pdf([shown_as_is(deck.content) for deck in decks]), strict=True):
        seen = [*slide_faults(deck.content, pdf, blanks), *deck_faults(deck.content)]
        found += [f"{deck.name}: {fault}" for fault in seen]
    for sheet in sheets:
        found += [f"{sheet.name}: {fault}" for fault in sheet_faults(sheet, blanks)]
    return found


def sheet_faults(sheet: Document, blanks: Sequence[str]) -> list[str]:
    fewest = {"fewest_words": ONE_PAGE_EACH[sheet.kind]} if sheet.kind in ONE_PAGE_EACH else {}
    return [*page_faults(sheet.content, blanks, **fewest), *pdf_faults(sheet.content)]


def test_a_sample_of_slides_and_pages_looks_as_it_should() -> None:
    assert faults(Case("trivsel", 9, 19)) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sheet_before_the_meeting_looks_as_it_should(package: str) -> None:
    sheets = [document for document in documents(Case(package, 9)) if not document.is_deck]
    assert {sheet.name: sheet_faults(sheet, package_of(package).blanks) for sheet in sheets} == {
        sheet.name: [] for sheet in sheets
    }


@pytest.mark.long
@pytest.mark.parametrize("case", EVERY_CASE, ids=str)
def test_every_slide_and_page_looks_as_it_should(case: Case) -> None:
    assert faults(case) == []


def test_every_document_that_a_package_lists_is_looked_at() -> None:
    for package in PACKAGES:
        listed = package_of(package)
        wanted = {one.document for one in (*listed.kit, *listed.delivery)}
        assert wanted <= {document.kind for document in documents(Case(package, 9))}


# --- and the checks find what is wrong ------------------------------------------------------------------

LONG = "Et meget langt punkt om hverdagen i klinikken, fordi nogen har skrevet alt for meget. "
GOOD = Slide("text", "En titel, der er lang nok", "En indledning", ("Et punkt", "Et andet"), notes="Sig det.")


def deck_of(slide: Slide) -> bytes:
    return drawing()[1].render(DeckModel("T", "U", "F", (slide,)))


def with_title_at(deck: bytes, left: int, top: int, width: int, height: int) -> bytes:
    """The title moved, as a careless master would."""
    opened = Presentation(io.BytesIO(deck))
    shape = opened.slides[0].shapes.title
    shape.left, shape.top, shape.width, shape.height = left, top, width, height
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def handmade() -> dict[str, list[str]]:
    """What is found in decks with one fault each, and in one without."""
    good = deck_of(GOOD)
    decks = {
        "good": good,
        "too long": deck_of(replace(GOOD, bullets=(LONG * 4,) * 6)),
        "for programmers": deck_of(replace(GOOD, bullets=("None har svaret",))),
        "too narrow": with_title_at(good, 11_500_000, 400_000, 600_000, 400_000),
        "on the lead": with_title_at(good, 548_640, 950_000, 9_000_000, 640_000),
    }
    pdfs = as_pdf([shown_as_is(deck) for deck in decks.values()])
    return {name: slide_faults(deck, pdf) for (name, deck), pdf in zip(decks.items(), pdfs, strict=True)}


def test_a_good_slide_has_no_fault(handmade: dict[str, list[str]]) -> None:
    assert handmade["good"] == []


@pytest.mark.parametrize(
    ("deck", "fault"),
    [
        ("too long", "leave their box"),
        ("for programmers", "»None« is printed"),
        ("too narrow", "does not show"),
        ("on the lead", "lie on each other"),
    ],
)
def test_a_slide_with_a_fault_is_found(handmade: dict[str, list[str]], deck: str, fault: str) -> None:
    assert any(fault in found for found in handmade[deck])


def page(*texts: tuple[float, float, str]) -> bytes:
    """An A4 page with words at the given places, in points."""
    document = pymupdf.open()
    sheet = document.new_page(width=595, height=842)
    for x, y, text in texts:
        sheet.insert_text((x, y), text, fontsize=11)
    return bytes(document.tobytes())


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ([(560, 400, "hverdagen")], "leaves the page"),
        ([(100, 400, "hverdagen"), (103, 402, "klinikken")], "lie on each other"),
        ([(100, 400, "Mødet er None")], "»None« is printed"),
        ([(100, 400, "[[mangler: adressen]]")], "»adressen« is printed"),
        ([(100, 400, "{item} er svær")], "»{item}« is printed"),
    ],
)
def test_a_page_with_a_fault_is_found(texts: list[tuple[float, float, str]], fault: str) -> None:
    assert any(fault in found for found in page_faults(page(*texts)))


def test_a_blank_that_the_package_marks_is_no_fault() -> None:
    assert page_faults(page((100, 400, "[[mangler: adressen]]")), ["help.md:3 adressen"]) == []


def test_a_lonely_line_on_a_new_page_is_found() -> None:
    with pymupdf.open(stream=page((100, 400, "Første side"))) as document:
        document.new_page(width=595, height=842).insert_text((100, 100), "og slut.")
        content = bytes(document.tobytes())
    assert any("only 2 words" in fault for fault in page_faults(content))


def test_a_file_without_tags_language_and_title_is_found() -> None:
    assert len(pdf_faults(page((100, 400, "Et ark")))) >= 5


def test_a_deck_without_alt_text_is_found() -> None:
    deck = Presentation(
        io.BytesIO(next(d for d in documents(Case("trivsel", 9)) if d.kind == "deck").content)
    )
    chart = next(shape for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    chart._element.xpath(".//p:cNvPr")[0].set("descr", "")
    out = io.BytesIO()
    deck.save(out)
    assert any("has no alt text" in fault for fault in deck_faults(out.getvalue()))
