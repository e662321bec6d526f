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
from domain.package import Contact, GroupWork, Package, Question, SlidePlan
from domain.questionnaire import Item, Questionnaire, Scale, Section
from domain.report import AnswerBar, DeckModel, PairChart, PairRow, ShareChart, Slide

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
    SlidePlan("section", "Arbejde", section="work", minutes=3),
    SlidePlan("section", "Belastning", section="strain", minutes=9),
    SlidePlan("section", "Egne ord", section="words"),
    SlidePlan("agreement", "Enige og delte"),
    SlidePlan("measurement_points", "Målepunkter", minutes=4),
    SlidePlan("group_work", "Gruppearbejde", part="see"),
    SlidePlan("offers", "Tilbud"),
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
    SlidePlan("comparison_section", "Belastning", section="strain", minutes=5),
    SlidePlan("measurement_points", "Målepunkter"),
    SlidePlan("group_work", "Gruppearbejde", part="see"),
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
    group_work=(
        GroupWork(
            "see",
            "Gruppearbejde",
            (
                Question("Hvad genkender I?"),
                Question("I er delte om »{item}«.", "spread", "Hvor er I delte?"),
                Question("Det går bedst med »{section}«.", "highest", "Hvad går godt?"),
            ),
        ),
    ),
    measurement_points=("work2", "strain1", "gone"),
    texts={
        "help": "# Hjælp\n\nAlle kan få **hjælp**.\n\n- otte timer\n  hos psykolog",
        "offers": "## PLO\n\nEt tilbud.\n\n- Et til.\n\n## KiAP\n\nEn ny opgørelse.",
    },
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


def both_rounds(commitments: tuple[str, ...] = (), package: Package = PACKAGE) -> DeckModel:
    first, second = figures(), replace(figures(round=2), invited=40)
    pairs = compared(first, second)
    return comparison_deck(package, MEETING, PLAN, first, second, pairs, PASSPORT, commitments)


def of_kind(deck: DeckModel, kind: str) -> list[Slide]:
    return [slide for slide in deck.slides if slide.kind == kind]


def words(slide: Slide) -> str:
    cells = [cell for row in rows_of(slide) for cell in row]
    return "\n".join((slide.title, slide.lead, *slide.bullets, *cells, slide.notes, *alt_texts(slide)))


def rows_of(slide: Slide) -> tuple[tuple[str, ...], ...]:
    return slide.table.rows if slide.table else ()


def alt_texts(slide: Slide) -> list[str]:
    pairs = [row for chart in slide.charts if isinstance(chart, PairChart) for row in chart.rows]
    drawn = [row for row in pairs if row.difference is not None]
    return [one.alt_text for one in (*slide.charts, *drawn) if not isinstance(one, PairChart)]


def bars(deck: DeckModel, title: str) -> list[AnswerBar]:
    slides = [slide for slide in of_kind(deck, "section") if slide.title.startswith(title)]
    return [chart for slide in slides for chart in slide.charts if isinstance(chart, AnswerBar)]


def minutes_told(slides: list[Slide]) -> int:
    told = [re.match(r"Tid: ca\. (\d+) minut", slide.notes) for slide in slides]
    return sum(int(found[1]) for found in told if found)


