"""Files of answers are read in every form a spreadsheet writes, or refused with every fault at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.answers_file import LARGEST_FILE, read_answers_csv, write_answers_csv
from data_contracts.invented_answers import invent_answers
from domain.errors import BadInput, Fault
from domain.questionnaire import Answers
from tests.small_questionnaire import SMALL

TWO = (Answers({"calm": 4, "rush": 2}, {"words": "Mere tid"}), Answers({"joy": 5}))


def faults_of(content: str | bytes) -> list[Fault]:
    with pytest.raises(BadInput) as refused:
        read_answers_csv(content.encode() if isinstance(content, str) else content, SMALL)
    return refused.value.faults


@pytest.mark.parametrize(
    "content",
    [
        "calm,rush,joy,words\n4,2,,Mere tid\n,,5,\n",
        "calm;rush;joy;words\r\n4;2;;Mere tid\r\n;;5;\r\n",
        "calm\trush\tjoy\twords\n4\t2\t\tMere tid\n\t\t5\t",
        "words,joy,calm,rush\nMere tid,,4,2\n,5,,\n",
        "\ufeffcalm;rush;joy;words\n4;2;;Mere tid\n;;5;\n",
        ' calm , rush,joy,words\n" 4 ",2,,"  Mere tid "\n\n,,5,"  "\n',
        "calm,rush,joy,words,\n4,2,,Mere tid,\n,,5,,\n",
    ],
    ids=["comma", "semicolon", "tab", "other order", "byte order mark", "blanks", "unnamed empty column"],
)
def test_every_usual_form_is_read_alike(content: str) -> None:
    assert read_answers_csv(content.encode(), SMALL) == TWO


def test_a_missing_column_is_unanswered() -> None:
    assert read_answers_csv(b"joy\n5\n3\n", SMALL) == (Answers({"joy": 5}), Answers({"joy": 3}))


def test_a_row_of_nothing_is_a_respondent_who_answered_nothing() -> None:
    assert read_answers_csv(b"calm;joy\n;\n4;5\n", SMALL) == (Answers(), Answers({"calm": 4, "joy": 5}))


def test_danish_letters_and_line_breaks_in_a_text_are_kept() -> None:
    content = 'words\n"Rød grød\r\nmed fløde; og æ"\n'.encode()
    assert read_answers_csv(content, SMALL)[0].texts == {"words": "Rød grød\nmed fløde; og æ"}


@pytest.mark.parametrize(
    "cell",
    [
        "0",
        "6",
        "-1",
        "+4",
        "3,0",
        "3.0",
        "1e0",
        "1e999",
        "NaN",
        "inf",
        "٣",
        "３",
        "04",
        "Enig",
        "4 4",
        "9" * 5000,
    ],
)
def test_anything_but_a_value_of_the_scale_is_refused_with_its_place_and_not_repeated(cell: str) -> None:
    faults = faults_of(f"calm;joy\n4;5\n3;{cell}\n")
    assert [fault.where for fault in faults] == ["række 3, kolonne 'joy'"]
    assert "1 til 5" in faults[0].cure
    assert len(cell) == 1 or cell not in str(faults[0])


def test_all_faults_are_told_at_once() -> None:
    faults = faults_of("calm,rush,joy\n9,x,5\n1,2\n\n3,3,NaN\n")
    assert [fault.where for fault in faults] == [
        "række 2, kolonne 'calm'",
        "række 2, kolonne 'rush'",
        "række 3",
        "række 5, kolonne 'joy'",
    ]


def test_a_flood_of_faults_is_cut_short_and_counted() -> None:
    faults = faults_of("calm\n" + "x\n" * 80)
    assert len(faults) == 51
    assert "30" in faults[-1].what


def test_a_misspelt_column_gets_a_suggestion() -> None:
    faults = faults_of("clam,joy\n4,5\n")
    assert faults[0].where == "række 1, kolonne 1"
    assert faults[0].cure == "Mente du 'calm'?"


def test_a_column_like_nothing_known_gets_the_list() -> None:
    assert "calm, rush, joy, words" in faults_of("e-mail,joy\n4,5\n")[0].cure


def test_a_column_twice_and_a_column_without_a_name_are_refused() -> None:
    assert [fault.where for fault in faults_of("joy,joy,\n4,5,3\n")] == [
        "række 1, kolonne 2",
        "række 1, kolonne 3",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\n\n",
        "calm;joy\n4;5\n".encode("utf-16"),
        "calm;words\n4;gr\xf8d\n".encode("cp1252"),
        b"calm\n\x00\n",
        b'calm,words\n4,"aldrig lukket\n',
        b'words\n"' + b"x" * 200_000 + b'"\n',
        b"x" * (LARGEST_FILE + 1),
        "words\nskjult \u202e vending\n".encode(),
        b"words\n\x07\n",
    ],
    ids=[
        "empty",
        "only a mark",
        "only blank lines",
        "utf-16",
        "cp1252",
        "nul",
        "open quote",
        "huge cell",
        "huge file",
        "right-to-left override",
        "control character",
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_cure(content: bytes) -> None:
    faults = faults_of(content)
    assert len(faults) == 1
    assert faults[0].cure


def test_markup_in_a_text_is_just_text() -> None:
    text = "<script>alert(1)</script> {{7*7}} ${jndi:x} =cmd|x"
    assert read_answers_csv(f"words\n{text}\n".encode(), SMALL)[0].texts == {"words": text}


printable = st.text(st.characters(min_codepoint=32, max_codepoint=382), min_size=1, max_size=20)
text_answer = printable.map(str.strip).filter(lambda text: text.isprintable() and text != "")
respondent = st.builds(
    Answers,
    st.dictionaries(st.sampled_from(["calm", "rush", "joy"]), st.integers(1, 5)),
    st.dictionaries(st.just("words"), text_answer),
)


@given(st.lists(respondent, max_size=6).map(tuple))
def test_what_is_written_is_read_back(answers: tuple[Answers, ...]) -> None:
    assert read_answers_csv(write_answers_csv(answers, SMALL), SMALL) == answers


def test_invented_answers_are_the_same_for_the_same_seed_and_others_for_another() -> None:
    assert invent_answers(SMALL, 12, seed=1) == invent_answers(SMALL, 12, seed=1)
    assert invent_answers(SMALL, 12, seed=1) != invent_answers(SMALL, 12, seed=2)


def test_invented_answers_can_be_written_and_read() -> None:
    invented = invent_answers(SMALL, 40, seed=3)
    assert read_answers_csv(write_answers_csv(invented, SMALL), SMALL) == invented


def test_invented_answers_differ_leave_gaps_and_hold_some_texts() -> None:
    invented = invent_answers(SMALL, 60, seed=3)
    assert len({tuple(one.values.items()) for one in invented}) > 20
    assert 0 < sum(3 - len(one.values) for one in invented) < 30
    assert 20 < sum(bool(one.texts) for one in invented) < 55


def test_a_lift_moves_every_item_towards_favourable() -> None:
    before, after = (invent_answers(SMALL, 200, 1, lift) for lift in (0.0, 0.6))
    for item in SMALL.scale_items:
        shares = [
            sum(one.values.get(item.id) in item.favourable for one in answers) / 200
            for answers in (before, after)
        ]
        assert shares[1] > shares[0] + 0.08
