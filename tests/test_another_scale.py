"""A package on a scale of six, with reversed questions and higher limits: nothing anywhere means five.

The package is that of docs/packages.md, made by following the page.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pptx import Presentation
from starlette.testclient import TestClient

from adapters.deck import PowerPointDeck
from adapters.documents import TypstDocuments
from adapters.gate import GreatExpectationsJudge
from data_contracts.answers_file import read_answers_csv
from data_contracts.invented_answers import invent_answers
from data_contracts.tabulation import tabulate
from domain import sheets
from domain.comparison import compare
from domain.deck import comparison_deck, demo_deck, round_deck
from domain.figures import ALL_ALIKE, SHARE_ONLY, TOO_FEW, Figures, ItemFigures
from domain.limits import release
from domain.questionnaire import Answers, Questionnaire, Scale
from domain.report import DeckModel
from domain.spread import agrees, is_spread
from domain.verdict import Outcome
from survey_app.app import create_app
from tests.packages_doc import page_package
from tests.survey_app.fakes import MEETING, House
from tests.survey_app.fakes import ORDER as PAGES_ORDER
from tests.survey_app.fakes import plan as planned

PACKAGE = page_package()
ASKED = PACKAGE.questionnaire
SIX = ASKED.scale_of(ASKED.item("ask_easily")).labels
REVERSED = ("ask_alone", "learn_judged", "share_burden")
PLAN, LATER = planned(), planned(round=2, shift=timedelta(days=190))


def figures_of(answers: tuple[Answers, ...], round: int = 1, invited: int = 24) -> Figures:
    texts: Mapping[str, tuple[str, ...]] = {}
    tabulated = tabulate(ASKED, answers, texts)
    return release(PACKAGE.id, round, invited, len(answers), tabulated, ASKED, PACKAGE.limits)


def alike(n: int, **values: int) -> tuple[Answers, ...]:
    return tuple(Answers(values) for _ in range(n))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, replace(PACKAGE, id=PAGES_ORDER.package_id))


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house)) as client:
        yield client


@pytest.fixture
def meeting() -> Any:
    from domain.meeting import Meeting

    order = replace(PAGES_ORDER, package_id=PACKAGE.id)
    return Meeting(order.meeting_id(), order, "kiap", PLAN.survey_opens)


# --- the questionnaire ------------------------------------------------------------------------------------


def test_the_page_offers_all_six_answers_and_the_two(client: TestClient, house: House) -> None:
    page = client.post("/s", data={"link": house.token()}).text
    for label in (*SIX, "Nej", "Ja"):
        assert f"<span>{label}</span>" in page
    assert page.count('name="svar-ask_easily"') == len(SIX) + 1  # and not to answer
    assert page.count('name="svar-ask_whom"') == 2 + 1


def test_the_sixth_answer_is_taken_and_a_seventh_is_not(client: TestClient, house: House) -> None:
    given = {"svar-ask_easily": "6", "svar-ask_whom": "2"}
    refused = client.post("/s/svar", data={"link": house.token(), **given, "svar-ask_time": "7"})
    assert "ikke et af dem" in refused.text
    thanks = client.post("/s/svar", data={"link": house.token(), **given})
    assert "dine svar er modtaget" in thanks.text
    house.answers.close(f"{MEETING}/1")
    assert list(house.answers.read_closed(f"{MEETING}/1")) == [Answers({"ask_easily": 6, "ask_whom": 2})]


def test_the_paper_form_has_a_box_for_each_answer() -> None:
    pdf = TypstDocuments().render("questionnaire", sheets.questionnaire(PACKAGE))
    words = text_of(pdf)
    for label in (*SIX, "Nej", "Ja"):
        assert label in words


def test_a_file_of_answers_may_hold_the_sixth() -> None:
    [one] = read_answers_csv(b"ask_easily;ask_whom\n6;2\n", ASKED)
    assert one == Answers({"ask_easily": 6, "ask_whom": 2})


# --- the gate and the numbers -----------------------------------------------------------------------------


def test_the_gate_releases_sound_answers_and_stops_a_seventh() -> None:
    given = invent_answers(ASKED, 19, seed=1)
    assert any(6 in one.values.values() for one in given)
    judge = GreatExpectationsJudge()
    assert judge.judge(ASKED, given, 24, 19, PACKAGE.limits).outcome is Outcome.RELEASE
    odd = (*given[:-1], Answers({**given[-1].values, "ask_time": 7}))
    verdict = judge.judge(ASKED, odd, 24, 19, PACKAGE.limits)
    assert verdict.outcome is Outcome.STOP
    assert [finding.rule for finding in verdict.findings] == ["outside_scale:ask_time"]


def test_too_few_for_the_gate_is_what_the_package_says() -> None:
    judge = GreatExpectationsJudge()
    assert judge.judge(ASKED, invent_answers(ASKED, 5, 1), 8, 5, PACKAGE.limits).outcome is Outcome.TOO_FEW
    assert (
        judge.judge(ASKED, invent_answers(ASKED, 6, 1), 8, 6, PACKAGE.limits).outcome is not Outcome.TOO_FEW
    )


def test_high_answers_to_a_bad_question_are_bad_news() -> None:
    shown = figures_of((*alike(4, ask_easily=6, ask_alone=6), *alike(8, ask_easily=1, ask_alone=1))).items
    assert shown["ask_easily"] == ItemFigures(12, {1: 8, 2: 0, 3: 0, 4: 0, 5: 0, 6: 4}, None, 4, 2.6667)
    assert shown["ask_alone"].favourable == 8
    assert [ASKED.direction(ASKED.item(item_id)) for item_id in REVERSED] == [-1, -1, -1]


def test_three_of_six_answers_may_be_favourable() -> None:
    shown = figures_of((*alike(5, learn_mistakes=4), *alike(5, learn_mistakes=3))).items["learn_mistakes"]
    assert shown.favourable == 5


@pytest.mark.parametrize(("n", "hidden"), [(5, TOO_FEW), (6, SHARE_ONLY), (9, SHARE_ONLY), (10, None)])
def test_the_raised_limits_hold(n: int, hidden: str | None) -> None:
    given = (*alike(n - 2, ask_easily=5), *alike(2, ask_easily=2))
    assert figures_of(given).items["ask_easily"].hidden == hidden


def test_all_alike_is_hidden_at_the_sixth_answer_too() -> None:
    assert figures_of(alike(12, ask_easily=6)).items["ask_easily"].hidden == ALL_ALIKE


def test_agreement_and_spread_know_the_ends_of_a_scale_of_six() -> None:
    easily, alone = ASKED.item("ask_easily"), ASKED.item("ask_alone")

    def six(*counts: int) -> ItemFigures:
        return ItemFigures(sum(counts), dict(enumerate(counts, start=1)), None, counts[4] + counts[5], 3.5)

    assert agrees(ASKED, easily, six(0, 0, 1, 1, 4, 6))
    assert agrees(ASKED, alone, six(6, 4, 1, 1, 0, 0))
    assert is_spread(ASKED, easily, six(2, 3, 1, 1, 3, 2))
    assert not is_spread(ASKED, easily, six(0, 0, 6, 6, 0, 0))
    assert not agrees(ASKED, easily, six(0, 0, 6, 6, 0, 0))


# --- the documents ----------------------------------------------------------------------------------------


def test_the_charts_have_six_steps_each_of_its_own_colour(meeting: Any) -> None:
    deck = round_deck(PACKAGE, meeting, PLAN, figures_of(invent_answers(ASKED, 19, 1)), {})
    charts = list(stacked(deck))
    on_six = [chart for chart in charts if len(chart.plots[0].series) == len(SIX)]
    assert len(on_six) >= 8
    for chart in on_six:
        drawn = chart.plots[0].series
        colours = [series.format.fill.fore_color.rgb for series in drawn]
        assert len(set(colours)) == len(SIX)
        assert {series.name for series in drawn} == set(SIX)
    # Good news stands to the right whichever way the question runs.
    assert {chart.plots[0].series[-1].name for chart in on_six} == {SIX[0], SIX[-1]}
    assert any(len(chart.plots[0].series) == 2 for chart in charts)


def test_no_slide_speaks_of_a_middle_that_the_scales_have_not(meeting: Any) -> None:
    plain = replace(
        PACKAGE,
        deck=tuple(replace(slide, bullets=()) for slide in PACKAGE.deck if slide.kind == "how_to_read"),
    )
    deck = round_deck(plain, meeting, PLAN, figures_of(invent_answers(ASKED, 19, 1)), {})
    told = " ".join(" ".join((slide.lead, *slide.bullets, slide.notes)) for slide in deck.slides)
    assert "midt imellem" not in told


def test_the_demo_deck_is_drawn_on_any_scale() -> None:
    for labels in ("ab", "abc", "abcd", "abcdef", "abcdefg"):
        top = len(labels)
        asked = on_scale(ASKED, Scale(tuple(f"Svar {letter}" for letter in labels)), (top,))
        charts = list(stacked(demo_deck(replace(PACKAGE, questionnaire=asked))))
        assert charts
        assert {len(chart.plots[0].series) for chart in charts} == {top}


def test_the_hand_outs_show_the_counts_of_each_answer(meeting: Any) -> None:
    figures = figures_of(invent_answers(ASKED, 19, 1))
    pdf = TypstDocuments().render("handouts", sheets.handouts(PACKAGE, meeting, figures))
    words = text_of(pdf)
    assert all(label in words for label in SIX)
    shown = figures.items["ask_easily"]
    assert f"{shown.favourable} af {shown.n}" in words


@pytest.mark.parametrize("steps", range(2, 8))
def test_no_two_neighbours_on_a_hand_out_have_one_shade(steps: int) -> None:
    from adapters.settings import TEMPLATES

    source = (
        '#import "_bars.typ": shade-of\n#set page(width: 70pt, height: 10pt, margin: 0pt)\n'
        f"#for step in range({steps}) {{ place(dx: step * 10pt, rect(width: 10pt, height: 10pt, "
        f"fill: shade-of(step, {steps}))) }}"
    )
    import typst
    from PIL import Image

    png = typst.compile(source.encode(), root=str(TEMPLATES / "documents"), format="png", ppi=72.0)
    assert isinstance(png, bytes)
    with Image.open(io.BytesIO(png)) as picture:
        grey = [picture.convert("L").getpixel((10 * step + 5, 5)) for step in range(steps)]
    gaps = [one - other for one, other in itertools.pairwise(grey)]  # type: ignore[operator]
    assert min(gaps) > 15, grey


# --- the follow-up ----------------------------------------------------------------------------------------


def on_scale(asked: Questionnaire, scale: Scale, favourable: tuple[int, ...]) -> Questionnaire:
    """The same questions, all on one other scale."""
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, scale="one", favourable=favourable) if item.kind == "scale" else item
                for item in section.items
            ),
        )
        for section in asked.sections
    )
    return replace(asked, scales={"one": scale}, sections=sections)


def changed(item_id: str, **changes: Any) -> Questionnaire:
    sections = tuple(
        replace(
            section,
            items=tuple(replace(item, **changes) if item.id == item_id else item for item in section.items),
        )
        for section in ASKED.sections
    )
    return replace(ASKED, sections=sections)


def test_two_rounds_are_compared_whichever_way_the_question_runs(meeting: Any) -> None:
    first = figures_of(invent_answers(ASKED, 19, 1))
    second = figures_of(invent_answers(ASKED, 19, 2, lift=1.0), round=2)
    comparison = compare(first, second, ASKED, ASKED)
    for item_id in REVERSED:
        pair = comparison.items[item_id]
        assert pair.difference is not None
        assert pair.difference > 0
        assert pair.cliffs_delta is not None
        assert pair.cliffs_delta > 0
    deck = comparison_deck(PACKAGE, meeting, LATER, first, second, comparison, {})
    assert Presentation(io.BytesIO(PowerPointDeck().render(deck))).slides


BECAUSE = {
    "another wording": (changed("ask_time", text="Er der tid nok?"), "ordlyden"),
    "other answers": (
        replace(ASKED, scales={**ASKED.scales, "degree": Scale((*SIX[:-1], "Fuldstændigt"))}),
        "svarmulighederne",
    ),
    "a shorter scale": (
        replace(ASKED, scales={**ASKED.scales, "degree": Scale(SIX[1:])}),
        "svarmulighederne",
    ),
    "other good answers": (
        changed("ask_time", favourable=(4, 5, 6)),
        "hvilke svar der tæller som positive",
    ),
    "another scale": (changed("ask_time", scale="yes_no", favourable=(2,)), "svarmulighederne"),
}


@pytest.mark.parametrize("case", BECAUSE)
def test_a_question_that_was_changed_is_not_compared_and_the_slide_says_why(meeting: Any, case: str) -> None:
    before, why = BECAUSE[case]
    first, second = (
        figures_of(invent_answers(ASKED, 19, 1)),
        figures_of(invent_answers(ASKED, 19, 2), round=2),
    )
    comparison = compare(first, second, before, ASKED)
    pair = comparison.items["ask_time"]
    assert (pair.difference, pair.interval, pair.cliffs_delta, pair.noise_band) == (None, None, None, None)
    deck = comparison_deck(PACKAGE, meeting, LATER, first, second, comparison, {})
    told = slide_texts(deck)
    reason = [text for text in told if "spørgsmålet er ændret siden sidst" in text.casefold()]
    assert reason, told
    assert any(why in text for text in reason)


def test_an_unchanged_question_is_compared_beside_a_changed_one(meeting: Any) -> None:
    first = figures_of(invent_answers(ASKED, 19, 1))
    second = figures_of(invent_answers(ASKED, 19, 2), round=2)
    comparison = compare(first, second, changed("ask_time", text="Er der tid nok?"), ASKED)
    assert comparison.items["ask_time"].not_compared
    assert comparison.items["ask_easily"].not_compared is None


def test_another_order_of_the_questions_changes_no_comparison() -> None:
    first = figures_of(invent_answers(ASKED, 19, 1))
    second = figures_of(invent_answers(ASKED, 19, 2), round=2)
    turned = replace(ASKED, sections=tuple(reversed(ASKED.sections)))
    usual, other = compare(first, second, ASKED, ASKED), compare(first, second, turned, ASKED)
    assert usual.items == other.items


# --- looking into the files -------------------------------------------------------------------------------


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as opened:
        return " ".join(" ".join(page.get_text().split()) for page in opened)


def stacked(deck: DeckModel) -> Iterator[Any]:
    """The charts of answers in the finished file."""
    for slide in Presentation(io.BytesIO(PowerPointDeck().render(deck))).slides:
        for shape in slide.shapes:
            if shape.has_chart and len(shape.chart.plots[0].series) > 1:
                yield shape.chart


def slide_texts(deck: DeckModel) -> list[str]:
    """Everything that is written on a slide, each shape and each cell by itself; the notes are not."""
    texts: list[str] = []
    for slide in Presentation(io.BytesIO(PowerPointDeck().render(deck))).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return texts
