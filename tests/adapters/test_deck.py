"""PowerPoint files: the numbers in them, what a screen reader finds, and the same bytes every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from adapters.deck import PowerPointDeck
from adapters.deck_master import BODY, CONTENT, FRONT, MASTER, open_master
from domain.errors import BadInput
from domain.report import (
    BarChart,
    BarRow,
    DeckModel,
    PairChart,
    PairRow,
    ShareChart,
    ShareRow,
    Slide,
)

LABELS = ("Aldrig", "Sjældent", "Af og til", "Ofte", "Altid")
COUNTED = (
    BarRow("Jeg når mit arbejde", 19, (1, 2, 3, 4, 9), 13),
    BarRow("Jeg har ro til at tænke", 18, (0, 6, 6, 6, 0), 6),
)
SECRET = BarRow("Hemmeligt spørgsmål", 77, None, None, "alle eller næsten alle svarede ens")
FEW = BarRow("Få svarede her", 6, None, 4, "kun andelen vises, fordi der er få svar")
PAIRS = PairChart(
    (
        PairRow("Jeg når mit arbejde", 0.5, 0.6, 10.0, (-20.0, 38.0), 31.0, "En større del."),
        PairRow("Jeg har ro til at tænke", 0.5, 0.5, 0.0, (-30.0, 30.0), 31.0, "Som sidst."),
    )
)
SLIDES = (
    Slide("title", "Trivsel", lead="Klynge Øst\nonsdag den 3. februar 2027", notes="Byd velkommen."),
    Slide("text", "Velkommen", bullets=("Ét punkt", "Endnu ét med æøå"), notes="Sig goddag."),
    Slide(
        "overview",
        "Overblik",
        charts=(ShareChart((ShareRow("Arbejde", 0.625), ShareRow("Pres", None, "for få svar"))),),
        notes="Se.",
        alt_text="Arbejde 63 %.",
    ),
    Slide(
        "section", "Arbejde", charts=(BarChart(LABELS, (*COUNTED, SECRET), (4, 5)),), alt_text="To søjler."
    ),
    Slide("section", "Pres", charts=(BarChart(LABELS, COUNTED, (1, 2)),), alt_text="Vendt skala."),
    Slide("section", "Få", charts=(BarChart(LABELS, (FEW,), (4, 5)),), alt_text="Én andel."),
    Slide("section", "Intet", charts=(BarChart(LABELS, (SECRET,), (4, 5)),), alt_text="Intet vises."),
    Slide(
        "comparison_section",
        "Dengang og nu",
        charts=(PAIRS,),
        table=(("Spørgsmål", "Dengang", "Nu", "Det siger tallene"), ("Jeg når", "9 af 18", "12 af 20", "…")),
        alt_text="To forskelle.",
    ),
    Slide("passport", "Om tallene", table=(("Svar", "19 af 24"), ("Datatræk", "c0ffee"))),
)
MODEL = DeckModel("Trivsel", "Klynge Øst", "Trivsel · KiAP", SLIDES)


@pytest.fixture(scope="module")
def content() -> bytes:
    return PowerPointDeck().render(MODEL)


def opened(content: bytes):
    return Presentation(io.BytesIO(content))


def rendered(*slides: Slide, banner: str = ""):
    return opened(PowerPointDeck().render(DeckModel("T", "U", "F", slides, banner)))


def charts_on(deck, number: int):
    return [shape.chart for shape in deck.slides[number].shapes if shape.has_chart]


def workbook_rows(chart) -> list[tuple[object, ...]]:
    blob = chart.part.chart_workbook.xlsx_part.blob
    return list(openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows(values_only=True))


def drawn_rows(chart) -> list[tuple[object, ...]]:
    plot = chart.plots[0]
    columns = [list(plot.categories), *(list(series.values) for series in plot.series)]
    return [(None, *(series.name for series in plot.series)), *zip(*columns, strict=True)]


def all_members(content: bytes) -> dict[str, bytes]:
    """Every part of the file, workbooks unpacked."""
    parts = {}
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            inner = all_members(data) if name.endswith(".xlsx") else {"": data}
            parts.update({f"{name}/{part}": blob for part, blob in inner.items()})
    return parts


def slide_text(slide) -> str:
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    cells = [c.text for s in slide.shapes if s.has_table for row in s.table.rows for c in row.cells]
    return "\n".join((*texts, *cells))


def test_a_chart_and_its_workbook_hold_the_counts(content: bytes) -> None:
    (chart,) = charts_on(opened(content), 3)
    expected = [
        (None, *LABELS),
        ("Jeg når mit arbejde", 1, 2, 3, 4, 9),
        ("Jeg har ro til at tænke", 0, 6, 6, 6, 0),
    ]
    assert drawn_rows(chart) == expected
    assert workbook_rows(chart) == expected


def test_the_favourable_end_is_always_on_the_right(content: bytes) -> None:
    (chart,) = charts_on(opened(content), 4)
    assert drawn_rows(chart)[:2] == [
        (None, *reversed(LABELS)),
        ("Jeg når mit arbejde", 9, 4, 3, 2, 1),
    ]


def test_bars_are_native_and_stacked(content: bytes) -> None:
    deck = opened(content)
    assert charts_on(deck, 3)[0].chart_type == XL_CHART_TYPE.BAR_STACKED_100
    assert charts_on(deck, 2)[0].chart_type == XL_CHART_TYPE.BAR_CLUSTERED


def test_shares_stand_unrounded_in_chart_and_workbook(content: bytes) -> None:
    (chart,) = charts_on(opened(content), 2)
    assert drawn_rows(chart) == workbook_rows(chart) == [(None, "Positive svar"), ("Arbejde", 0.625)]


def test_few_answers_show_the_share_and_no_distribution(content: bytes) -> None:
    deck = opened(content)
    (chart,) = charts_on(deck, 5)
    assert drawn_rows(chart) == [(None, "Positive svar"), ("Få svarede her", 4 / 6)]
    assert "4 af 6 positive" in slide_text(deck.slides[5])


def test_a_hidden_item_is_a_line_of_text_and_in_no_chart_or_workbook(content: bytes) -> None:
    deck = opened(content)
    for number in (3, 6):
        assert "Vises ikke: alle eller næsten alle svarede ens." in slide_text(deck.slides[number])
    inside = [n for n, blob in all_members(content).items() if "Hemmeligt" in blob.decode("utf-8", "ignore")]
    assert inside
    assert all(name.startswith("ppt/slides/slide") for name in inside)
    assert charts_on(deck, 6) == []


def test_the_number_of_a_hidden_item_is_nowhere_in_the_file(content: bytes) -> None:
    texts = {
        name: re.findall(r"(?:<a:t>|<c:v>|<v>|<t>)[^<]*", blob.decode("utf-8", "ignore"))
        for name, blob in all_members(content).items()
        if ".xml" in name
    }
    assert not [name for name, found in texts.items() if any("77" in text for text in found)]


def test_every_chart_picture_and_table_has_alt_text(content: bytes) -> None:
    drawn = [
        (slide.shapes.title.text, shape._element.xpath(".//p:cNvPr")[0].get("descr"))
        for slide in opened(content).slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape.shape_type == 13
    ]
    assert ("Arbejde", "To søjler.") in drawn
    assert ("Dengang og nu", "To forskelle.") in drawn
    assert all(text for _, text in drawn)


def test_every_slide_has_its_title_in_the_title_placeholder(content: bytes) -> None:
    titles = [slide.shapes.title.text for slide in opened(content).slides]
    assert titles == [slide.title for slide in SLIDES]


def test_the_notes_are_there(content: bytes) -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(content).slides]
    assert notes == [slide.notes for slide in SLIDES]


def test_no_placeholder_is_left_empty(content: bytes) -> None:
    left = [
        (slide.shapes.title.text, shape.name)
        for slide in opened(content).slides
        for shape in slide.placeholders
        if not shape.text_frame.text
    ]
    assert left == []


def test_everything_stays_on_the_slide(content: bytes) -> None:
    deck = opened(content)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height


def test_every_run_is_marked_as_danish(content: bytes) -> None:
    runs = [r for slide in opened(content).slides for r in slide._element.xpath(".//a:r/a:rPr")]
    assert {run.get("lang") for run in runs} == {"da-DK"}


def test_differences_come_as_a_picture_with_a_table_beside_it(content: bytes) -> None:
    slide = opened(content).slides[7]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture.image.content_type == "image/png"
    assert "12 af 20" in slide_text(slide)


def test_a_banner_stands_on_every_slide() -> None:
    deck = rendered(*SLIDES[:4], banner="DEMO")
    assert all("DEMO" in slide_text(slide).split("\n") for slide in deck.slides)


def test_without_a_banner_nothing_says_so(content: bytes) -> None:
    assert "Banner" not in "\n".join(map(slide_text, opened(content).slides))


def test_the_same_model_gives_the_same_bytes(content: bytes) -> None:
    assert PowerPointDeck().render(MODEL) == content


def test_no_part_carries_the_time_of_its_making(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    cores = [blob.decode() for name, blob in all_members(content).items() if "docProps/core.xml" in name]
    assert len(cores) > 4
    assert all(set(re.findall(r">(\d{4})-\d\d-\d\dT", core)) == {"2000"} for core in cores)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "${jndi:x}", "A & B", "=1+1", "_x0041_"]
)
def test_markup_and_formulas_are_printed_literally(text: str) -> None:
    chart = BarChart(LABELS, (BarRow(text, 19, (1, 2, 3, 4, 9), 13),), (4, 5))
    deck = rendered(Slide("section", text, bullets=(text,), charts=(chart,), notes=text, alt_text=text))
    slide = deck.slides[0]
    assert slide.shapes.title.text == text
    assert text in slide_text(slide).split("\n")
    assert slide.notes_slide.notes_text_frame.text == text
    (drawn,) = charts_on(deck, 0)
    assert drawn_rows(drawn)[1][0] == workbook_rows(drawn)[1][0] == text


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    bad = "a\x00b\x1bc\ud800d\u202ee\ufffef"
    chart = ShareChart((ShareRow(bad, 0.5),), bad)
    deck = rendered(Slide("overview", bad, bad, (bad,), (chart,), ((bad, bad),), bad, bad))
    assert deck.slides[0].shapes.title.text == "abcdef"
    assert drawn_rows(charts_on(deck, 0)[0]) == [(None, "abcdef"), ("abcdef", 0.5)]


def test_the_longest_texts_stay_on_the_slide() -> None:
    long = "Et meget langt spørgsmål om hverdagen i klinikken " * 4
    rows = tuple(BarRow(f"{long}{i}", 19, (1, 2, 3, 4, 9), 13) for i in range(5))
    chart = BarChart(tuple(f"{label} i det store og hele" for label in LABELS), rows, (4, 5))
    table = tuple((f"Række {i}", long) for i in range(4))
    deck = rendered(
        Slide("section", long, long, charts=(chart,), alt_text="x"),
        Slide("text", "Lang", long, (long,) * 6),
        Slide("passport", "Pas", table=table),
    )
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("steps", [2, 3, 4, 7])
def test_scales_of_any_length_can_be_drawn(steps: int) -> None:
    labels = tuple(f"Svar {i}" for i in range(steps))
    chart = BarChart(labels, (BarRow("Spørgsmål", 2 * steps, (2,) * steps, 2),), (steps,))
    deck = rendered(Slide("section", "Skala", charts=(chart,), alt_text="x"))
    assert drawn_rows(charts_on(deck, 0)[0])[1] == ("Spørgsmål", *(2,) * steps)


def test_the_master_is_found_whole() -> None:
    assert {layout.name for layout in open_master().slide_layouts} == {FRONT, CONTENT}


def without(name: str, path: Path) -> Path:
    deck = Presentation(str(MASTER))
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.name == name:
                shape._element.getparent().remove(shape._element)
    deck.save(str(path))
    return path


def test_a_master_without_a_needed_placeholder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="»Indhold« på layoutet »Indhold«"):
        open_master(without(BODY, tmp_path / "master.pptx"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"not a deck"])
def test_a_broken_master_is_refused_with_the_cure(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.pptx"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"master\.pptx"):
        PowerPointDeck(path).render(replace(MODEL, slides=()))


def test_a_master_with_macros_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.pptm"
    with ZipFile(MASTER) as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"presentationml.presentation.main+xml", b"presentation.macroEnabled.main+xml"
                )
            target.writestr(name, data)
    with pytest.raises(BadInput):
        open_master(path)