THE_ROUND = the_round(figures())
DECKS = {
    "round": THE_ROUND,
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
    assert all(text for slide in deck.slides for text in alt_texts(slide))
    assert all(slide.table.alt_text for slide in deck.slides if slide.table)


@pytest.mark.parametrize("deck", DECKS.values(), ids=DECKS)
def test_the_leader_is_told_on_every_slide_how_long_and_what_to_say(deck: DeckModel) -> None:
    for slide in deck.slides:
        time, _, said = slide.notes.partition("\n\n")
        assert re.fullmatch(r"Tid: (ca\. 1 minut|ca\. \d+ minutter|et øjeblik)\.", time), slide.title
        assert len(said) > 10, slide.title


def test_a_section_s_minutes_are_shared_between_its_slides() -> None:
    assert [s.notes.split("\n")[0] for s in of_kind(DECKS["round"], "section")[:4]] == [
        "Tid: ca. 3 minutter.",
        "Tid: ca. 3 minutter.",
        "Tid: ca. 4 minutter.",
        "Tid: ca. 2 minutter.",
    ]
    assert minutes_told(of_kind(DECKS["round"], "section")) == 3 + 9
    assert minutes_told(of_kind(DECKS["comparison"], "comparison_section")) == 5


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


def test_bars_hold_the_wording_and_the_counts_of_the_figures_in_the_order_of_the_scale() -> None:
    shown = bars(THE_ROUND, "Arbejde")
    wordings = [(f"Ordlyd work {i}?", f"Kort work {i}") for i in (1, 2, 3)]
    assert [(bar.question, bar.label) for bar in shown] == wordings
    numbers = {(bar.scale_labels, bar.n, bar.counts, bar.favourable) for bar in shown}
    assert numbers == {(LABELS, 19, (6, 0, 4, 5, 4), 9)}


def test_long_sections_say_which_slide_of_how_many_it_is_and_show_every_item_once() -> None:
    strain = [slide for slide in of_kind(THE_ROUND, "section") if slide.title.startswith("Belastning")]
    assert [slide.title for slide in strain] == [f"Belastning ({i} af 3)" for i in (1, 2, 3)]
    assert [bar.label for bar in bars(THE_ROUND, "Belastning")] == [f"Kort strain {i}" for i in range(1, 8)]


LONG = "Ordlyd, der fylder mere end to linjer, fordi den fortæller om en hel dag. " * 2


@pytest.mark.parametrize(
    ("asked", "together"),
    [
        (items("work", 2), [2]),
        (items("work", 3), [3]),
        (items("work", 4), [2, 2]),
        (items("work", 5), [2, 3]),
        ((*items("work", 2), *items("hard", 1, (1, 2))), [3]),
        (tuple(replace(item, text=LONG) for item in items("work", 3)), [2, 1]),
    ],
)
def test_items_stand_in_twos_and_short_ones_in_threes_rather_than_alone(
    asked: tuple[Item, ...], together: list[int]
) -> None:
    sections = (Section("work", "Arbejde", asked), *QUESTIONNAIRE.sections[1:])
    package = replace(PACKAGE, questionnaire=replace(QUESTIONNAIRE, sections=sections))
    deck = round_deck(package, MEETING, PLAN, figures(), PASSPORT)
    slides = [s for s in of_kind(deck, "section") if s.title.startswith("Arbejde")]
    assert [len(slide.charts) for slide in slides] == together


def test_the_figures_are_explained_with_the_first_item_of_the_evening() -> None:
    (slide,) = of_kind(THE_ROUND, "how_to_read")
    (bar,) = slide.charts
    assert isinstance(bar, AnswerBar)
    assert (bar.label, bar.counts) == ("Kort work 1", (6, 0, 4, 5, 4))
    assert bar.question == "Et eksempel: Ordlyd work 1?"


def test_with_few_answers_nothing_is_said_of_counts_that_are_not_shown() -> None:
    few = {item.id: ItemFigures(6, None, SHARE_ONLY, 3) for item in QUESTIONNAIRE.scale_items}
    deck = the_round(figures(few))
    (slide,) = of_kind(deck, "how_to_read")
    assert "Derfor vises kun, hvor mange der svarede positivt" in slide.bullets[0]
    assert [s.title for s in of_kind(deck, "agreement")] == ["Ligheder og forskelle"]


def test_a_section_of_free_texts_shows_its_questions_and_no_number() -> None:
    slide = of_kind(DECKS["round"], "section")[-1]
    assert slide.bullets == ("Hvad giver energi?",)
    assert not re.search(r"\d", words(slide))


@pytest.mark.parametrize("reason", [TOO_FEW, ALL_ALIKE, COULD_BE_WORKED_OUT])
def test_a_hidden_item_is_a_row_with_the_reason_and_no_number(reason: str) -> None:
    slide = of_kind(the_round(figures({"work2": ItemFigures(4, None, reason)})), "section")[0]
    row = slide.charts[1]
    assert isinstance(row, AnswerBar)
    assert (row.counts, row.favourable, row.remark) == (None, None, HIDDEN_REASONS[reason])
    assert HIDDEN_REASONS[reason] in row.alt_text.lower()
    (line,) = [line for line in slide.notes.splitlines() if "Ordlyd work 2?" in line]
    assert not re.search(r"\d", line.replace("Ordlyd work 2?", ""))


def test_counts_beside_a_hidden_mark_are_not_shown() -> None:
    marked = ItemFigures(6, {1: 1, 2: 1, 3: 1, 4: 2, 5: 1}, SHARE_ONLY, 3)
    bar = bars(the_round(figures({"work1": marked})), "Arbejde")[0]
    assert (bar.counts, bar.favourable) == (None, 3)


def test_the_overview_leaves_a_hidden_section_empty_with_its_reason() -> None:
    (chart,) = of_kind(DECKS["round"], "overview")[0].charts
    assert isinstance(chart, ShareChart)
    assert [(row.label, row.share) for row in chart.rows] == [("Arbejde", 0.5), ("Belastning", None)]
    assert chart.rows[1].remark == HIDDEN_REASONS[COULD_BE_WORKED_OUT]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({1: 9, 2: 0, 3: 0, 4: 0, 5: 10}, "Her svarer I forskelligt."),
        ({1: 0, 2: 1, 3: 1, 4: 7, 5: 10}, "Her svarer I stort set ens."),
    ],
)
def test_one_list_alone_is_no_table_with_an_empty_column(counts: dict[int, int], said: str) -> None:
    every = {item.id: ItemFigures(19, counts, None, 10) for item in QUESTIONNAIRE.scale_items}
    slides = of_kind(the_round(figures(every)), "agreement")
    assert all(slide.table is None and slide.lead.startswith(said) for slide in slides)
    assert [label for slide in slides for label in slide.bullets] == [
        item.label for item in QUESTIONNAIRE.scale_items
    ]


