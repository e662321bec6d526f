"""The browser reads exactly what Python has written on the copy, however it is typed, and tells faults."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.settings import TEMPLATES
from domain.own_key import DIGITS, fingerprint, in_groups, own_code
from domain.questionnaire import Answers, Item, Questionnaire, Scale, Section

pytestmark = pytest.mark.browser

SCRIPT = TEMPLATES / "web" / "scripts" / "mine_code.js"
READ_ALL = """cases => cases.map(([written, scales]) => {
    const parts = MineCode.read(written);
    return parts.fault ? parts : {...parts, values: MineCode.answers(parts.digits, scales)};
})"""
QUESTIONNAIRES = 300


@pytest.fixture(scope="module")
def reader(browser: Any) -> Iterator[Any]:
    """A page that has nothing but the decoder."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text())
    yield page
    page.close()


def some_code(chance: random.Random) -> tuple[str, list[int], list[int], Questionnaire]:
    steps = [chance.randint(2, 9) for _ in range(chance.randint(0, 60))]
    values = [chance.randint(0, count) for count in steps]
    scales = {str(count): Scale(tuple(f"svar {at}" for at in range(count))) for count in steps}
    items = tuple(Item(f"q{at}", f"{at}?", scale=str(n), favourable=(1,)) for at, n in enumerate(steps))
    asked = Questionnaire(scales, (Section("s", "Emne", items),))
    key = "".join(chance.choices(DIGITS, k=10))
    given = Answers({f"q{at}": value for at, value in enumerate(values) if value})
    return own_code(key, asked, given), steps, values, asked


def test_the_browser_reads_what_was_written_for_any_questionnaire(reader: Any) -> None:
    chance = random.Random(8)
    cases = [some_code(chance) for _ in range(QUESTIONNAIRES)]
    read = reader.evaluate(READ_ALL, [[code, steps] for code, steps, _, _ in cases])
    for (code, _, values, asked), told in zip(cases, read, strict=True):
        assert told["values"] == values
        assert told["readingKey"] == code[:10]
        assert told["fingerprint"] == fingerprint(asked)
        assert told["code"] == code


def test_scales_that_fill_their_digits_exactly_are_read(reader: Any) -> None:
    for steps in ([31], [3] * 5, [7, 3] * 3, [1] * 5):
        scales = {str(count): Scale(tuple("x" * count)) for count in steps}
        items = tuple(Item(f"q{at}", "?", scale=str(n), favourable=(1,)) for at, n in enumerate(steps))
        asked = Questionnaire(scales, (Section("s", "", items),))
        code = own_code("0" * 10, asked, Answers({item.id: int(item.scale) for item in items}))
        (told,) = reader.evaluate(READ_ALL, [[code, steps]])
        assert told["values"] == steps


CODE, STEPS, VALUES, _ = some_code(random.Random(21))

AS_TYPED = {
    "in groups": in_groups(CODE),
    "in small letters": in_groups(CODE).lower(),
    "with spaces": f"  {in_groups(CODE).replace('-', ' ')}\n",
    "with long dashes": in_groups(CODE).replace("-", " – "),
    "0 and 1 as letters": CODE.replace("0", "O").replace("1", "l"),
    "1 as an i": CODE.replace("1", "i"),
    "the whole link": f"https://klyngeflow.example/mine#{CODE}",
    "the link with a full stop from a sentence": f"https://klyngeflow.example/mine#{CODE}.",
}


@pytest.mark.parametrize("written", AS_TYPED.values(), ids=AS_TYPED)
def test_it_may_be_typed_as_people_type(reader: Any, written: str) -> None:
    (told,) = reader.evaluate(READ_ALL, [[written, STEPS]])
    assert told["values"] == VALUES


def test_every_single_typing_fault_is_told(reader: Any) -> None:
    wrong = {CODE[:at] + digit + CODE[at + 1 :] for at in range(len(CODE)) for digit in DIGITS}
    wrong |= {CODE[:at] + CODE[at + 1] + CODE[at] + CODE[at + 2 :] for at in range(len(CODE) - 1)}
    wrong |= {CODE[:at] + CODE[at + 1 :] for at in range(len(CODE))}
    wrong |= {CODE[:at] + CODE[at] + CODE[at:] for at in range(len(CODE))}
    told = reader.evaluate(READ_ALL, [[code, STEPS] for code in wrong - {CODE}])
    assert all(one.get("fault") for one in told)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "Skriv koden"),
        ("   ", "Skriv koden"),
        ("K7QD-2M0X", "for kort"),
        (f"{CODE[:5]}Ø{CODE[6:]}", "»Ø« bruges ikke"),
        (f"{CODE[:5]}u{CODE[6:]}", "»U« bruges ikke"),
        ("<img src=x onerror=alert(1)>" * 4, "bruges ikke"),
        ("\ud83d\ude00" * 30, "bruges ikke"),
    ],
)
def test_what_is_no_code_is_told_in_words(reader: Any, written: str, words: str) -> None:
    (told,) = reader.evaluate(READ_ALL, [[written, STEPS]])
    assert words in told["fault"]


def test_answers_to_other_questions_are_not_made_to_fit(reader: Any) -> None:
    for scales in ([*STEPS, 5, 5, 5], STEPS[:-4], [2] * len(STEPS)):
        (told,) = reader.evaluate(READ_ALL, [[CODE, scales]])
        assert told["values"] is None
