"""No attempt joins answers to links in our store; and each attempt does where a store breaks its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sealed_answers import SealedAnswerStore
from adapters.wiring import LiveServices, open_services
from cli.proving import answer_orders, direct
from cli.proving.score import Tally
from cli.proving.stage import MakeStore
from cli.proving.survey import When, play
from tests.cli.proving import leaky_stores

IN_MIDST = (When.WHILE_AN_ANSWER_IS_KEPT,)


@pytest.fixture(scope="module")
def ours() -> LiveServices:
    return open_services()


def played(
    tmp_path: Path, ours: LiveServices, store: MakeStore, surveys: int, moments: tuple[When, ...]
) -> Tally:
    tally = Tally()
    for number in range(surveys):
        tally.add(play(tmp_path / str(number), ours, store, number, moments))
    return tally


def test_nothing_beats_guessing_in_our_store(tmp_path: Path, ours: LiveServices) -> None:
    tally = played(tmp_path, ours, SealedAnswerStore, 20, tuple(When))
    assert [result for result in tally.results() if result.beats_guessing] == []
    assert len(tally.results()) > 20


@pytest.mark.long
def test_nothing_beats_guessing_in_two_hundred_surveys(tmp_path: Path, ours: LiveServices) -> None:
    results = played(tmp_path, ours, SealedAnswerStore, 200, tuple(When)).results()
    assert [result for result in results if result.beats_guessing] == []


@pytest.mark.parametrize(
    ("store", "attempt"),
    [
        (leaky_stores.TimeColumn, answer_orders.by_what_stands_beside),
        (leaky_stores.WriteAheadLog, direct.by_what_changed_between_two_states),
        (leaky_stores.OrderInThePage, answer_orders.by_place_in_the_bytes),
        (leaky_stores.HashBesideTheLink, direct.by_a_hash_beside_the_link),
        (leaky_stores.SameNumberOnBoth, direct.in_one_row),
        (leaky_stores.OldStateInTheJournal, direct.by_what_changed_between_two_states),
    ],
)
def test_a_store_that_breaks_a_rule_is_caught_by_the_attempt_meant_for_it(
    tmp_path: Path, ours: LiveServices, store: MakeStore, attempt: object
) -> None:
    results = played(tmp_path, ours, store, 3, IN_MIDST).results()
    caught = [result for result in results if result.beats_guessing]
    assert any(result.attempt.answers.startswith(attempt.__doc__ or "?") for result in caught)