def test_agreement_lists_items_in_the_order_of_the_questionnaire() -> None:
    alike = ItemFigures(19, None, ALL_ALIKE)
    mostly = shown({1: 0, 2: 1, 3: 1, 4: 1, 5: 16}, (4, 5))
    slide = of_kind(the_round(figures({"work3": alike, "work1": mostly})), "agreement")[0]
    columns = list(zip(*rows_of(slide)[1:], strict=True))
    assert [label for label in columns[0] if label] == ["Kort work 1", "Kort work 3"]
    assert columns[1][:2] == ("Kort work 2", "Kort strain 1")
    assert not re.search(r"\d+ (af|%)", words(slide))


def test_the_help_slide_names_the_own_region_and_plo_only() -> None:
    slide = of_kind(DECKS["round"], "help")[0]
    assert [row[0] for row in rows_of(slide)[1:]] == ["Region Syddanmark", "PLO"]
    assert slide.bullets == ("Alle kan få hjælp.", "otte timer hos psykolog")
    assert "ikke bekræftet" in slide.notes


def test_the_passport_tells_where_numbers_come_from_and_why_some_are_missing() -> None:
    source, hidden = of_kind(the_round(figures({"work2": ItemFigures(19, None, ALL_ALIKE)})), "passport")
    rows = dict(rows_of(source))
    assert rows["Svar i runde 1"] == "19 af 24 inviterede"
    assert rows["Klyngepakke"] == "Trivsel, version 1.0"
    assert rows["Datatræk"] == "trivsel-abc, runde 1"
    assert rows["Datatrækkets kontrolsum"] == "c0ffee"
    assert "færre end 5 svar" in rows["Grænser"]
    assert rows_of(hidden)[1:] == (
        ("Kort work 2", "all_alike", "Alle eller næsten alle svarede ens"),
        ("Emnet Belastning", "could_be_worked_out", "Vises ikke, fordi et skjult tal ellers kunne regnes ud"),
    )


