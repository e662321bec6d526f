"""No attempt joins answers to links in our store; and each attempt does where a store breaks its rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sealed_answers import SealedAnswerStore
from adapters.wiring import LiveServices, open_services
from cli.proving import answer_orders, direct
from cli.proving.postgres import scratch_ledger
from cli.proving.score import Tally
from cli.proving.stage import MakeStore
from cli.proving.survey import Conditions, When, play
from tests.cli.proving import leaky_stores
from tests.ledgers import POSTGRES_URL

IN_MIDST = Conditions((When.WHILE_AN_ANSWER_IS_KEPT,), answers=(12, 14))
# The more answers, the less chance alone can look like skill: so few surveys are enough.
MANY_ANSWERS = Conditions(answers=(36, 40))


@pytest.fixture(scope="module")
def ours() -> LiveServices:
    return open_services()


def played(tmp_path: Path, ours: LiveServices, store: MakeStore, surveys: int, under: Conditions) -> Tally:
    tally = Tally()
    for number in range(surveys):
        tally.add(play(tmp_path / str(number), ours, store, number, under))
    return tally


def test_nothing_beats_guessing_in_our_store(tmp_path: Path, ours: LiveServices) -> None:
    tally = played(tmp_path, ours, SealedAnswerStore, 8, MANY_ANSWERS)
    assert [result for result in tally.results() if result.beats_guessing] == []
    assert len(tally.results()) > 20


@pytest.mark.long
def test_nothing_beats_guessing_in_two_hundred_surveys(tmp_path: Path, ours: LiveServices) -> None:
    results = played(tmp_path, ours, SealedAnswerStore, 200, Conditions()).results()
    assert [result for result in results if result.beats_guessing] == []


@pytest.mark.long
def test_after_the_close_a_ledger_on_postgres_tells_nothing(tmp_path: Path, ours: LiveServices) -> None:
    if not POSTGRES_URL:
        pytest.skip("KLYNGEFLOW_TEST_POSTGRES_URL is not set: the ledger was tried on SQLite only")
    tally = Tally()
    for number in range(60):
        with scratch_ledger(POSTGRES_URL) as url:
            under = Conditions((When.AFTER_THE_CLOSE,), ledger_url=url)
            tally.add(play(tmp_path / str(number), ours, SealedAnswerStore, number, under))
    assert [result for result in tally.results() if result.beats_guessing] == []
    assert any("mails.xmin" in result.attempt.links for result in tally.results())


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
