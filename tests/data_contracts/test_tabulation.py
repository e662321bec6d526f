"""Counting with pandas gives what counting by hand gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_contracts.tabulation import answers_frame, tabulate
from domain.questionnaire import Answers
from tests.small_questionnaire import SMALL

THREE = (
    Answers({"calm": 4, "rush": 1}, {"words": "Mere tid."}),
    Answers({"calm": 5, "rush": 5}, {"words": "  "}),
    Answers({"calm": 1}),
)


def test_counts_cover_the_whole_scale_also_where_nobody_answered() -> None:
    calm = tabulate(SMALL, THREE).items["calm"]
    assert dict(calm.counts) == {1: 1, 2: 0, 3: 0, 4: 1, 5: 1}
    assert (calm.n, calm.favourable) == (3, 2)
    assert calm.mean == pytest.approx(10 / 3)


def test_a_reversed_items_favourable_answers_are_the_low_ones() -> None:
    rush = tabulate(SMALL, THREE).items["rush"]
    assert (rush.n, rush.favourable) == (2, 1)


def test_an_item_nobody_answered_has_no_mean() -> None:
    joy = tabulate(SMALL, THREE).items["joy"]
    assert (joy.n, sum(joy.counts.values()), joy.favourable, joy.mean) == (0, 0, 0, None)


def test_blank_text_is_no_answer() -> None:
    assert tabulate(SMALL, THREE).texts == {"words": 1}


def test_texts_kept_apart_from_the_answers_are_counted() -> None:
    answers = [Answers(one.values) for one in THREE]
    assert tabulate(SMALL, answers, {"words": ("Mere tid.", " ", "Pause.")}).texts == {"words": 2}


def test_nobody_answering_is_a_tabulation_of_zeros() -> None:
    empty = tabulate(SMALL, ())
    assert empty.answered == 0
    assert {item.n for item in empty.items.values()} == {0}


def test_the_frame_has_a_row_per_respondent_and_says_unanswered_for_a_gap() -> None:
    frame = answers_frame(SMALL, THREE)
    assert list(frame.columns) == ["calm", "rush", "joy"]
    assert {str(kind) for kind in frame.dtypes} == {"Int64"}
    assert frame["rush"].isna().tolist() == [False, False, True]


def test_a_number_that_is_not_whole_is_refused() -> None:
    with pytest.raises(TypeError):
        tabulate(SMALL, [Answers({"calm": 3.5})])  # type: ignore[dict-item]


answer = st.dictionaries(st.sampled_from(["calm", "rush", "joy"]), st.integers(1, 5)).map(Answers)


@settings(max_examples=25, deadline=None)
@given(st.lists(answer, max_size=12))
def test_every_count_equals_a_count_by_hand(answers: list[Answers]) -> None:
    tabulation = tabulate(SMALL, answers)
    for item_id, favourable in (("calm", {4, 5}), ("rush", {1, 2}), ("joy", {4, 5})):
        given_values = [one.values[item_id] for one in answers if item_id in one.values]
        item = tabulation.items[item_id]
        assert item.n == len(given_values)
        assert item.counts == {value: given_values.count(value) for value in range(1, 6)}
        assert item.favourable == sum(value in favourable for value in given_values)
        if given_values:
            assert item.mean == pytest.approx(sum(given_values) / len(given_values))