def test_the_comparison_s_passport_names_what_was_not_compared() -> None:
    rows = [row for slide in of_kind(DECKS["comparison"], "passport") for row in rows_of(slide)]
    assert ("Kort work 1 (forskellen)", "not_compared", "Ordlyden er ændret.") in rows


def test_the_demo_shows_nothing_of_any_cluster_and_is_the_same_every_time() -> None:
    deck = demo_deck(PACKAGE)
    assert deck == DECKS["demo"]
    assert deck.banner == "DEMO"
    everything = "\n".join(map(words, deck.slides)) + deck.title + deck.subtitle + deck.footer
    assert "Klynge Øst" not in everything
    assert "2027" not in everything


def test_the_demo_adds_up() -> None:
    shown = bars(DECKS["demo"], "")
    assert len(shown) == 10
    assert all(bar.counts and sum(bar.counts) == bar.n == 19 for bar in shown)


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


def pairs(deck: DeckModel) -> list[PairRow]:
    charts = [c for slide in of_kind(deck, "comparison_section") for c in slide.charts]
    return [row for chart in charts if isinstance(chart, PairChart) for row in chart.rows]


def test_every_slide_of_the_comparison_has_the_same_axis() -> None:
    charts = [chart for slide in DECKS["comparison"].slides for chart in slide.charts]
    pairs_shown = [chart for chart in charts if isinstance(chart, PairChart)]
    widest = max(abs(end) for row in pairs(DECKS["comparison"]) for end in row.interval or ())
    assert {chart.reach for chart in pairs_shown} == {pairs_shown[0].reach}
    assert pairs_shown[0].reach >= min(widest, 100)


def test_the_comparison_keeps_the_order_of_the_questionnaire() -> None:
    assert [row.label for row in pairs(DECKS["comparison"])] == [i.label for i in QUESTIONNAIRE.scale_items]


def test_an_item_that_cannot_be_compared_says_why_and_shows_nothing_of_then() -> None:
    row = pairs(DECKS["comparison"])[0]
    assert (row.then, row.now, row.sentence) == ("", "9 af 19", "Ordlyden er ændret.")
    assert (row.first, row.difference, row.interval, row.noise_band) == (None, None, None, None)


def test_every_drawn_difference_has_its_interval_and_noise_band() -> None:
    rows = [row for row in pairs(DECKS["comparison"]) if row.difference is not None]
    assert len(rows) == 9
    assert all(row.interval == (-20.0, 29.0) and row.noise_band == 30.0 for row in rows)


def test_a_difference_is_told_in_two_short_sentences() -> None:
    assert pairs(DECKS["comparison"])[1].sentence == "Flere svarer positivt. Det kan være tilfældigt."


def test_the_rounds_response_and_roster_stand_side_by_side_with_their_caveat() -> None:
    (slide,) = of_kind(DECKS["comparison"], "response")
    assert rows_of(slide)[1:] == (
        ("Inviteret", "24", "40"),
        ("Har svaret", "19", "19"),
        ("Svarprocent", "79 %", "48 %"),
    )
    assert any("Klyngen er ikke den samme som sidst" in bullet for bullet in slide.bullets)


def test_what_was_agreed_comes_first_whatever_the_package_s_order() -> None:
    last = replace(PACKAGE, comparison_deck=(*COMPARISON_DECK[:1], *COMPARISON_DECK[2:], COMPARISON_DECK[1]))
    none = replace(PACKAGE, comparison_deck=(*COMPARISON_DECK[:1], *COMPARISON_DECK[2:]))
    for package in (PACKAGE, last, none):
        deck = both_rounds(("Fælles pause kl. 10",), package)
        assert [slide.kind for slide in deck.slides[:2]] == ["title", "commitments"]
        assert deck.slides[1].bullets == ("Fælles pause kl. 10",)


