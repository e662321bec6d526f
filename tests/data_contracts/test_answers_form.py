"""A posted questionnaire becomes answers, or faults beside their questions; blank is unanswered."""

from __future__ import annotations

import pytest

from data_contracts.answers_form import LONGEST_TEXT, WHOLE_FORM, clean_text, read_answers
from domain.questionnaire import Answers, Item, Questionnaire, Scale, Section

FORM = Questionnaire(
    scales={"s": Scale(("a", "b", "c", "d"))},
    sections=(
        Section(
            "x",
            "X",
            (Item("q1", "Et?", scale="s", favourable=(4,)), Item("t1", "Hvad?", kind="text")),
        ),
    ),
)


def test_good_answers_are_read() -> None:
    read = read_answers(FORM, [("svar-q1", "4"), ("svar-t1", "Godt")])
    assert read.answers == Answers({"q1": 4}, {"t1": "Godt"})
    assert not read.faults


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\u00a0"])
def test_blank_is_unanswered(blank: str) -> None:
    read = read_answers(FORM, [("svar-q1", blank), ("svar-t1", blank)])
    assert read.answers == Answers()
    assert not read.faults


@pytest.mark.parametrize("value", ["5", "0", "-1", "1e999", "nan", "1.0", "٣", "²", "0x1", "1_0", "true"])
def test_a_value_off_the_scale_is_a_fault_at_its_question(value: str) -> None:
    read = read_answers(FORM, [("svar-q1", value)])
    assert list(read.faults) == ["q1"]
    assert read.answers == Answers()
    assert value not in str(read.faults["q1"])


@pytest.mark.parametrize("name", ["svar-q2", "q1", "svar-", "", "__proto__"])
def test_a_field_that_was_not_asked_for_is_a_fault_of_the_form(name: str) -> None:
    assert list(read_answers(FORM, [(name, "1")]).faults) == [WHOLE_FORM]


def test_a_question_answered_twice_is_a_fault() -> None:
    assert list(read_answers(FORM, [("svar-q1", "1"), ("svar-q1", "2")]).faults) == ["q1"]


def test_unseen_marks_are_taken_out_and_pointed_at() -> None:
    read = read_answers(FORM, [("svar-t1", "god\x00t \ud800\u202e")])
    assert read.kept["t1"] == "godt"
    assert "usynlige tegn" in str(read.faults["t1"])


def test_the_longest_text_is_accepted_and_one_more_is_not() -> None:
    assert not read_answers(FORM, [("svar-t1", "x" * LONGEST_TEXT)]).faults
    read = read_answers(FORM, [("svar-t1", "x" * (LONGEST_TEXT + 1))])
    assert str(LONGEST_TEXT + 1) in read.faults["t1"].what
    assert len(read.kept["t1"]) == LONGEST_TEXT + 1


@pytest.mark.parametrize("text", ["<script>", "{{7*7}}", "${jndi:x}", "æøå\n🙂", "a\tb"])
def test_ordinary_text_is_kept_as_written(text: str) -> None:
    assert clean_text(text) == text
    assert not read_answers(FORM, [("svar-t1", text)]).faults


def test_line_ends_of_a_browser_count_as_one_mark() -> None:
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


def test_a_repr_shows_no_answer() -> None:
    assert "hemmeligt" not in repr(read_answers(FORM, [("svar-t1", "hemmeligt")]))
