"""Nothing below the limits is in a finished file, nor can be worked out from what is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pptx import Presentation

from domain.package import Limits, Package
from domain.questionnaire import Item, Scale, Section
from tests.looks.answer_sets import rounds, twins
from tests.looks.attacker import leaks, only_one_way
from tests.looks.cases import PACKAGES, package_of
from tests.looks.evenings import files_of, shortened
from tests.looks.finished_files import parts
from tests.looks.models import models_of
from tests.looks.policy import SHARE_ONLY, TOO_FEW, Round

TRIVSEL = shortened(package_of("trivsel"), 3)
RAISED = replace(TRIVSEL, limits=Limits(any=6, counts=10, texts=12))


def examples(count: int) -> Callable[..., object]:
    """The same ones on every machine; what takes long is not a fault here."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )


# --- no document can tell twins apart -------------------------------------------------------------------


def assert_models_tell_nothing(
    package: Package, first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    mine, theirs = (models_of(package, first[at], second[at]) for at in (0, 1))
    assert mine == theirs


@examples(40)
@given(twins(TRIVSEL), twins(TRIVSEL))
def test_documents_say_the_same_whatever_stands_below_the_limits(
    first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    assert_models_tell_nothing(TRIVSEL, first, second)


@examples(20)
@given(twins(RAISED), twins(RAISED))
def test_raised_limits_hide_more(first: tuple[Round, Round], second: tuple[Round, Round]) -> None:
    assert_models_tell_nothing(RAISED, first, second)


def assert_files_tell_nothing(
    package: Package, first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    mine, theirs = (files_of(package, first[at], second[at]) for at in (0, 1))
    assert mine.keys() == theirs.keys()
    for name in mine:
        assert without_hashes(mine[name]) == without_hashes(theirs[name]), name


def without_hashes(content: bytes) -> dict[str, bytes]:
    """The parts of a file without the pulls' own hashes: those differ, but a secret is in each."""
    return {name: re.sub(rb"[0-9a-f]{12,64}", b"#", data) for name, data in parts(content).items()}


@examples(2)
@given(twins(TRIVSEL), twins(TRIVSEL))
def test_files_are_the_same_whatever_stands_below_the_limits(
    first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    assert_files_tell_nothing(TRIVSEL, first, second)


@pytest.mark.long
@examples(400)
@given(twins(package_of("trivsel"), most=24), twins(package_of("trivsel"), most=24))
def test_whole_packages_say_the_same_whatever_stands_below_the_limits(
    first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    assert_models_tell_nothing(package_of("trivsel"), first, second)


@pytest.mark.long
@examples(12)
@given(twins(package_of("samarbejde"), most=24), twins(package_of("samarbejde"), most=24))
def test_files_of_whole_packages_are_the_same_whatever_stands_below_the_limits(
    first: tuple[Round, Round], second: tuple[Round, Round]
) -> None:
    assert_files_tell_nothing(package_of("samarbejde"), first, second)


# --- an attacker with every file learns nothing ---------------------------------------------------------


@examples(4)
@given(rounds(TRIVSEL), rounds(TRIVSEL))
def test_an_attacker_with_every_file_learns_nothing(first: Round, second: Round) -> None:
    assert leaks(files_of(TRIVSEL, first, second), {1: first, 2: second}) == []


@pytest.mark.long
@examples(25)
@given(rounds(package_of("trivsel")), rounds(package_of("trivsel"), most=24))
def test_an_attacker_learns_nothing_from_trivsel(first: Round, second: Round) -> None:
    assert leaks(files_of(package_of("trivsel"), first, second), {1: first, 2: second}) == []


@pytest.mark.long
@examples(25)
@given(rounds(package_of("samarbejde")), rounds(package_of("samarbejde"), most=24))
def test_an_attacker_learns_nothing_from_samarbejde(first: Round, second: Round) -> None:
    assert leaks(files_of(package_of("samarbejde"), first, second), {1: first, 2: second}) == []


@pytest.mark.parametrize("package_id", PACKAGES)
def test_a_share_alone_never_says_how_everybody_answered(package_id: str) -> None:
    package = package_of(package_id)
    for item in package.questionnaire.scale_items:
        good, other = item.favourable[0], ({1, 2, 3} - set(item.favourable)).pop()
        for n in range(package.limits.any, package.limits.counts):
            for k in range(1, n):
                given = (good,) * k + (other,) * (n - k)
                few = Round(package.questionnaire, n, n, {item.id: given}, limits=package.limits)
                assert few.status(item) == SHARE_ONLY
                assert list(only_one_way(few)) == []


# --- and the attacker finds what is planted -------------------------------------------------------------

YES_NO = Scale(("Nej", "Ja"))


def evening_with(**given: tuple[int, ...]) -> Round:
    """Twelve of 14 answered the first section of the short package, all of them fully but for `given`."""
    asked = TRIVSEL.questionnaire
    spread = (1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5)
    values = {item.id: given.get(item.id, spread) for item in asked.scale_items}
    return Round(asked, 12, 14, values, {item.id: () for item in asked.text_items}, TRIVSEL.limits)


FIRST, SECOND = (item.id for item in TRIVSEL.questionnaire.scale_items[:2])
NAME = TRIVSEL.questionnaire.item(FIRST).label


@pytest.fixture(scope="module")
def honest() -> dict[str, bytes]:
    """Twelve answered, the first item by four only, the second by six."""
    return files_of(TRIVSEL, secret_evening())


def secret_evening() -> Round:
    return evening_with(**{FIRST: (1, 4, 4, 5), SECOND: (1, 2, 3, 4, 4, 5)})


def test_the_honest_evening_has_no_leak(honest: dict[str, bytes]) -> None:
    round = secret_evening()
    items = [round.questionnaire.item(name) for name in (FIRST, SECOND)]
    assert [round.status(item) for item in items] == [TOO_FEW, SHARE_ONLY]
    assert leaks(honest, {1: round}) == []


def with_text(deck: bytes, text: str, *, place: str) -> bytes:
    """The deck with a text on its last slide, in its notes, its alt texts or its properties."""
    opened = Presentation(io.BytesIO(deck))
    slide = opened.slides[-1]
    if place == "slide":
        slide.shapes.add_textbox(0, 0, 914400, 914400).text_frame.text = text
    elif place == "notes":
        slide.notes_slide.notes_text_frame.text = text
    elif place == "alt text":
        slide.shapes[0]._element.xpath(".//p:cNvPr")[0].set("descr", text)
    else:
        opened.core_properties.comments = text
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize("place", ["slide", "notes", "alt text", "properties"])
@pytest.mark.parametrize("said", ["3 af 4", "75 %", "gennemsnit 3,5", "4 har svaret"])
def test_a_number_beside_a_hidden_item_is_found(honest: dict[str, bytes], place: str, said: str) -> None:
    files = honest | {"meeting/deck": with_text(honest["meeting/deck"], f"{NAME}: {said}", place=place)}
    assert leaks(files, {1: secret_evening()})


def test_the_distribution_of_few_answers_is_found(honest: dict[str, bytes]) -> None:
    label = TRIVSEL.questionnaire.item(SECOND).label
    text = f"{label}: 1 helt uenig, 1 uenig, 1 hverken eller, 2 enig, 1 helt enig"
    files = honest | {"meeting/deck": with_text(honest["meeting/deck"], text, place="alt text")}
    assert leaks(files, {1: secret_evening()})


def test_a_section_s_share_that_gives_a_hidden_item_away_is_found(honest: dict[str, bytes]) -> None:
    section = TRIVSEL.questionnaire.sections[0]
    pairs = [secret_evening().pair(item) for item in section.items if item.kind == "scale"]
    share = round(100 * sum(k for _, k in pairs) / sum(n for n, _ in pairs))
    files = honest | {
        "meeting/deck": with_text(honest["meeting/deck"], f"{section.title}: {share} %", place="slide")
    }
    assert any("possibilities" in leak for leak in leaks(files, {1: secret_evening()}))


def test_a_hidden_sheet_of_a_workbook_is_read(honest: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(honest["meeting/deck"])) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        books = [name for name in source.namelist() if name.endswith(".xlsx")]
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, with_hidden_sheet(data) if name == books[-1] else data)
    assert leaks(honest | {"meeting/deck": out.getvalue()}, {1: secret_evening()})


def with_hidden_sheet(workbook: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book.create_sheet("Skjult")
    sheet.append(["", "Positive svar"])
    sheet.append([NAME, 0.75])
    sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_free_text_anywhere_in_a_file_is_found(honest: dict[str, bytes]) -> None:
    item = TRIVSEL.questionnaire.text_items[0]
    secret = replace(secret_evening(), texts={item.id: ("Vores telefon ringer hele tiden",)})
    changed = with_text(honest["meeting/deck"], "vores Vores telefon ringer hele tiden.", place="properties")
    assert leaks(honest | {"meeting/deck": changed}, {1: secret})


def test_how_many_wrote_is_found_when_they_were_few(honest: dict[str, bytes]) -> None:
    item = TRIVSEL.questionnaire.text_items[0]
    changed = with_text(honest["meeting/deck"], f"{item.label}: 3 har skrevet noget", place="notes")
    assert leaks(honest | {"meeting/deck": changed}, {1: secret_evening()})


def test_a_scale_of_two_steps_shows_no_share_of_few_answers() -> None:
    """With two steps the share is how everybody answered."""
    item = Item("yes", "Er der kaffe nok?", "Kaffe", "scale", "yes_no", (2,))
    section = Section("coffee", "Kaffe", (item,))
    asked = replace(TRIVSEL.questionnaire, scales={"yes_no": YES_NO}, sections=(section,))
    package = replace(TRIVSEL, questionnaire=asked)
    few = Round(asked, 6, 9, {"yes": (1, 1, 2, 2, 2, 2)})
    other = replace(few, values={"yes": (1, 1, 1, 1, 1, 2)})
    assert few.status(item) == TOO_FEW
    assert_models_tell_nothing(package, (few, other), (few, other))


def test_documents_differ_where_a_hidden_number_gets_out() -> None:
    """The twins are apart enough: with lower limits a document tells which is which."""
    few = {FIRST: (1, 4, 4, 4), SECOND: (1, 1, 3, 4, 4, 5)}
    other = {FIRST: (1, 1, 5, 5), SECOND: (2, 2, 2, 5, 5, 5)}
    shown = [evening_with(**values) for values in (few, other)]
    assert_models_tell_nothing(TRIVSEL, (shown[0], shown[1]), (shown[0], shown[1]))
    told = [
        replace(round, values={name: given * 2 for name, given in round.values.items()}) for round in shown
    ]
    grown = [replace(round, answered=24, invited=28) for round in told]
    with pytest.raises(AssertionError):
        assert_models_tell_nothing(TRIVSEL, (grown[0], grown[1]), (grown[0], grown[1]))
