"""The PDFs themselves: words, tags, language, letters, and that data never become code."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from adapters.documents import TypstDocuments
from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from domain import sheets
from domain.errors import NotFound, Refused
from domain.figures import ItemFigures
from domain.meeting import Member
from domain.package import GroupWork, Question
from domain.questionnaire import Answers
from tests.domain.sheet_examples import CONTACTS, FIGURES, MEETING, OWN_KEY, PACKAGE, QUESTIONNAIRE
from tests.domain.test_sheets import EVERY_SHEET

DOCUMENTS = TypstDocuments()
REGION = MEETING.order.region

DRAWN_BY = {
    "package_sheet": "package",
    "data_free_handouts": "handouts",
    "implementation_plan_a3": "implementation_plan",
}
A4, A3 = {595, 842}, {842, 1191}

HOSTILE = [
    "<script>alert(1)</script>",
    '#eval("1+1") #panic()',
    "$x^2$ *fed* _skrå_ @ref <mærke> `kode` // væk",
    "{{7*7}} ${jndi:ldap://x} %s",
    '") #panic("',
    "C:\\temp\\ny \\u{41} \\#",
    "æøåÆØÅ – ’ “ ” é ß",
]


@cache
def pdf(name: str) -> bytes:
    return DOCUMENTS.render(DRAWN_BY.get(name, name), EVERY_SHEET[name])


def words(content: bytes) -> str:
    with pymupdf.open(stream=content) as document:
        text = " ".join(page.get_text() for page in document)
    return re.sub(r"\s+", " ", text)


def copy_with(written: str) -> bytes:
    answers = Answers({"room": 2}, {"glad": written})
    sheet = sheets.own_copy(QUESTIONNAIRE, answers, "Trivsel", "Hjælp", CONTACTS, REGION, OWN_KEY)
    return DOCUMENTS.render("own_copy", sheet)


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_every_sheet_is_tagged_danish_titled_and_on_its_paper_with_its_letters_embedded(name: str) -> None:
    with pymupdf.open(stream=pdf(name)) as document:
        catalog = document.xref_object(document.pdf_catalog())
        assert "/Lang (da-DK)" in catalog
        assert "/StructTreeRoot" in catalog
        assert "/Marked true" in catalog
        assert EVERY_SHEET[name]["title"] in document.metadata["title"]
        paper = A3 if name.endswith("_a3") else A4
        assert all({round(edge) for edge in page.rect[2:]} == paper for page in document)
        fonts = [font for page in document for font in page.get_fonts()]
    assert fonts
    assert all("SourceSansPro" in font[3] and font[1] != "n/a" for font in fonts)


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_every_drawn_picture_is_told_in_words(name: str) -> None:
    with pymupdf.open(stream=pdf(name)) as document:
        objects = [document.xref_object(number) for number in range(1, document.xref_length())]
    figures = [one for one in objects if re.search(r"/S /Figure\b", one)]
    assert all(re.search(r"/Alt [(<].+[)>]", one) for one in figures)
    assert bool(figures) == (name in {"handouts", "own_copy", "seating_plan"})


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    assert TypstDocuments().render(DRAWN_BY.get(name, name), EVERY_SHEET[name]) == pdf(name)


def test_a_document_holds_no_time() -> None:
    with pymupdf.open(stream=pdf("own_copy")) as document:
        assert document.metadata["creationDate"] == ""
        assert document.metadata["modDate"] == ""
        assert "Date" not in document.get_xml_metadata()


@pytest.mark.parametrize("written", HOSTILE)
def test_what_somebody_wrote_is_printed_literally(written: str) -> None:
    assert written in words(copy_with(written))


def test_what_stands_in_a_package_text_is_never_run() -> None:
    text = 'Pris: $5 og #panic("x") og [ikke](javascript:alert(1)) <b>fed</b>'
    sheet = sheets.own_copy(QUESTIONNAIRE, Answers(), "Trivsel", text, CONTACTS, REGION, OWN_KEY)
    content = DOCUMENTS.render("own_copy", sheet)
    assert 'Pris: $5 og #panic("x")' in words(content)
    assert b"javascript" not in content


def test_characters_no_pdf_may_hold_are_removed() -> None:
    assert "Jeg er glad nu" in words(copy_with("Jeg \x00er\ud800 gl\u202ead\x1b \ufeffnu\ufffe"))


def test_letters_outside_the_type_become_boxes_and_the_rest_stays() -> None:
    assert "Dejligt □ men travlt □" in words(copy_with("Dejligt 😀 men travlt 漢"))


def test_line_breaks_in_an_answer_are_kept() -> None:
    with pymupdf.open(stream=copy_with("første\r\nanden")) as document:
        lines = document[0].get_text().splitlines()
    assert lines.index("anden") == lines.index("første") + 1


@pytest.mark.parametrize(("members", "pages"), [(10, 1), (24, 1), (30, 1), (40, 2), (73, 3)])
def test_an_attendance_list_of_thirty_stands_on_one_page(members: int, pages: int) -> None:
    people = [Member(f"m{n}", f"laege{n}@praksis.example", f"Åse Ærlig {n}", "12345") for n in range(members)]
    sheet = sheets.attendance_list(PACKAGE, MEETING, people)
    with pymupdf.open(stream=DOCUMENTS.render("attendance_list", sheet)) as document:
        assert len(document) == pages
        assert all("Underskrift" in page.get_text() for page in document)


@pytest.mark.parametrize("package_id", ["trivsel", "samarbejde"])
def test_the_own_copy_of_our_packages_is_one_sheet_of_paper(package_id: str) -> None:
    folders = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml")
    package = folders.get(package_id)
    asked, help_text = package.questionnaire, package.text("help")
    (answers,) = invent_answers(asked, 1, 1)
    sheet = sheets.own_copy(asked, answers, package.title, help_text, package.contacts, REGION, OWN_KEY)
    with pymupdf.open(stream=DOCUMENTS.render("own_copy", sheet)) as document:
        assert len(document) == 2


def test_the_own_copy_says_once_how_one_could_answer() -> None:
    said = words(pdf("own_copy"))
    for scale in QUESTIONNAIRE.scales.values():
        assert said.count(" – ".join(scale.labels)) == 1


def test_the_own_copy_holds_each_answer_and_no_more() -> None:
    said = words(pdf("own_copy"))
    assert re.findall("✓ (Uenig|Altid)", said) == ["Uenig", "Altid"]
    assert said.count("✓") == 2
    assert said.count("Du svarede ikke på dette spørgsmål.") == 2
    assert "Mine patienter" in said
    for stranger in (MEETING.order.cluster, "2027", "Åse", "kl."):
        assert stranger not in said


def test_the_handouts_hold_the_numbers_and_the_reasons() -> None:
    said = words(pdf("handouts"))
    for expected in (
        "14 af 19 (74 %)",
        "3 af 7 (43 %)",
        "19 af 24 (79 %)",
        "Emnet samlet: 60 % positive svar.",
        "Alle eller næsten alle svarede ens.",
        "For få svar til at vise noget.",
        "11 har skrevet noget her.",
        "Hvad overrasker jer?",
    ):
        assert expected in said


def test_handouts_without_data_print_no_share() -> None:
    said = words(pdf("data_free_handouts"))
    assert "Der er luft i min dag" in said
    assert "%" not in said


def test_a_bar_has_its_counts_in_the_order_of_the_scale() -> None:
    with pymupdf.open(stream=pdf("handouts")) as document:
        page = document[0]
        (place,) = page.search_for("14 af 19")
        band = pymupdf.Rect(200, place.y0 - 6, place.x0 - 2, place.y1 + 6)
        numbers = [word[4] for word in sorted(page.get_text("words", clip=band))]
    assert numbers == ["2", "3", "9", "5"]


def test_an_implementation_plan_is_one_landscape_page() -> None:
    with pymupdf.open(stream=pdf("implementation_plan")) as document:
        assert document.page_count == 1
        assert document[0].rect.width > document[0].rect.height


def test_the_large_plan_has_larger_letters_too() -> None:
    heights = []
    for name in ("implementation_plan", "implementation_plan_a3"):
        with pymupdf.open(stream=pdf(name)) as document:
            assert document.page_count == 1
            (found,) = document[0].search_for("Hvem gør det")
            heights.append(found.height)
    assert heights[1] > 1.2 * heights[0]


@pytest.mark.parametrize("tables", [0, 3])
def test_each_table_has_a_sheet_of_its_own_without_a_figure_on_it(tables: int) -> None:
    content = DOCUMENTS.render("handouts", sheets.handouts(PACKAGE, MEETING, FIGURES, tables))
    with pymupdf.open(stream=content) as document:
        sheets_of_tables = [text for page in document if "Hvem begynder?" in (text := page.get_text())]
        first = document.page_count - len(sheets_of_tables) + 1
        pages = f"{first}–{document.page_count}" if tables else f"{first}"
        assert f"side {pages} med" in document[0].get_text()
    assert len(sheets_of_tables) == max(tables, 1)
    for number, text in enumerate(sheets_of_tables, start=1):
        assert (f"Bord {number}\n" in text) == bool(tables)
        assert "Hvad overrasker jer?" in text
        assert "%" not in text


def test_a_package_without_seating_has_groups() -> None:
    package = replace(PACKAGE, seating=None)
    assert "Gruppe" in words(DOCUMENTS.render("handouts", sheets.handouts(package, MEETING, FIGURES)))


def test_more_questions_than_a_page_holds_run_on_to_the_next() -> None:
    many = GroupWork("many", "Mange", tuple(Question(f"Spørgsmål nr. {at}?") for at in range(30)))
    package = replace(PACKAGE, group_work=(many,))
    said = words(DOCUMENTS.render("handouts", sheets.handouts(package, MEETING, FIGURES)))
    assert re.findall(r"nr\. (\d+)\?", said) == [str(at) for at in range(30)]


def test_seventy_three_people_fit_under_a_header_on_every_page() -> None:
    crowd = [Member(f"m{at}", f"laege{at}@klynge.example", f"Læge Nummer {at:02}") for at in range(73)]
    content = DOCUMENTS.render("attendance_list", sheets.attendance_list(PACKAGE, MEETING, crowd))
    with pymupdf.open(stream=content) as document:
        pages = [page.get_text() for page in document]
    assert [number for page in pages for number in re.findall(r"Nummer (\d\d)", page)] == [
        f"{at:02}" for at in range(73)
    ]
    assert all("Underskrift" in page for page in pages)


def test_a_table_stands_on_a_page_of_its_own_with_its_neighbours_in_order() -> None:
    with pymupdf.open(stream=pdf("seating_plan")) as document:
        assert document.page_count == 1 + len(EVERY_SHEET["seating_plan"]["tables"])
        assert "Anne Eg sidder alene." in document[0].get_text()
        said = " ".join(document[1].get_text().split())
    assert "Bord 1" in said
    assert "Åse Ærø 2. Anne Eg 3. Ærling By" in said


def test_what_is_not_known_yet_stands_out_without_its_brackets() -> None:
    for name in ("package_sheet", "proposed_invitation"):
        said = words(pdf(name))
        assert "mangler: adressen" in said
        assert "[[" not in said


def test_a_question_for_the_practice_has_room_under_it_and_the_rest_has_not() -> None:
    with pymupdf.open(stream=pdf("practice_sheet")) as document:
        page = document[0]
        (question,), (rest,) = page.search_for("Hvad virker?"), page.search_for("Skriv det op.")
        lines = [drawing["rect"].y0 for drawing in page.get_drawings() if drawing["dashes"] != "[] 0"]
    assert len([y for y in lines if question.y1 < y < rest.y0]) == 2
    assert not [y for y in lines if y > rest.y1]


def test_pages_are_numbered_in_danish() -> None:
    assert "side 1 af 1" in words(pdf("implementation_plan"))


def test_sheets_rendered_from_many_threads_do_not_mix() -> None:
    written = [f"svar nummer {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        for text, content in zip(written, threads.map(copy_with, written), strict=True):
            assert re.findall(r"svar nummer \d+", words(content)) == [text]


@pytest.mark.parametrize("name", ["nothing", "_look", "../secret"])
def test_an_unknown_sheet_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(NotFound, match="own_copy"):
        DOCUMENTS.render(name, {})


def test_a_template_that_fails_says_where_and_never_what_was_answered(tmp_path: Path) -> None:
    (tmp_path / "bad.typ").write_text("#let draw(data) = panic(data.answer)")
    with pytest.raises(Refused) as refused:
        TypstDocuments(tmp_path).render("bad", {"answer": "hemmeligt"})
    assert "bad" in str(refused.value)
    assert "hemmeligt" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_long_cluster_name_and_a_long_address_stay_on_the_page() -> None:
    contact: dict[str, Any] = {
        "organisation": "Region Sjælland",
        "person": "",
        "lines": ["et.meget.langt.navn.som.ikke.vil.ende@regionsjaelland.example.dk"],
        "checked": True,
    }
    sheet = EVERY_SHEET["package_sheet"] | {"contacts": [contact, contact]}
    sheet["facts"] = [{"label": "Klynge", "value": "Klyngen " * 60}]
    with pymupdf.open(stream=DOCUMENTS.render("package", sheet)) as document:
        for page in document:
            assert all(word[2] <= page.rect.width - 50 for word in page.get_text("words"))


def test_seventy_three_answers_fit_in_their_bars() -> None:
    items = dict(FIGURES.items) | {"room": ItemFigures(73, {1: 1, 2: 1, 3: 1, 4: 69, 5: 1}, None, 70, 3.9)}
    figures = replace(FIGURES, items=items, answered=73, invited=73)
    content = DOCUMENTS.render("handouts", sheets.handouts(PACKAGE, MEETING, figures))
    assert re.search("1 ?1 ?1 ?69 ?1 70 af 73", words(content))
