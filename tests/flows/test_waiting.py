"""How long a run waits before it tries again: longer each time, and short again after any other wait."""

from __future__ import annotations

import pytest

from flows.waiting import pause_after, retries_in_a_row

AT_WORK = ["Pending", "Running"]


@pytest.mark.parametrize(
    ("states", "retries"),
    [
        (AT_WORK, 0),
        ([*AT_WORK, "AwaitingRetry", *AT_WORK], 1),
        ([*AT_WORK, "AwaitingRetry", "Late", *AT_WORK, "AwaitingRetry", *AT_WORK], 2),
        ([*AT_WORK, "AwaitingRetry", *AT_WORK, "AwaitingMembers", *AT_WORK], 0),
        ([*AT_WORK, "AwaitingMembers", *AT_WORK, "AwaitingRetry", *AT_WORK], 1),
    ],
)
def test_only_retries_in_a_row_count(states: list[str], retries: int) -> None:
    assert retries_in_a_row(states) == retries


def test_the_first_retry_comes_soon_and_the_pauses_grow_to_ten_minutes() -> None:
    assert [pause_after(retries).total_seconds() for retries in range(7)] == [20, 60, 120, 300, 600, 600, 600]
