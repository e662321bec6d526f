"""PowerPoint files: the numbers in them, what a screen reader finds, and the same bytes every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE

from adapters.deck import PowerPointDeck
from domain.report import AnswerBar, DeckModel, PairChart, PairRow, ShareChart, ShareRow, Slide, Table

LABELS = ("Aldrig", "Sjældent", "Af og til", "Ofte", "Altid")


def bar(label: str, counts: tuple[int, ...]) -> AnswerBar:
    return AnswerBar(
        f"Ordlyd: {label}?", label, LABELS, (4, 5), sum(counts), counts, sum(counts[3:]), "", f"Om {label}."
    )


COUNTED = (bar("Jeg når mit arbejde", (1, 2, 3, 4, 9)), bar("Jeg har ro til at tænke", (0, 6, 6, 6, 0)))
REVERSED = replace(bar("Jeg har travlt", (1, 2, 3, 4, 9)), favourable=3, favourable_values=(1, 2))
SECRET = AnswerBar(
    "Hemmeligt spørgsmål?", "Hemmeligt", LABELS, (4, 5), 77, remark="alle eller næsten alle svarede ens"
)
FEW = AnswerBar(
    "Få svarede her?", "Få svarede her", LABELS, (4, 5), 6, None, 4, "kun andelen vises", "Om få."
)
PAIR = PairRow(
    "Når jeg mit arbejde?",
    "Jeg når mit arbejde",
    "9 af 18",
    "12 af 20",
    "Flere svarer positivt. Det kan være tilfældigt.",
    0.5,
    0.6,
    10.0,
    (-20.0, 38.0),
    31.0,
    "En forskel.",
)
CHANGED = PairRow("Nyt?", "Nyt", "", "5 af 20", "Ordlyden er ændret.", second=0.25)
SHARES = ShareChart((ShareRow("Arbejde", 0.625), ShareRow("Pres", None, "for få svar")), alt_text="63 %.")
SOURCE = Table((("Svar", "19 af 24"), ("Datatræk", "c0ffee")), (1, 2), "Kilde", has_header=False)
SLIDES = (
    Slide("title", "Trivsel", lead="Klynge Øst\nonsdag den 3. februar 2027", notes="Byd velkommen."),
    Slide("text", "Velkommen", bullets=("Ét punkt", "Endnu ét med æøå"), notes="Sig goddag."),
    Slide("overview", "Overblik", charts=(SHARES,), notes="Se."),
    Slide("section", "Arbejde", lead="Har vi ro?", charts=COUNTED),
    Slide("section", "Pres", charts=(REVERSED, SECRET)),
    Slide("section", "Få", charts=(FEW,)),
    Slide("section", "Intet", charts=(SECRET,)),
    Slide("comparison_section", "Dengang og nu", charts=(PairChart((PAIR, CHANGED)),)),
    Slide("passport", "Om tallene", table=SOURCE),
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


def cells(book: openpyxl.Workbook, formula: str) -> list[object]:
    sheet, _, area = formula.partition("!")
    found = book[sheet][area.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_each_item_has_a_chart_of_its_own_and_its_workbook_holds_the_counts(content: bytes) -> None:
    for chart, item in zip(charts_on(opened(content), 3), COUNTED, strict=True):
        expected = [(None, *LABELS), (item.label, *(item.counts or ()))]
        assert drawn_rows(chart) == workbook_rows(chart) == expected


def test_every_workbook_opens_and_holds_what_its_chart_shows(content: bytes) -> None:
    deck = opened(content)
    charts = [chart for number in range(len(SLIDES)) for chart in charts_on(deck, number)]
    assert len(charts) == 6
    for chart in charts:
        assert workbook_rows(chart) == drawn_rows(chart)


def test_a_chart_refers_to_the_cells_that_hold_its_numbers(content: bytes) -> None:
    """PowerPoint draws from these again when somebody has edited the data."""
    deck = opened(content)
    for chart in (chart for number in range(len(SLIDES)) for chart in charts_on(deck, number)):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        for series in chart.plots[0].series:
            name, labels, values = (
                series._element.xpath(f"c:{part}//c:f")[0].text for part in ("tx", "cat", "val")
            )
            assert cells(book, name) == [series.name]
            assert cells(book, labels) == list(chart.plots[0].categories)
            assert cells(book, values) == list(series.values)


def test_the_wording_stands_above_its_bar_and_count_and_share_beside_it(content: bytes) -> None:
    slide = opened(content).slides[3]
    shapes = {shape.text_frame.text: shape for shape in slide.shapes if shape.has_text_frame}
    first = next(shape for shape in slide.shapes if shape.has_chart)
    wording, side = shapes["Ordlyd: Jeg når mit arbejde?"], shapes["13 af 19 positive\v(68\u00a0%)"]
    assert wording.top + wording.height <= first.top
    assert side.left >= first.left + first.width


def test_the_favourable_end_is_always_on_the_right(content: bytes) -> None:
    (chart,) = charts_on(opened(content), 4)
    assert drawn_rows(chart) == [(None, *reversed(LABELS)), ("Jeg har travlt", 9, 4, 3, 2, 1)]


def test_two_items_on_one_scale_share_a_legend_and_others_have_their_own(content: bytes) -> None:
    assert [chart.has_legend for chart in charts_on(opened(content), 3)] == [True, False]
    deck = rendered(Slide("section", "To", charts=(COUNTED[0], REVERSED)))
    assert [chart.has_legend for chart in charts_on(deck, 0)] == [True, True]


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
    for number in (4, 6):
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
        if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.GROUP
    ]
    assert ("Arbejde", "Om Jeg har ro til at tænke.") in drawn
    assert ("Om tallene", "Tabel: Kilde.") in drawn
    assert drawn.count(("Dengang og nu", "En forskel.")) == 2
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


def test_a_screen_reader_meets_title_lead_body_charts_and_footer_in_this_order() -> None:
    slide = rendered(replace(SLIDES[3], bullets=("Et punkt",)), banner="DEMO").slides[0]
    names = [shape.name.rstrip(" 0123456789") for shape in slide.shapes]
    assert names[:3] == ["Titel", "Indledning", "Indhold"]
    assert names[3:-3] == ["Tekst", "Figur", "Tekst"] * 2
    assert names[-3:] == ["Banner", "Sidefod", "Sidetal"]


def test_every_run_and_every_chart_is_marked_as_danish(content: bytes) -> None:
    parts = {name: blob.decode() for name, blob in all_members(content).items() if name.startswith("ppt/")}
    made = [
        text for name, text in parts.items() if re.match(r"ppt/(slides|notesSlides|charts)/[^/]*\.xml", name)
    ]
    assert {mark for text in made for mark in re.findall(r'\blang="([^"]*)"', text)} == {"da-DK"}
    assert not [text for text in made if re.search(r"<a:rPr(?![^>]*lang=)|<a:defRPr(?![^>]*lang=)", text)]
    charts = [text for name, text in parts.items() if re.match(r"ppt/charts/[^/]*\.xml", name)]
    assert charts
    assert all('<c:lang val="da-DK"/>' in text for text in charts)


def test_a_pair_has_both_shares_its_difference_on_a_band_and_a_sentence(content: bytes) -> None:
    deck = opened(content)
    (chart,) = charts_on(deck, 7)
    assert drawn_rows(chart) == [(None, "Positive svar"), ("Dengang: 9 af 18", 0.5), ("Nu: 12 af 20", 0.6)]
    (strip,) = [shape for shape in deck.slides[7].shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    _, band, zero, interval, dot = strip.shapes
    middle, point = strip.left + strip.width / 2, strip.width / 2 / 100.0
    for drawn, low, high in ((band, -31, 31), (interval, -20, 38)):
        assert drawn.left == pytest.approx(middle + low * point, abs=3)
        assert drawn.left + drawn.width == pytest.approx(middle + high * point, abs=3)
    for drawn, value in ((zero, 0), (dot, 10)):
        assert drawn.left + drawn.width / 2 == pytest.approx(middle + value * point, abs=3)
    assert "Flere svarer positivt. Det kan være tilfældigt." in slide_text(deck.slides[7])


def test_an_item_that_is_not_compared_has_its_reason_and_no_drawing() -> None:
    (slide,) = rendered(Slide("comparison_section", "Nyt", charts=(PairChart((CHANGED,)),))).slides
    assert "Ordlyden er ændret." in slide_text(slide)
    assert not [s for s in slide.shapes if s.has_chart or s.shape_type == MSO_SHAPE_TYPE.GROUP]


def test_no_interval_leaves_its_axis() -> None:
    wide = replace(PAIR, interval=(-130.0, 100.0), noise_band=120.0)
    (slide,) = rendered(Slide("comparison_section", "Bred", charts=(PairChart((PAIR, wide)),))).slides
    for strip in (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP):
        for part in strip.shapes:
            assert strip.left <= part.left <= part.left + part.width <= strip.left + strip.width


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
    assert cores
    assert all(set(re.findall(r">(\d{4})-\d\d-\d\dT", core)) == {"2000"} for core in cores)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "${jndi:x}", "A & B", "=1+1", "_x0041_"]
)
def test_markup_and_formulas_are_printed_literally(text: str) -> None:
    chart = replace(COUNTED[0], question=text, label=text, alt_text=text)
    deck = rendered(Slide("section", text, bullets=(text,), charts=(chart,), notes=text))
    slide = deck.slides[0]
    assert slide.shapes.title.text == text
    assert text in slide_text(slide).split("\n")
    assert slide.notes_slide.notes_text_frame.text == text
    (drawn,) = charts_on(deck, 0)
    assert drawn_rows(drawn)[1][0] == workbook_rows(drawn)[1][0] == text


def test_characters_that_xml_cannot_carry_are_left_out() -> None:
    bad = "a\x00b\x1bc\ud800d\u202ee\ufffef"
    chart, table = ShareChart((ShareRow(bad, 0.5),), bad, bad), Table(((bad, bad),), (1, 1), bad)
    deck = rendered(Slide("overview", bad, bad, (bad,), (chart,), table, bad))
    assert deck.slides[0].shapes.title.text == "abcdef"
    assert drawn_rows(charts_on(deck, 0)[0]) == [(None, "abcdef"), ("abcdef", 0.5)]


def test_the_longest_texts_stay_on_the_slide() -> None:
    long = "Et meget langt spørgsmål om hverdagen i klinikken " * 4
    labels = tuple(f"{label} i det store og hele" for label in LABELS)
    charts = tuple(replace(COUNTED[0], question=f"{long}{i}", scale_labels=labels) for i in range(2))
    pairs = PairChart((replace(PAIR, question=long), replace(CHANGED, question=long)))
    table = Table(tuple((f"Række {i}", long) for i in range(4)), (1, 2), "Pas")
    deck = rendered(
        Slide("section", long, long, charts=charts),
        Slide("comparison_section", "Par", long, charts=(pairs,)),
        Slide("text", "Lang", long, (long,) * 6),
        Slide("passport", "Pas", table=table),
    )
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("steps", [2, 3, 4, 7])
def test_scales_of_any_length_can_be_drawn(steps: int) -> None:
    labels = tuple(f"Svar {i}" for i in range(steps))
    chart = AnswerBar("Spørgsmål?", "Spørgsmål", labels, (steps,), 2 * steps, (2,) * steps, 2, "", "x")
    deck = rendered(Slide("section", "Skala", charts=(chart,)))
    assert drawn_rows(charts_on(deck, 0)[0])[1] == ("Spørgsmål", *(2,) * steps)


def test_a_marked_blank_is_read_as_one_and_is_bold() -> None:
    table = Table((("Hvem", "Tilbud"), ("PLO-E", "Ring: [[mangler: nummeret]]")), (1, 2), "Tilbud")
    slides = (
        Slide("text", "Tilbud", bullets=("Podcast: [[mangler: adressen]] kommer",)),
        Slide("offers", "Hvem", table=table),
    )
    deck = Presentation(io.BytesIO(PowerPointDeck().render(DeckModel("T", "", "", slides))))
    texts = [shape.text_frame for shape in deck.slides[0].shapes if shape.has_text_frame]
    bullets = next(text for text in texts if "Podcast" in text.text).paragraphs[0]
    cell = next(shape for shape in deck.slides[1].shapes if shape.has_table).table.cell(1, 1).text_frame
    runs = [
        (run.text, run.font.bold) for paragraph in (bullets, cell.paragraphs[0]) for run in paragraph.runs
    ]
    assert ("(mangler: adressen)", True) in runs
    assert ("(mangler: nummeret)", True) in runs
    assert ("Ring: ", None) in runs


def test_a_mail_address_in_a_table_is_never_broken() -> None:
    address = "navn.mellemnavn.efternavn-etternavn@region.example"
    table = Table((("Hvor", "Mail", "Telefon"), ("PLO", address, "12 34 56 78")), (0.4, 0.4, 0.2), "Kontakt")
    deck = Presentation(
        io.BytesIO(PowerPointDeck().render(DeckModel("T", "", "", (Slide("help", "H", table=table),))))
    )
    drawn = next(shape for shape in deck.slides[0].shapes if shape.has_table).table
    size = drawn.cell(1, 1).text_frame.paragraphs[0].runs[0].font.size
    assert len(address) * size * 0.47 < drawn.columns[1].width


def test_an_item_alone_on_its_slide_has_a_higher_bar_than_one_of_two() -> None:
    slides = (Slide("section", "To", charts=COUNTED), Slide("section", "En", charts=COUNTED[:1]))
    deck = Presentation(io.BytesIO(PowerPointDeck().render(DeckModel("T", "", "", slides))))
    two, alone = ([shape.height for shape in slide.shapes if shape.has_chart] for slide in deck.slides)
    assert alone[0] > 1.3 * max(two)
