"""Every number on every slide and page equals a count of the raw answers made here, in both rounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from data_contracts.invented_answers import invent_answers
from domain.questionnaire import Item, Questionnaire, Section
from tests.flows.counting import difference
from tests.looks.answer_sets import as_round
from tests.looks.cases import PACKAGES, package_of
from tests.looks.evenings import files_of
from tests.looks.finished_files import CELL, ChartRow, Said, chart_rows, said_in
from tests.looks.policy import ALIKE, SHARE_ONLY, SHOWN, TOO_FEW, Round

SHARE = re.compile(r"(\d+) af (\d+)(?: positive)?(?:\s*\((\d+)\s?%\))?")
INVITED, INVITED_LATER = 29, 30

both_packages = pytest.mark.parametrize("package_id", PACKAGES)
both_rounds = pytest.mark.parametrize("number", [1, 2])


@cache
def evening(package_id: str) -> tuple[dict[int, Round], dict[str, bytes]]:
    """19 answers, then nine: some items skipped by many, one alike, so that each reason is met."""
    package = package_of(package_id)
    asked = package.questionnaire
    first = as_round(package, invent_answers(asked, 19, 5), INVITED)
    second = as_round(package, invent_answers(asked, 9, 6, lift=0.4), INVITED_LATER)
    few, share, alike = (section.items[0].id for section in asked.sections[:3])
    values = dict(second.values)
    values |= {few: values[few][:4], share: (1, 2, 3, 4, 4, 5), alike: (4,) * 9}
    rounds = {1: first, 2: Round(asked, 9, INVITED_LATER, values, second.texts, package.limits)}
    return rounds, files_of(package, *rounds.values())


@both_packages
def test_the_evening_meets_every_reason(package_id: str) -> None:
    """Otherwise what is counted here would prove less than it seems to."""
    rounds, _ = evening(package_id)
    found = {round.status(item) for round in rounds.values() for item in round.questionnaire.scale_items}
    assert found == {SHOWN, SHARE_ONLY, ALIKE, TOO_FEW}


# --- charts ---------------------------------------------------------------------------------------------


@both_rounds
@both_packages
def test_every_bar_is_the_count_of_its_item(package_id: str, number: int) -> None:
    rounds, files = evening(package_id)
    round = rounds[number]
    drawn: set[str] = set()
    for row in rows_of(files, number):
        item = item_of(round.questionnaire, row.label)
        if item is None:
            continue
        assert _is_right(row, round, item), (row, round.counts(item))
        drawn.add(item.id)
    visible = {i.id for i in round.questionnaire.scale_items if round.status(i) in (SHOWN, SHARE_ONLY)}
    assert drawn == visible


def _is_right(row: ChartRow, round: Round, item: Item) -> bool:
    """Counts by the scale's own labels, or the favourable share and what is left of the bar."""
    labels = round.questionnaire.scale_of(item).labels
    n, k = round.pair(item)
    if round.status(item) == SHOWN and {name for name, _ in row.numbers} == set(labels):
        return dict(row.numbers) == dict(zip(labels, round.counts(item), strict=True))
    first, *rest = [value for _, value in row.numbers]
    return abs(first - k / n) < 1e-9 and all(abs(value - (1 - k / n)) < 1e-9 for value in rest)


@both_rounds
@both_packages
def test_the_overview_draws_every_section_s_share(package_id: str, number: int) -> None:
    rounds, files = evening(package_id)
    titles = {s.title: s for s in rounds[number].questionnaire.sections}
    drawn = {row.label: row.numbers[0][1] for row in rows_of(files, number) if row.label in titles}
    wanted = {
        title: share_of(rounds[number], s) for title, s in titles.items() if has_share(rounds[number], s)
    }
    assert drawn == pytest.approx(wanted)
    answered = [row.numbers[0][1] for row in rows_of(files, number) if row.label == "Har svaret"]
    assert answered
    for share in answered:
        assert share == pytest.approx(rounds[number].answered / rounds[number].invited)


def rows_of(files: dict[str, bytes], number: int) -> list[ChartRow]:
    return chart_rows(files["meeting/deck" if number == 1 else "follow-up/deck"])


# --- words ----------------------------------------------------------------------------------------------


@both_rounds
@both_packages
def test_every_share_in_words_is_that_of_what_it_stands_beside(package_id: str, number: int) -> None:
    """On slides, in notes, in alt texts and on pages, wherever items, sections or answers are named."""
    rounds, files = evening(package_id)
    round, counted = rounds[number], 0
    for name in ("deck", "handouts"):
        for said in said_in(files[f"{'meeting' if number == 1 else 'follow-up'}/{name}"]):
            allowed = shares_beside(round, said)
            for k, n, share in SHARE.findall(said.text):
                assert (int(n), int(k)) in allowed or is_numbering(said, int(k), int(n)), (said, allowed)
                assert share in ("", per_cent(int(k), int(n))), said
                counted += 1
    assert counted > 100