def test_without_written_commitments_the_cluster_is_asked_for_them() -> None:
    (slide,) = of_kind(DECKS["comparison"], "commitments")
    assert slide.bullets[0] == "Hvad aftalte vi sidst?"


def test_long_commitments_take_the_slides_they_need() -> None:
    long = tuple(f"{number} " + "ord " * 50 for number in range(6))
    slides = of_kind(both_rounds(long), "commitments")
    assert len(slides) > 1
    assert tuple(bullet for slide in slides for bullet in slide.bullets) == long


def test_measurement_points_have_counts_and_shares_or_the_reason() -> None:
    (slide,) = of_kind(the_round(figures({"strain1": ItemFigures(4, None, TOO_FEW)})), "measurement_points")
    assert rows_of(slide)[1:] == (
        ("Kort work 2", "9 af 19 (47 %)"),
        ("Kort strain 1", "Vises ikke: for få svar til at vise noget."),
    )


def test_measurement_points_are_compared_too() -> None:
    (slide,) = of_kind(DECKS["comparison"], "measurement_points")
    then_and_now = ("9 af 19 (47 %)", "9 af 19 (47 %)", "Flere svarer positivt. Det kan være tilfældigt.")
    assert rows_of(slide)[1] == ("Kort work 2", *then_and_now)


def test_without_data_the_measurement_points_are_talked_about() -> None:
    (slide,) = of_kind(DECKS["data-free"], "measurement_points")
    assert slide.bullets == ("Ordlyd work 2?", "Ordlyd strain 1?")


def test_the_offers_are_told_chapter_by_chapter_and_then_whom_to_ask() -> None:
    plans = tuple(plan for plan in PACKAGE.deck if plan.kind != "help")
    deck = round_deck(replace(PACKAGE, deck=plans), MEETING, PLAN, figures(), PASSPORT)
    offered, contacts = of_kind(deck, "offers")
    assert rows_of(offered)[1:] == (("PLO", "Et tilbud.\nEt til."), ("KiAP", "En ny opgørelse."))
    assert [row[0] for row in rows_of(contacts)[1:]] == ["Region Syddanmark", "PLO"]


def test_whom_to_ask_is_shown_once_where_there_is_help_too() -> None:
    deck = DECKS["round"]
    assert len(of_kind(deck, "offers")) == 1
    assert any(slide.table for slide in of_kind(deck, "help"))


def test_the_follow_up_has_no_day_of_its_own_on_the_title_slide() -> None:
    held = replace(PLAN, round=2, meeting_starts=STARTS + timedelta(280))
    deck = round_deck(PACKAGE, MEETING, held, figures(round=2), PASSPORT)
    assert deck.slides[0].lead.split("\n")[-1] == "Opfølgning på mødet onsdag den 3. februar 2027"


def test_the_groups_questions_follow_the_data() -> None:
    (slide,) = of_kind(DECKS["round"], "group_work")
    assert slide.bullets == ("Hvad genkender I?", "I er delte om »Kort work 1«.", "Hvad går godt?")
    (without,) = of_kind(DECKS["data-free"], "group_work")
    assert without.bullets == ("Hvad genkender I?", "Hvor er I delte?", "Hvad går godt?")


def test_the_groups_questions_of_a_follow_up_follow_its_own_data() -> None:
    first, second = figures(), figures({"work1": shown({1: 0, 2: 0, 3: 9, 4: 5, 5: 5}, (4, 5))}, round=2)
    deck = comparison_deck(PACKAGE, MEETING, PLAN, first, second, compared(first, second), PASSPORT)
    assert "I er delte om »Kort work 2«." in of_kind(deck, "group_work")[0].bullets


def test_every_caveat_is_printed_before_the_first_difference() -> None:
    deck = DECKS["comparison"]
    printed = [bullet for slide in of_kind(deck, "comparison_overview") for bullet in slide.bullets]
    assert printed == ["Et forbehold.", "Endnu et forbehold."]
    kinds = [slide.kind for slide in deck.slides]
    assert kinds.index("comparison_overview") < kinds.index("comparison_section")
