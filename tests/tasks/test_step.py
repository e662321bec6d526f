"""Steps: done once, done again when told to, and never forgotten by a failure."""

from __future__ import annotations

import pytest

from domain.errors import TryAgain
from domain.ports import Services
from tasks.step import DONE_BEFORE, Step, step
from tests.tasks.house import House


def counting(fails_at: int = 0) -> Step:
    calls: list[int] = []

    @step("counting", "Tæller.")
    def count(meeting_id: str, services: Services, *, round: int) -> str:
        calls.append(round)
        if len(calls) == fails_at:
            raise TryAgain("not now")
        return f"call {len(calls)}"

    return count


def test_a_step_is_done_once(house: House) -> None:
    once = counting()
    assert [once.fn(house.id, house), once.fn(house.id, house)] == ["call 1", DONE_BEFORE]


def test_again_does_the_work_once_more_and_keeps_the_new_summary(house: House) -> None:
    again = counting()
    again.fn(house.id, house)
    assert again.again.fn(house.id, house) == "call 2"
    assert house.ledger.records.steps_done(house.id, 1) == {"counting": "call 2"}


def test_a_repetition_that_fails_leaves_the_step_done_and_can_be_repeated(house: House) -> None:
    again = counting(fails_at=2)
    again.fn(house.id, house)
    with pytest.raises(TryAgain):
        again.again.fn(house.id, house)
    assert house.ledger.records.is_done(house.id, 1, "counting")
    assert again.again.fn(house.id, house) == "call 3"