def shares_beside(round: Round, said: Said) -> set[tuple[int, int]]:
    """(n, k) of the items that are named; where none is, of all: the words stand beside a bar."""
    named = [i for i in round.questionnaire.scale_items if i.label in said.text or i.text in said.text]
    items = named or round.questionnaire.scale_items
    visible = [item for item in items if round.status(item) in (SHOWN, SHARE_ONLY)]
    return {round.pair(item) for item in visible} | {(round.invited, round.answered)}


def is_numbering(said: Said, part: int, whole: int) -> bool:
    """»(1 af 3)« behind a title, and »side 1 af 3«."""
    return bool(re.search(rf"\({part} af {whole}\)|side {part} af {whole}", said.text))


def per_cent(k: int, n: int) -> str:
    return str((200 * k + n) // (2 * n))


@both_rounds
@both_packages
def test_the_hand_outs_show_each_item_with_its_counts_and_its_share(package_id: str, number: int) -> None:
    rounds, files = evening(package_id)
    round = rounds[number]
    rows = list(handout_rows(files, number))
    for item in round.questionnaire.scale_items:
        (cells,) = [row.split(CELL)[1:] for row in rows if _key(row).startswith(_key(item.text))]
        n, k = round.pair(item)
        if round.status(item) == SHOWN:
            assert cells[-1] == f"{k} af {n} ({per_cent(k, n)} %)"
            assert " ".join(cells[:-1]).split() == [str(count) for count in round.counts(item) if count]
        elif round.status(item) == SHARE_ONLY:
            assert f"{k} af {n}" in cells[-1]
        else:
            assert not re.search(r"\d", " ".join(cells))


def handout_rows(files: dict[str, bytes], number: int) -> Iterator[str]:
    for said in said_in(files["meeting/handouts" if number == 1 else "follow-up/handouts"]):
        if CELL in said.text:
            yield said.text


@both_packages
def test_every_section_s_share_on_the_hand_outs_is_right(package_id: str) -> None:
    rounds, files = evening(package_id)
    for number, round in rounds.items():
        shares = [s for s in round.questionnaire.sections if any(i.kind == "scale" for i in s.items)]
        wanted = [_whole(share_of(round, s)) for s in shares if has_share(round, s)]
        name = "meeting/handouts" if number == 1 else "follow-up/handouts"
        said = " ".join(one.text for one in said_in(files[name]))
        assert re.findall(r"Emnet samlet: (\d+) %", said) == wanted


# --- then and now ---------------------------------------------------------------------------------------


@both_packages
def test_the_comparison_shows_both_levels_and_their_difference(package_id: str) -> None:
    rounds, files = evening(package_id)
    said = " ".join(one.text for one in said_in(files["follow-up/comparison_deck"])).replace("−", "-")
    for item in rounds[1].questionnaire.scale_items:
        levels = [round.pair(item) for round in rounds.values()]
        if any(round.status(item) not in (SHOWN, SHARE_ONLY) for round in rounds.values()):
            continue
        for n, k in levels:
            assert f"{k} af {n} ({per_cent(k, n)} %)" in said
        then, now = ({"n": n, "favourable": k} for n, k in levels)
        change, interval = difference(then, now)
        told = re.search(
            rf"{re.escape(item.label)}: dengang .{{0,200}}?Forskel i procentpoint ([+-]?\d+)"
            rf", usikkerhed fra ([+-]?\d+) til ([+-]?\d+)",
            said,
        )
        assert told, item.label
        for number, value in zip(told.groups(), (change, *interval), strict=True):
            assert float(number) == pytest.approx(value, abs=0.56)


@both_packages
def test_the_comparison_shows_every_section_then_and_now(package_id: str) -> None:
    rounds, files = evening(package_id)
    found = [one for one in said_in(files["follow-up/comparison_deck"]) if len(one.cells) == 3]
    for section in rounds[1].questionnaire.sections:
        if not any(item.kind == "scale" for item in section.items):
            continue
        (row,) = {one.text for one in found if one.text.startswith(section.title + CELL)}
        for cell, round in zip(row.split(CELL)[1:], rounds.values(), strict=True):
            shares = re.findall(r"(\d+)\s?%", cell)
            assert shares == ([_whole(share_of(round, section))] if has_share(round, section) else [])


def share_of(round: Round, section: Section) -> float:
    pairs = [round.pair(item) for item in section.items if item.kind == "scale"]
    return sum(k for _, k in pairs) / sum(n for n, _ in pairs)


def has_share(round: Round, section: Section) -> bool:
    """A section's share is shown when those of all its items are."""
    items = [item for item in section.items if item.kind == "scale"]
    return bool(items) and all(round.status(item) in (SHOWN, SHARE_ONLY) for item in items)


def _whole(share: float) -> str:
    return str(int(share * 100 + 0.5))


def item_of(asked: Questionnaire, label: str) -> Item | None:
    return next((i for i in asked.scale_items if _key(label) in (_key(i.label), _key(i.text))), None)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
