"""The groups' questions follow the figures, and never point at somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from domain.figures import ALL_ALIKE, COULD_BE_WORKED_OUT, SHARE_ONLY, Figures, ItemFigures, SectionFigures
from domain.group_questions import all_group_questions, group_questions
from domain.package import GroupWork, Package, Question
from domain.questionnaire import Item, Questionnaire, Scale, Section

ITEMS = tuple(Item(f"i{n}", f"Ordlyd {n}?", f"Kort {n}", "scale", "agree", (4, 5)) for n in (1, 2, 3))
QUESTIONNAIRE = Questionnaire(
    {"agree": Scale(("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig"))},
    (Section("a", "Første", ITEMS[:2]), Section("b", "Andet", ITEMS[2:])),
)
SPREAD, AGREED = {1: 5, 2: 1, 3: 3, 4: 4, 5: 6}, {1: 0, 2: 0, 3: 2, 4: 8, 5: 9}
MIDDLE = {1: 2, 2: 2, 3: 10, 4: 3, 5: 2}


def question(when: str, otherwise: str = "Og ellers?") -> Question:
    name = "item" if when in ("spread", "agreed") else "section"
    return Question(f"Hvad med {{{name}}}?", when, otherwise)  # type: ignore[arg-type]


def package(*questions: Question) -> Package:
    return Package(
        id="p",
        title="P",
        version="1",
        summary="",
        folder="",
        questionnaire=QUESTIONNAIRE,
        kit=(),
        delivery=(),
        programme=(),
        deck=(),
        comparison_deck=(),
        contacts=(),
        group_work=(GroupWork("g", "Gruppe", questions),),
    )


def item(counts: Mapping[int, int]) -> ItemFigures:
    return ItemFigures(sum(counts.values()), counts, None, counts[4] + counts[5])


def figures(*counts: Mapping[int, int], shares: tuple[float | None, float | None] = (0.5, 0.7)) -> Figures:
    sections = {
        name: SectionFigures(share, None if share is not None else COULD_BE_WORKED_OUT)
        for name, share in zip("ab", shares, strict=True)
    }
    items = {one.id: item(found) for one, found in zip(ITEMS, counts or (MIDDLE,) * 3, strict=True)}
    return Figures("p", 1, 24, 19, items, sections)


def asked(when: str, found: Figures | None) -> str:
    made = package(question(when))
    (words,) = group_questions(made, made.group_work[0], found)
    return words


def test_the_first_such_item_of_the_questionnaire_is_named() -> None:
    assert asked("spread", figures(MIDDLE, SPREAD, SPREAD)) == "Hvad med Kort 2?"
    assert asked("agreed", figures(MIDDLE, MIDDLE, AGREED)) == "Hvad med Kort 3?"


@pytest.mark.parametrize("when", ["spread", "agreed"])
def test_without_such_an_item_or_without_figures_the_other_question_is_asked(when: str) -> None:
    assert asked(when, figures(MIDDLE, MIDDLE, MIDDLE)) == "Og ellers?"
    assert asked(when, None) == "Og ellers?"


@pytest.mark.parametrize("others", [1, 2])
def test_an_item_with_one_or_two_who_answered_otherwise_is_not_named(others: int) -> None:
    lonely = {1: others, 2: 0, 3: 0, 4: 8, 5: 11 - others}
    assert asked("agreed", figures(MIDDLE, lonely, AGREED)) == "Hvad med Kort 3?"


@pytest.mark.parametrize("hidden", [ALL_ALIKE, SHARE_ONLY, COULD_BE_WORKED_OUT])
def test_an_item_whose_counts_are_hidden_is_not_named(hidden: str) -> None:
    found = figures(AGREED, AGREED, MIDDLE)
    hides = {"i1": ItemFigures(19, None, hidden), "i2": ItemFigures(6, AGREED, hidden, 6)}
    found = replace(found, items={**found.items, **hides})
    assert asked("agreed", found) == "Og ellers?"
    assert asked("spread", found) == "Og ellers?"


def test_the_lowest_and_the_highest_section_are_named_when_they_lie_clear_of_the_next() -> None:
    assert asked("lowest", figures(shares=(0.5, 0.7))) == "Hvad med Første?"
    assert asked("highest", figures(shares=(0.5, 0.7))) == "Hvad med Andet?"


def test_a_section_that_two_people_could_have_moved_is_not_named() -> None:
    assert asked("highest", figures(shares=(0.60, 0.70))) == "Og ellers?"  # 19 answered: two people move 10.5
    many = replace(figures(shares=(0.60, 0.70)), answered=40)
    assert asked("highest", many) == "Hvad med Andet?"
    assert asked("highest", replace(many, answered=8)) == "Og ellers?"


def test_where_a_section_may_not_be_shown_none_is_called_lowest_or_highest() -> None:
    assert asked("lowest", figures(shares=(None, 0.7))) == "Og ellers?"
    assert asked("highest", figures(shares=(None, 0.7))) == "Og ellers?"


def test_a_question_without_another_is_left_out() -> None:
    made = package(Question("Hvad undrer jer?"), question("spread", ""))
    assert all_group_questions(made, None) == (("Gruppe", ("Hvad undrer jer?",)),)
