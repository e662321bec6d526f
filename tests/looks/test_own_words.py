"""What doctors wrote on slides and hand-outs: the ticked texts, letter by letter, and no other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.slide import Slide

from domain.deck_own_words import TITLE
from domain.package import Package
from domain.questionnaire import Answers
from domain.ticked_texts import choose_texts
from tests.ledgers import forget_done
from tests.looks.cases import LookHouse, package_of
from tests.looks.evenings import WITH_NUMBERS, shortened
from tests.looks.finished_files import everything
from tests.looks.office import as_pdf
from tests.looks.pages import page_faults
from tests.looks.pdf_structure import structure_faults as pdf_faults
from tests.looks.slides import shown_as_is, slide_faults

FEWEST_WORDS = 8
"""On a sheet with a page for each table."""

TRIVSEL: Package = replace(shortened(package_of("trivsel"), 1), delivery=WITH_NUMBERS)
GOOD, CHANGE = (item.id for item in TRIVSEL.questionnaire.text_items)
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}} {% raw %} ${jndi:ldap://x} %s",
    '#panic("x") #let a = 1 $x^2$ *fed* _skrå_ @ref `kode` // væk',
    "A & B &amp; C = 1 < 2 > 0 \\u{41}",
    "=1+1 [her](der) - et ~ to ---",
)
PLAIN = tuple(f"Almindelig tekst nummer {n:02}" for n in range(12))
LONG = tuple(f"{mark} " + "Vi har for lidt tid til det, der er svært. " * 9 for mark in "ABCDEFG")


def evening(folder: Path, texts: Sequence[str], *, round: int = 1) -> LookHouse:
    """Everybody answers everything, and each text is somebody's to the first question."""
    house = LookHouse(folder, TRIVSEL, members=24)
    answer(house, texts, round)
    return house


def answer(house: LookHouse, texts: Sequence[str], round: int) -> None:
    asked = TRIVSEL.questionnaire.scale_items
    values = [{item.id: 1 + (n + place) % 5 for place, item in enumerate(asked)} for n in range(len(texts))]
    given = [Answers(one, {GOOD: text}) for one, text in zip(values, texts, strict=True)]
    house.freeze(round, given, 24)


def tick(house: LookHouse, wanted: Sequence[str], round: int = 1) -> None:
    pull = house.database.pulls.get(house.id, round)
    assert pull is not None
    places = [place for place, text in enumerate(pull.texts[GOOD]) if text in wanted]
    choose_texts(house.id, round, {GOOD: places}, "AB", house)


def made(house: LookHouse, round: int = 1) -> dict[str, bytes]:
    return {document.kind: document.content for document in house.report(round)}


def with_words(deck: bytes) -> list[Slide]:
    slides = Presentation(io.BytesIO(deck)).slides
    return [slide for slide in slides if (slide.shapes.title.text or "").startswith(TITLE)]


def quotes(deck: bytes) -> list[str]:
    """Every paragraph that is a quote, with how many paragraphs stand on its slide left out."""
    texts = [
        paragraph.text
        for slide in with_words(deck)
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    return [text for text in texts if text.startswith("»")]


def test_what_was_written_is_printed_letter_by_letter_on_slide_and_paper(tmp_path: Path) -> None:
    house = evening(tmp_path, [*HOSTILE, *PLAIN])
    tick(house, HOSTILE)
    files = made(house)
    assert sorted(quotes(files["deck"])) == sorted(f"»{text}«" for text in HOSTILE)
    paper = everything(files["handouts"])
    assert [text for text in HOSTILE if text not in " ".join(paper.split())] == []


def test_only_the_ticked_texts_reach_a_file_in_both_rounds(tmp_path: Path) -> None:
    house = evening(tmp_path, [f"{text} dengang" for text in PLAIN])
    tick(house, [f"{text} dengang" for text in PLAIN[:3]])
    first = made(house)
    answer(house, [f"{text} nu" for text in PLAIN], 2)
    tick(house, [f"{text} nu" for text in PLAIN[4:8]], 2)
    second = made(house, 2)
    assert second.keys() == {"deck", "handouts", "comparison_deck"}
    for files, shown in ((first, PLAIN[:3]), (second, PLAIN[4:8])):
        end = "dengang" if files is first else "nu"
        for name, content in files.items():
            said = " ".join(everything(content).split())
            found = [text for text in PLAIN if text in said]
            assert found == list(shown), name
            assert all(f"{text} {end}" in said for text in shown), name


@pytest.mark.parametrize("chosen", [False, True], ids=["nobody chose", "none was ticked"])
def test_without_a_tick_no_text_reaches_a_file(tmp_path: Path, chosen: bool) -> None:
    house = evening(tmp_path, PLAIN)
    if chosen:
        tick(house, ())
    for name, content in made(house).items():
        assert "Almindelig tekst" not in everything(content), name


def test_the_last_slides_say_how_many_of_how_many_were_chosen(tmp_path: Path) -> None:
    house = evening(tmp_path, PLAIN)
    tick(house, PLAIN[:4])
    label = TRIVSEL.questionnaire.item(GOOD).label
    assert f"{label}: 4 af 12 vises." in everything(made(house)["deck"])


def test_the_leader_is_told_not_to_ask_who_wrote(tmp_path: Path) -> None:
    house = evening(tmp_path, PLAIN)
    tick(house, PLAIN[:4])
    (slide,) = with_words(made(house)["deck"])
    notes = slide.notes_slide.notes_text_frame.text
    assert "Spørg ikke, hvem der har skrevet" in notes
    assert "KiAP har valgt 4 af 12 tekster" in notes


def test_the_same_choice_gives_the_same_bytes(tmp_path: Path) -> None:
    house = evening(tmp_path, PLAIN)
    tick(house, PLAIN[:4])
    before = made(house)
    forget_done(house.ledger, house.id, 1, ["report_building"])
    assert made(house) == before


EVENINGS = {"short": ("Tid", "Ro", "Pauser"), "many": PLAIN, "long": LONG, "strange": HOSTILE[1:]}


def test_quotes_stay_on_their_slides_and_pages_however_many_and_long(tmp_path: Path) -> None:
    decks, found = {}, {}
    for name, texts in EVENINGS.items():
        (tmp_path / name).mkdir()
        house = evening(tmp_path / name, [*texts, *(f"Andet {n}" for n in range(10))])
        tick(house, texts)
        files = made(house)
        assert len(quotes(files["deck"])) == len(texts)
        decks[name] = files["deck"]
        found[name] = page_faults(files["handouts"], fewest_words=FEWEST_WORDS)
        found[name] += pdf_faults(files["handouts"])
    pages = as_pdf([shown_as_is(deck) for deck in decks.values()])
    for (name, deck), pdf in zip(decks.items(), pages, strict=True):
        found[name] += slide_faults(deck, pdf, TRIVSEL.blanks)
    assert found == {name: [] for name in EVENINGS}
