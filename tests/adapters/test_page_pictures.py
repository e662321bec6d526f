"""Pages become pictures: each page once, the same each time, and decks where there is a LibreOffice."""

from __future__ import annotations

import io

import pytest
import typst
from PIL import Image

from adapters.page_pictures import decks_as_pdf, office, pictures_of

THREE = b"#set page(width: 200pt, height: 100pt)\nen #pagebreak() to #pagebreak() #rect(fill: red)"


def pdf(source: bytes = THREE) -> bytes:
    made = typst.compile(source, format="pdf")
    assert isinstance(made, bytes)
    return made


def test_every_page_becomes_a_picture_of_its_size() -> None:
    pictures = [Image.open(io.BytesIO(page)) for page in pictures_of(pdf())]
    assert [picture.size for picture in pictures] == [(200, 100)] * 3
    assert len({picture.tobytes() for picture in pictures}) == 3


def test_the_same_page_gives_the_same_bytes() -> None:
    content = pdf()
    assert list(pictures_of(content)) == list(pictures_of(content))


def test_what_is_no_pdf_has_no_pages() -> None:
    assert list(pictures_of(b"PK\x03\x04 not a pdf")) == []


def test_without_libreoffice_decks_have_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert office() is None
    assert decks_as_pdf({"a": b"PK"}) == {}


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_decks_become_pdf_and_a_broken_one_harms_no_other() -> None:
    from pptx import Presentation

    deck = Presentation()
    for _ in range(2):
        deck.slides.add_slide(deck.slide_layouts[6])
    whole = io.BytesIO()
    deck.save(whole)
    made = decks_as_pdf({"broken": b"PK\x03\x04" + b"\0" * 99, "whole": whole.getvalue()})
    assert "whole" in made
    assert len(list(pictures_of(made["whole"]))) == 2
