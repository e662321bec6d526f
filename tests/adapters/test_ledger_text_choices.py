"""The ledger's book of ticked texts: first wins, a change of mind until the release, one act each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from adapters.ledger import SqlLedger
from domain.acts import ActKind
from domain.errors import Refused, TryAgain
from domain.ports import TextChoice
from tests.ledgers import HandClock, add_meeting, sqlite_engine

FIRST, SECOND = {"words": (0, 2, 5)}, {"words": (1, 2, 3), "more": (0, 1, 2)}


@pytest.fixture
def ledger(tmp_path: Path) -> SqlLedger:
    return SqlLedger(sqlite_engine(tmp_path), HandClock(), lease_seconds=60)


def chosen(ledger: SqlLedger, meeting: str, positions: Mapping[str, tuple[int, ...]], seen: int = 0) -> int:
    choice = TextChoice("c0ffee", positions, "AB")
    return ledger.text_choices.choose(meeting, 1, choice, seen).number


def release(texts: object = None) -> dict[str, Any]:
    content = {"pull_hash": "c0ffee", "form": "data", "figures": {}}
    return content | ({"texts": texts} if texts else {})


def test_a_choice_is_read_as_it_was_made_and_each_round_has_its_own(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    assert ledger.text_choices.of(meeting, 1) is None
    assert chosen(ledger, meeting, FIRST) == 1
    assert ledger.text_choices.of(meeting, 1) == TextChoice("c0ffee", FIRST, "AB", 1)
    assert ledger.text_choices.of(meeting, 2) is None


def test_of_eight_at_once_one_wins_and_the_others_are_told(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)

    def choose(place: int) -> int | str:
        try:
            return chosen(ledger, meeting, {"words": (place, 20, 21)})
        except Refused as refusal:
            return str(refusal)[:13]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(choose, range(8)))
    assert sorted(map(str, results)) == ["1", *["AB har valgt t"[:13]] * 7]
    assert len(ledger.acts.of(meeting)) == 1


def test_every_change_of_mind_is_an_act(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    assert [chosen(ledger, meeting, FIRST), chosen(ledger, meeting, SECOND, seen=1)] == [1, 2]
    acts = ledger.acts.of(meeting)
    assert [act.kind for act in acts] == [ActKind.TEXTS_CHOSEN] * 2
    assert [act.detail for act in acts] == [{"ticked": {"words": 3}}, {"ticked": {"words": 3, "more": 3}}]


def test_once_released_nobody_chooses_but_the_same_again_is_no_fault(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    chosen(ledger, meeting, FIRST)
    ledger.records.set_release(meeting, 1, release({"choice": 1, "ticked": FIRST}))
    with pytest.raises(Refused, match="Materialet er bygget"):
        chosen(ledger, meeting, SECOND, seen=1)
    assert chosen(ledger, meeting, FIRST, seen=1) == 1


@pytest.mark.parametrize("texts", [None, {"choice": 2, "ticked": FIRST}])
def test_a_release_built_of_another_choice_than_stands_now_is_built_again(
    ledger: SqlLedger, texts: object
) -> None:
    meeting = add_meeting(ledger)
    chosen(ledger, meeting, FIRST)
    with pytest.raises(TryAgain, match="built anew"):
        ledger.records.set_release(meeting, 1, release(texts))
    assert ledger.records.release(meeting, 1) is None


def test_a_second_release_with_other_texts_is_refused(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    chosen(ledger, meeting, FIRST)
    ledger.records.set_release(meeting, 1, release({"choice": 1, "ticked": {"words": [0, 2, 5]}}))
    ledger.records.set_release(meeting, 1, release({"choice": 1, "ticked": {"words": [0, 2, 5]}}))
    with pytest.raises(Refused, match="released already"):
        ledger.records.set_release(meeting, 1, release({"choice": 1, "ticked": {}}))


def test_no_text_is_in_the_row(ledger: SqlLedger) -> None:
    meeting = add_meeting(ledger)
    chosen(ledger, meeting, SECOND)
    with ledger.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM text_choices")).one()
    assert json.loads(row.positions) == {"more": [0, 1, 2], "words": [1, 2, 3]}
