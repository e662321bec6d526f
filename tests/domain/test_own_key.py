"""The code on an own copy holds every answer on a scale, nothing else, and tells typing faults."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.own_key import DIGITS, OwnKey, check_of, fingerprint, in_groups, own_code
from domain.questionnaire import Answers, Item, Questionnaire, Scale, Section
from tests.tasks.house import trivsel

KEY = "K7QD2M0X9A"


def questionnaire_of(steps: list[int]) -> Questionnaire:
    scales = {str(count): Scale(tuple(f"svar {at}" for at in range(count))) for count in steps}
    items = [Item(f"q{at}", f"Spørgsmål {at}?", scale=str(n), favourable=(1,)) for at, n in enumerate(steps)]
    return Questionnaire(scales, (Section("s", "Emne", (*items, Item("t", "Ord?", kind="text"))),))


def values_in(code: str, steps: list[int]) -> list[int]:
    """The answers out of a code, worked out apart from how it is written."""
    number = 0
    for digit in code[12:-3]:
        number = 32 * number + DIGITS.index(digit)
    values = []
    for count in reversed(steps):
        values.insert(0, number % (count + 1))
        number //= count + 1
    assert number == 0
    return values


def is_accepted(code: str) -> bool:
    body, check = code[:-3], 0
    for digit in code[-3:]:
        check = 32 * check + DIGITS.index(digit)
    return check_of(body) == check


answered = st.lists(st.integers(2, 9), max_size=40).flatmap(
    lambda steps: st.tuples(st.just(steps), st.tuples(*(st.integers(0, count) for count in steps)))
)


@given(answered)
def test_every_answer_on_a_scale_is_in_the_code_and_0_where_there_is_none(
    case: tuple[list[int], tuple[int, ...]],
) -> None:
    steps, values = case
    given = Answers({f"q{at}": value for at, value in enumerate(values) if value})
    code = own_code(KEY, questionnaire_of(steps), given)
    assert values_in(code, steps) == list(values)
    assert code.startswith(KEY)
    assert is_accepted(code)


def test_a_code_of_trivsel_is_seven_groups_of_four_whatever_was_answered() -> None:
    asked = trivsel().questionnaire
    every = Answers({item.id: len(asked.scale_of(item).labels) for item in asked.scale_items})
    for answers in (Answers(), every):
        assert [len(group) for group in in_groups(own_code(KEY, asked, answers)).split("-")] == [4] * 7


def test_what_was_written_in_words_leaves_no_trace() -> None:
    asked = questionnaire_of([5, 5])
    silent, wrote = Answers({"q0": 4}), Answers({"q0": 4}, {"t": "Noget ganske privat"})
    assert own_code(KEY, asked, silent) == own_code(KEY, asked, wrote)


CODE = own_code(KEY, questionnaire_of([5] * 24), Answers({f"q{at}": 1 + at % 5 for at in range(23)}))


def test_no_single_wrong_digit_passes() -> None:
    wrong = [CODE[:at] + digit + CODE[at + 1 :] for at in range(len(CODE)) for digit in DIGITS]
    assert [code for code in wrong if is_accepted(code)] == [CODE] * len(CODE)


def test_no_two_neighbours_change_places_unseen() -> None:
    swapped = [CODE[:at] + CODE[at + 1] + CODE[at] + CODE[at + 2 :] for at in range(len(CODE) - 1)]
    assert all(code == CODE or not is_accepted(code) for code in swapped)


@pytest.mark.parametrize("fault", ["left out", "twice"])
def test_no_digit_is_left_out_or_typed_twice_unseen(fault: str) -> None:
    times = 0 if fault == "left out" else 2
    assert not [at for at in range(len(CODE)) if is_accepted(CODE[:at] + CODE[at] * times + CODE[at + 1 :])]


def test_two_groups_that_change_places_are_seen() -> None:
    groups = in_groups(CODE).split("-")
    for at in range(len(groups) - 1):
        swapped = [*groups[:at], groups[at + 1], groups[at], *groups[at + 2 :]]
        assert not is_accepted("".join(swapped))


def test_the_fingerprint_is_another_one_for_other_questions() -> None:
    asked = questionnaire_of([5, 5, 4])
    section = asked.sections[0]
    reworded = (replace(section.items[0], text="Andet?"), *section.items[1:])
    others = [
        questionnaire_of([5, 4, 5]),
        questionnaire_of([5, 5]),
        replace(asked, sections=(replace(section, items=section.items[::-1]),)),
        replace(asked, sections=(replace(section, items=reworded),)),
    ]
    assert len({fingerprint(one) for one in [asked, *others]}) == 5


def test_the_fingerprint_does_not_mind_titles_or_how_the_form_is_laid_out() -> None:
    asked = questionnaire_of([5, 5])
    again = replace(asked, intro="Ny indledning", sections=(replace(asked.sections[0], title="Nyt emne"),))
    assert fingerprint(asked) == fingerprint(again)


def test_an_answer_off_its_scale_and_a_clipped_reading_key_are_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        own_code(KEY, questionnaire_of([5]), Answers({"q0": 6}))
    with pytest.raises(ValueError, match="10 digits"):
        own_code(KEY[:-1], questionnaire_of([5]), Answers())


def test_a_key_shows_nothing_of_itself_in_a_log() -> None:
    assert repr(OwnKey("page", "link", "code", "qr")) == "OwnKey(…)"
