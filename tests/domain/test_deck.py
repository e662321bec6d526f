"""Decks as models: every number from the figures, nothing hidden shown, every slide findable."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.deck import comparison_deck, data_free_deck, demo_deck, round_deck
from domain.figures import (
    ALL_ALIKE,
    COULD_BE_WORKED_OUT,
    HIDDEN_REASONS,
    SHARE_ONLY,
    TOO_FEW,
    Comparison,
    Figures,
    ItemComparison,
    ItemFigures,
    SectionFigures,
)
from domain.meeting import COPENHAGEN, Consultant, Meeting, Order, Plan
from domain.package import Contact, Package, SlidePlan
from domain.questionnaire import Item, Questionnaire, Scale, Section
from domain.report import BarChart, DeckModel, PairChart, ShareChart, Slide

LABELS = ("Aldrig", "Sjældent", "Af og til", "Ofte", "Altid")
PASSPORT = {"pull_hash": "c0ffee", "package_version": "1.0"}


def items(section: str, number: int, favourable: tuple[int, ...] = (4, 5)) -> tuple[Item, ...]:
    return tuple(
        Item(f"{section}{i}", f"Ordlyd {section} {i}?", f"Kort {section} {i}", "scale", "often", favourable)
        for i in range(1, number + 1)
    )


QUESTIONNAIRE = Questionnaire(
    scales={"often": Scale(LABELS)},
    sections=(
        Section("work", "Arbejde", items("work", 3)),
        Section("strain", "Belastning", items("strain", 7, (1, 2))),
        Section("words", "Egne ord", (Item("joy", "Hvad giver energi?", kind="text"),)),
    ),
)
DECK = (
    SlidePlan("title", "Trivsel", lead="Vores egne svar"),
    SlidePlan("text", "Velkommen", bullets=("Program",), notes="Sig goddag.", minutes=5),
    SlidePlan("how_to_read", "Sådan læser du"),
    SlidePlan("response", "Hvem svarede?", notes="Spørg ikke hvem."),
    SlidePlan("overview", "Overblik"),
    SlidePlan("section", "Arbejde", section="work"),
    SlidePlan("section", "Belastning", section="strain"),
    SlidePlan("section", "Egne ord", section="words"),
    SlidePlan("agreement", "Enige og delte"),
    SlidePlan("group_work", "Gruppearbejde"),
    SlidePlan("help", "Hjælp"),
    SlidePlan("follow_up", "Og så?"),
    SlidePlan("passport", "Om tallene"),
)
COMPARISON_DECK = (
    SlidePlan("title", "Trivsel igen"),
    SlidePlan("commitments", "Sidst"),
    SlidePlan("how_to_read", "Sådan læser du"),
    SlidePlan("response", "Hvem svarede?"),
    SlidePlan("comparison_overview", "Alle emner"),
    SlidePlan("comparison_section", "Arbejde", section="work"),
    SlidePlan("comparison_section", "Belastning", section="strain"),
    SlidePlan("passport", "Om tallene"),
)
PACKAGE = Package(
    id="trivsel",
    title="Trivsel",
    version="1.0",
    summary="",
    folder="",
    questionnaire=QUESTIONNAIRE,
    kit=(),
    delivery=(),
    programme=(),
    deck=DECK,
    comparison_deck=COMPARISON_DECK,
    contacts=(
        Contact("syd", "Region Syddanmark", "Kontakt Syd", "syd@example.org", "11 11 11 11"),
        Contact("nord", "Region Nordjylland", "Kontakt Nord", "nord@example.org"),
        Contact("plo", "PLO", "Kontakt PLO", "plo@example.org"),
    ),
    group_questions=("Hvad genkender I?", "Hvad undrer jer?"),
    texts={"help": "# Hjælp\n\nAlle kan få **hjælp**.\n\n- otte timer\n  hos psykolog"},
)
STARTS = datetime(2027, 2, 3, 16, tzinfo=COPENHAGEN)
PLAN = Plan(1, STARTS - timedelta(21), (), STARTS - timedelta(7), STARTS - timedelta(5), STARTS, STARTS)
ORDER = Order(
    "trivsel", "Klynge Øst", "Region Syddanmark", "Navn", "navn@example.org", "1", "Vej 1", STARTS, 24
)
MEETING = Meeting("trivsel-abc", ORDER, Consultant("k", "Konsulent", "k@example.org"), STARTS)
SPREAD = {1: 6, 2: 0, 3: 4, 4: 5, 5: 4}


def shown(counts: Mapping[int, int], favourable: tuple[int, ...]) -> ItemFigures:
    n = sum(counts.values())
    mean = sum(value * count for value, count in counts.items()) / n
    return ItemFigures(n, counts, None, sum(counts[value] for value in favourable), mean)


def figures(hidden: Mapping[str, ItemFigures] | None = None, round: int = 1) -> Figures:
    by_item = {item.id: shown(SPREAD, item.favourable) for item in QUESTIONNAIRE.scale_items}
    by_item["joy"] = ItemFigures(n=12)
    sections = {"work": SectionFigures(0.5), "strain": SectionFigures(None, COULD_BE_WORKED_OUT)}
    return Figures("trivsel", round, 24, 19, {**by_item, **(hidden or {})}, sections)


def the_round(numbers: Figures) -> DeckModel:
    return round_deck(PACKAGE, MEETING, PLAN, numbers, PASSPORT)


def compared(first: Figures, second: Figures) -> Comparison:
    pairs = {
        item.id: ItemComparison(
            first.items[item.id], second.items[item.id], 5.0, (-20.0, 29.0), 0.1, 30.0, f"Om {item.id}.", None
        )
        for item in QUESTIONNAIRE.scale_items
    }
    pairs["work1"] = replace(
        pairs["work1"], difference=None, interval=None, not_compared="Ordlyden er ændret."
    )
    return Comparison(pairs, ("Et forbehold.", "Endnu et forbehold."), 30.0)


def both_rounds() -> DeckModel:
    first, second = figures(), figures(round=2)
    return comparison_deck(PACKAGE, MEETING, PLAN, first, second, compared(first, second), PASSPORT)


def of_kind(deck: DeckModel, kind: str) -> list[Slide]:
    return [slide for slide in deck.slides if slide.kind == kind]


def words(slide: Slide) -> str:
    cells = [cell for row in slide.table for cell in row]
    return "\n".join((slide.title, slide.lead, *slide.bullets, *cells, slide.notes, slide.alt_text))


DECKS = {
    "round": the_round(figures()),
    "demo": demo_deck(PACKAGE),
    "data-free": data_free_deck(PACKAGE, MEETING, PLAN),
    "comparison": both_rounds(),
}


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_no_two_slides_share_a_title(deck: DeckModel) -> None:
    titles = [slide.title for slide in deck.slides]
    assert len(set(titles)) == len(titles)


def test_the_same_title_asked_for_twice_is_numbered() -> None:
    plan = SlidePlan("text", "Pause", bullets=("Kaffe",))
    deck = demo_deck(replace(PACKAGE, deck=(plan, plan, plan)))
    assert [slide.title for slide in deck.slides] == ["Pause", "Pause – 2", "Pause – 3"]


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_every_figure_is_said_in_words(deck: DeckModel) -> None:
    assert all(slide.alt_text for slide in deck.slides if slide.charts)


def test_slides_come_in_the_order_the_package_asks_for() -> None:
    kinds = [slide.kind for slide in DECKS["round"].slides]
    assert list(dict.fromkeys(kinds)) == list(dict.fromkeys(plan.kind for plan in DECK))


@pytest.mark.parametrize("deck", [round_deck, data_free_deck])
def test_a_slide_about_a_section_nobody_was_asked_is_left_out(deck: Callable[..., DeckModel]) -> None:
    more = replace(PACKAGE, deck=(*DECK, SlidePlan("section", "Nyt emne", section="new")))
    rest = (figures(), PASSPORT) if deck is round_deck else ()
    assert deck(more, MEETING, PLAN, *rest) == deck(PACKAGE, MEETING, PLAN, *rest)


def test_the_title_slide_names_cluster_and_date() -> None:
    assert DECKS["round"].slides[0].lead == "Vores egne svar\nKlynge Øst\nonsdag den 3. februar 2027"


def test_the_notes_hold_the_minutes_and_the_words_of_the_package() -> None:
    assert of_kind(DECKS["round"], "text")[0].notes == "Tid: ca. 5 minutter.\n\nSig goddag."


def test_the_response_says_counts_before_the_share() -> None:
    slide = of_kind(DECKS["round"], "response")[0]
    assert slide.lead == "19 af 24 har svaret (79 %)"


def test_what_the_missing_could_have_changed_is_said_in_plain_words() -> None:
    slide = of_kind(DECKS["round"], "response")[0]
    assert "gav 9 af 19 et positivt svar" in slide.bullets[1]
    assert "mellem 38 % og 58 %" in slide.bullets[1]


def test_when_everybody_answered_nothing_is_said_of_the_missing() -> None:
    slide = of_kind(the_round(replace(figures(), invited=19)), "response")[0]
    assert slide.bullets == ("Alle inviterede har svaret, så tallene dækker hele klyngen.",)


def test_bars_hold_the_counts_of_the_figures_in_the_order_of_the_scale() -> None:
    (chart,) = of_kind(DECKS["round"], "section")[0].charts
    assert isinstance(chart, BarChart)
    assert chart.scale_labels == LABELS
    assert [(row.label, row.n, row.counts, row.favourable) for row in chart.rows] == [
        (f"Kort work {i}", 19, (6, 0, 4, 5, 4), 9) for i in (1, 2, 3)
    ]


def test_a_long_section_takes_two_slides_and_says_so() -> None:
    strain = [slide for slide in of_kind(DECKS["round"], "section") if slide.title.startswith("Belastning")]
    assert [slide.title for slide in strain] == ["Belastning (1 af 2)", "Belastning (2 af 2)"]
    rows = [row.label for slide in strain for chart in slide.charts for row in chart.rows]
    assert rows == [f"Kort strain {i}" for i in range(1, 8)]


def test_long_labels_get_more_room() -> None:
    long = tuple(replace(item, short="ord " * 30) for item in items("work", 5))
    section = Section("work", "Arbejde", long)
    package = replace(PACKAGE, questionnaire=replace(QUESTIONNAIRE, sections=(section,)), deck=DECK[5:6])
    assert [len(slide.charts[0].rows) for slide in demo_deck(package).slides] == [2, 3]


def test_a_section_of_free_texts_shows_its_questions_and_no_number() -> None:
    slide = of_kind(DECKS["round"], "section")[-1]
    assert slide.bullets == ("Hvad giver energi?",)
    assert not re.search(r"\d", words(slide))


@pytest.mark.parametrize("reason", [TOO_FEW, ALL_ALIKE, COULD_BE_WORKED_OUT])
def test_a_hidden_item_is_a_row_with_the_reason_and_no_number(reason: str) -> None:
    slide = of_kind(the_round(figures({"work2": ItemFigures(4, None, reason)})), "section")[0]
    (chart,) = slide.charts
    row = chart.rows[1]
    assert isinstance(chart, BarChart)
    assert (row.counts, row.favourable, row.remark) == (None, None, HIDDEN_REASONS[reason])
    assert HIDDEN_REASONS[reason] in slide.alt_text.lower()
    (line,) = [line for line in slide.notes.splitlines() if "Ordlyd work 2?" in line]
    assert not re.search(r"\d", line.replace("Ordlyd work 2?", ""))


def test_counts_beside_a_hidden_mark_are_not_shown() -> None:
    marked = ItemFigures(6, {1: 1, 2: 1, 3: 1, 4: 2, 5: 1}, SHARE_ONLY, 3)
    (chart,) = of_kind(the_round(figures({"work1": marked})), "section")[0].charts
    assert (chart.rows[0].counts, chart.rows[0].favourable) == (None, 3)


def test_the_overview_leaves_a_hidden_section_empty_with_its_reason() -> None:
    (chart,) = of_kind(DECKS["round"], "overview")[0].charts
    assert isinstance(chart, ShareChart)
    assert [(row.label, row.share) for row in chart.rows] == [("Arbejde", 0.5), ("Belastning", None)]
    assert chart.rows[1].remark == HIDDEN_REASONS[COULD_BE_WORKED_OUT]


def test_agreement_lists_items_in_the_order_of_the_questionnaire() -> None:
    alike = ItemFigures(19, None, ALL_ALIKE)
    mostly = shown({1: 0, 2: 1, 3: 1, 4: 1, 5: 16}, (4, 5))
    slide = of_kind(the_round(figures({"work3": alike, "work1": mostly})), "agreement")[0]
    columns = list(zip(*slide.table[1:], strict=True))
    assert [label for label in columns[0] if label] == ["Kort work 1", "Kort work 3"]
    assert columns[1][:2] == ("Kort work 2", "Kort strain 1")
    assert not re.search(r"\d+ (af|%)", words(slide))


def test_the_help_slide_names_the_own_region_and_plo_only() -> None:
    slide = of_kind(DECKS["round"], "help")[0]
    assert [row[0] for row in slide.table[1:]] == ["Region Syddanmark", "PLO"]
    assert slide.bullets == ("Alle kan få hjælp.", "otte timer hos psykolog")
    assert "ikke bekræftet" in slide.notes


def test_the_passport_tells_where_numbers_come_from_and_why_some_are_missing() -> None:
    slides = of_kind(the_round(figures({"work2": ItemFigures(19, None, ALL_ALIKE)})), "passport")
    rows = dict(row for slide in slides for row in slide.table)
    assert rows["Svar i runde 1"] == "19 af 24 inviterede"
    assert rows["Datatræk, kontrolsum"] == "c0ffee"
    assert rows["Alle eller næsten alle svarede ens"] == "Kort work 2"
    assert rows["Vises ikke, fordi et skjult tal ellers kunne regnes ud"] == "emnet Belastning"


def test_the_demo_shows_nothing_of_any_cluster_and_is_the_same_every_time() -> None:
    deck = demo_deck(PACKAGE)
    assert deck == DECKS["demo"]
    assert deck.banner == "DEMO"
    everything = "\n".join(map(words, deck.slides)) + deck.title + deck.subtitle + deck.footer
    assert "Klynge Øst" not in everything
    assert "2027" not in everything


def test_the_demo_adds_up() -> None:
    for slide in of_kind(DECKS["demo"], "section"):
        for chart in slide.charts:
            assert all(sum(row.counts) == row.n == 19 for row in chart.rows)


def test_the_data_free_deck_makes_every_question_a_talking_point() -> None:
    deck = DECKS["data-free"]
    asked = [bullet for slide in of_kind(deck, "section") for bullet in slide.bullets]
    assert asked == [item.text for item in QUESTIONNAIRE.items]
    assert deck.banner == "UDEN DATA"


def test_the_data_free_deck_has_no_chart_and_no_count_of_answers() -> None:
    deck = DECKS["data-free"]
    assert not any(slide.charts for slide in deck.slides)
    assert not any(
        re.search(r"\d+ (af \d|%|har svaret)", words(slide)) for slide in of_kind(deck, "response")
    )


def test_the_comparison_keeps_the_order_of_the_questionnaire() -> None:
    slides = of_kind(DECKS["comparison"], "comparison_section")
    asked = [row[0] for slide in slides for row in slide.table[1:]]
    assert asked == [item.label for item in QUESTIONNAIRE.scale_items]


def test_an_item_that_cannot_be_compared_says_why_and_is_not_drawn() -> None:
    slide = of_kind(DECKS["comparison"], "comparison_section")[0]
    assert slide.table[1] == ("Kort work 1", "9 af 19 (47 %)", "9 af 19 (47 %)", "Ordlyden er ændret.")
    (chart,) = slide.charts
    assert isinstance(chart, PairChart)
    assert [row.label for row in chart.rows] == ["Kort work 2", "Kort work 3"]


def test_every_drawn_difference_has_its_interval_and_noise_band() -> None:
    charts = [c for slide in of_kind(DECKS["comparison"], "comparison_section") for c in slide.charts]
    rows = [row for chart in charts for row in chart.rows]
    assert rows
    assert all(row.interval == (-20.0, 29.0) and row.noise_band == 30.0 for row in rows)


def test_every_caveat_is_printed_before_the_first_difference() -> None:
    deck = DECKS["comparison"]
    printed = [bullet for slide in of_kind(deck, "comparison_overview") for bullet in slide.bullets]
    assert printed == ["Et forbehold.", "Endnu et forbehold."]
    kinds = [slide.kind for slide in deck.slides]
    assert kinds.index("comparison_overview") < kinds.index("comparison_section")
