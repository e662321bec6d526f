"""The numbers of a rehearsed meeting against a count from scratch, in the files and on the slides."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.chart.chart import Chart

from tests.flows import counting
from tests.flows.given_answers import ALL_ALIKE, SHARE_ONLY, TOO_FEW, first_round, second_round
from tests.flows.questionnaire_file import QUESTIONS, SCALES, section_titles
from tests.flows.rehearsal_process import Rehearsal

INVITED = 24
ROUNDS = pytest.mark.parametrize("round", [1, 2])
DECKS = {1: ("meeting", "Powerpoint til mødet"), 2: ("follow-up", "Powerpoint med de nye svar alene")}
BY_LABEL = {question.short: question for question in SCALES}


def expected(round: int) -> dict[str, object]:
    return counting.figures(first_round() if round == 1 else second_round(), round, INVITED)


@ROUNDS
def test_figures_equal_an_independent_count(rehearsal: Rehearsal, round: int) -> None:
    found = rehearsal.json(f"figures-round-{round}.json")
    wanted = counting.figures(first_round() if round == 1 else second_round(), round, INVITED)
    shares = {name: section["share"] for name, section in wanted["sections"].items()}
    for name, section in found["sections"].items():
        if section["share"] is not None:
            assert section["share"] == pytest.approx(shares[name])
            section["share"] = shares[name]
    assert found == wanted
    assert list(found["items"]) == [question.id for question in QUESTIONS]


def test_the_given_answers_meet_every_limit(rehearsal: Rehearsal) -> None:
    """Otherwise the count above would prove less than it seems to."""
    first, second = rehearsal.json("figures-round-1.json"), rehearsal.json("figures-round-2.json")
    assert first["items"][ALL_ALIKE]["hidden"] == "all_alike"
    assert second["items"][SHARE_ONLY]["hidden"] == "share_only"
    assert second["items"][TOO_FEW]["hidden"] == "too_few"
    assert {section["hidden"] for section in second["sections"].values()} == {None, "could_be_worked_out"}


def test_the_comparison_equals_an_independent_one(rehearsal: Rehearsal) -> None:
    compared = rehearsal.json("comparison.json")["items"]
    first, second = (counting.figures(rows, 0, INVITED)["items"] for rows in (first_round(), second_round()))
    for question in QUESTIONS:
        item, then, now = compared[question.id], first[question.id], second[question.id]
        assert (item["first"], item["second"]) == (then, now)
        if then.get("favourable") is None or now.get("favourable") is None:
            assert item["not_compared"]
            assert item["difference"] is item["interval"] is item["cliffs_delta"] is None
            continue
        change, interval = counting.difference(then, now)
        assert item["difference"] == pytest.approx(change, abs=0.0501)
        assert item["interval"] == pytest.approx(interval, abs=0.0501)
        if then["counts"] and now["counts"]:
            delta = counting.cliffs_delta(question, first_round(), second_round())
            assert item["cliffs_delta"] == pytest.approx(delta, abs=0.0005001)
        else:
            assert item["cliffs_delta"] is None
    assert sum(item["not_compared"] is None for item in compared.values()) == len(SCALES) - 2


@ROUNDS
def test_the_deck_s_bars_show_every_count_of_the_figures(rehearsal: Rehearsal, round: int) -> None:
    items = rehearsal.json(f"figures-round-{round}.json")["items"]
    shown: set[str] = set()
    for chart in charts(deck(rehearsal, round)):
        series = {one.name: list(one.values) for one in chart.plots[0].series}
        for place, label in enumerate(chart.plots[0].categories):
            question = BY_LABEL.get(str(label))
            if question and set(series) == set(question.labels):
                counts = [series[name][place] for name in question.labels]
                assert counts == list(items[question.id]["counts"].values())
                shown.add(question.id)
            elif question:
                ((shares),) = series.values()
                item = items[question.id]
                assert shares[place] == pytest.approx(item["favourable"] / item["n"])
                assert item["hidden"] == "share_only"
                shown.add(question.id)
    assert shown == {name for name, item in items.items() if item.get("favourable") is not None}


@ROUNDS
def test_the_deck_s_overview_shows_every_share_of_the_figures(rehearsal: Rehearsal, round: int) -> None:
    figures, titles = rehearsal.json(f"figures-round-{round}.json"), section_titles()
    wanted = {titles[name]: s["share"] for name, s in figures["sections"].items() if s["share"] is not None}
    overviews = [
        dict(zip(map(str, chart.plots[0].categories), chart.plots[0].series[0].values, strict=True))
        for chart in charts(deck(rehearsal, round))
    ]
    (overview,) = [one for one in overviews if set(one) & set(titles.values())]
    assert overview == pytest.approx(wanted)
    assert {"Har svaret": pytest.approx(figures["answered"] / figures["invited"])} in overviews


@ROUNDS
def test_a_chart_s_workbook_holds_the_numbers_it_draws(rehearsal: Rehearsal, round: int) -> None:
    """What PowerPoint shows when somebody clicks »edit data«."""
    for chart in charts(deck(rehearsal, round)):
        workbook = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        rows = list(workbook.active.iter_rows(values_only=True))
        drawn = [
            (str(label), *(one.values[place] for one in chart.plots[0].series))
            for place, label in enumerate(chart.plots[0].categories)
        ]
        assert [(str(row[0]), *row[1:]) for row in rows[1:]] == drawn
        assert list(rows[0][1:]) == [one.name for one in chart.plots[0].series]


def test_nothing_hidden_stands_in_any_chart(rehearsal: Rehearsal) -> None:
    names = [str(label) for chart in charts(deck(rehearsal, 2)) for label in chart.plots[0].categories]
    hidden = next(question.short for question in SCALES if question.id == TOO_FEW)
    assert names
    assert hidden not in names


def deck(rehearsal: Rehearsal, round: int) -> Path:
    group, title = DECKS[round]
    return next(file for name, file in rehearsal.files(group).items() if name.endswith(f"{title}.pptx"))


def charts(file: Path) -> Iterator[Chart]:
    for slide in Presentation(str(file)).slides:
        yield from (shape.chart for shape in slide.shapes if shape.has_chart)
