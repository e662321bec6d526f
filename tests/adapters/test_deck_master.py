"""The deck's master: KiAP's own PowerPoint file is found by its names, or refused with its faults."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Emu, Inches

from adapters.deck import PowerPointDeck
from adapters.deck_master import BODY, CONTENT, FRONT, MASTER, NUMBER, TITLE, open_master
from domain.errors import BadInput
from domain.report import AnswerBar, DeckModel, Slide

ITEM = AnswerBar("Ordlyd?", "Kort", ("Nej", "Måske", "Ja"), (3,), 9, (2, 3, 4), 4, alt_text="Om det.")
MODEL = DeckModel(
    "Trivsel",
    "Klynge Øst",
    "KiAP",
    (
        Slide("title", "Trivsel", lead="Klynge Øst", notes="Hej."),
        Slide("section", "Arbejde", "Ro?", charts=(ITEM,) * 2, notes="Se."),
    ),
    "DEMO",
)


def changed(path: Path, change: Callable) -> Path:
    """The master with `change` done to every placeholder of its layouts."""
    deck = Presentation(str(MASTER))
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            change(layout, shape)
    deck.save(str(path))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        PowerPointDeck(path).check()
    return str(refused.value)


def test_the_master_is_found_whole() -> None:
    assert set(open_master().layouts) == {FRONT, CONTENT}


def test_everything_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    def remove(layout, shape) -> None:
        if shape.name in (BODY, NUMBER):
            shape._element.getparent().remove(shape._element)

    told = refusal(changed(tmp_path / "kiap.pptx", remove))
    assert "»Indhold« på layoutet »Indhold«" in told
    assert "»Sidetal« på layoutet »Indhold«" in told
    assert told.count("kiap.pptx:") == 2
    assert "docs/deck-master.md" in told


def test_a_missing_layout_is_named(tmp_path: Path) -> None:
    deck = Presentation(str(MASTER))
    deck.slide_layouts[0]._element.cSld.set("name", "Titelside")
    deck.save(str(tmp_path / "kiap.pptx"))
    assert "mangler layoutet »Forside«" in refusal(tmp_path / "kiap.pptx")


def test_names_are_found_however_they_are_capitalised(tmp_path: Path) -> None:
    def shout(layout, shape) -> None:
        shape.name = f" {shape.name.upper()} "

    PowerPointDeck(changed(tmp_path / "kiap.pptx", shout)).check()


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    def double(layout, shape) -> None:
        if shape.name == BODY:
            layout.shapes._spTree.append(copy.deepcopy(shape._element))

    assert "»Indhold« på layoutet »Indhold« 2 gange" in refusal(changed(tmp_path / "kiap.pptx", double))


@pytest.mark.parametrize(
    ("name", "width", "told"),
    [(BODY, Inches(4), "mindre end 18 × 9 cm"), (TITLE, Inches(30), "når ud over kanten")],
)
def test_a_placeholder_where_nothing_fits_is_refused(
    tmp_path: Path, name: str, width: Emu, told: str
) -> None:
    def resize(layout, shape) -> None:
        if shape.name == name:
            shape.width = width

    assert told in refusal(changed(tmp_path / "kiap.pptx", resize))


def test_a_title_that_is_no_title_is_refused(tmp_path: Path) -> None:
    def swap(layout, shape) -> None:
        if shape.name in (TITLE, BODY):
            shape.name = BODY if shape.name == TITLE else TITLE

    assert "»Titel« på layoutet »Indhold«, men den er af en anden slags" in refusal(
        changed(tmp_path / "kiap.pptx", swap)
    )


def test_a_master_that_has_slides_is_refused(tmp_path: Path) -> None:
    deck = Presentation(str(MASTER))
    deck.slides.add_slide(deck.slide_layouts[1])
    deck.save(str(tmp_path / "kiap.pptx"))
    assert "indeholder dias" in refusal(tmp_path / "kiap.pptx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not a deck", MASTER.read_bytes()[:9000]])
def test_a_broken_master_is_refused_with_the_cure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kiap.pptx"
    path.write_bytes(content)
    assert "kiap.pptx: er ikke en hel PowerPoint-fil. docs/deck-master.md" in refusal(path)


def test_a_master_that_is_not_there_names_the_setting(tmp_path: Path) -> None:
    assert "KLYNGEFLOW_DECK_MASTER" in refusal(tmp_path / "none.pptx")


Change = Callable[[str, bytes], bytes]


def repacked(path: Path, change: Change, extra: dict[str, bytes] | None = None) -> Path:
    with ZipFile(MASTER) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return path


def test_a_master_with_macros_is_refused(tmp_path: Path) -> None:
    def enable(name: str, data: bytes) -> bytes:
        return data.replace(b"presentationml.presentation.main+xml", b"presentation.macroEnabled.main+xml")

    assert "indeholder makroer" in refusal(repacked(tmp_path / "kiap.pptm", enable))
    hidden = repacked(tmp_path / "kiap.pptx", lambda _, data: data, {"ppt/vbaProject.bin": b"x"})
    assert "indeholder makroer" in refusal(hidden)


def test_a_template_file_is_told_how_to_be_saved(tmp_path: Path) -> None:
    def template(name: str, data: bytes) -> bytes:
        return data.replace(b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")

    assert "Gem den som .pptx" in refusal(repacked(tmp_path / "kiap.potx", template))


def test_a_master_that_fetches_something_when_it_is_opened_is_refused(tmp_path: Path) -> None:
    link = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://example.org/logo.png" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )

    def linked(name: str, data: bytes) -> bytes:
        is_layout = name == "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
        return data.replace(b"</Relationships>", link) if is_layout else data

    assert "henter billeder eller andet udefra" in refusal(repacked(tmp_path / "kiap.pptx", linked))


def narrower(path: Path) -> Path:
    """A master in 4:3."""
    deck = Presentation(str(MASTER))
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            shape.left, shape.width = Emu(int(shape.left * 0.75)), Emu(int(shape.width * 0.75))
    deck.slide_width = Inches(10)
    deck.save(str(path))
    return path


def test_another_slide_size_works(tmp_path: Path) -> None:
    content = PowerPointDeck(narrower(tmp_path / "kiap.pptx")).render(MODEL)
    deck = Presentation(io.BytesIO(content))
    assert deck.slide_width == Inches(10)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height


def test_what_else_the_master_holds_stays(tmp_path: Path) -> None:
    """KiAP's own layouts are there for slides that a leader adds."""
    deck = Presentation(str(MASTER))
    deck.core_properties.keywords = "KiAP 2027"
    deck.save(str(tmp_path / "kiap.pptx"))
    made = Presentation(io.BytesIO(PowerPointDeck(tmp_path / "kiap.pptx").render(MODEL)))
    assert made.core_properties.keywords == "KiAP 2027"
    assert len(made.slides) == len(MODEL.slides)
