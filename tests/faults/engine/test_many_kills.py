"""Runs, workers, server and pages are killed at random while meetings are held: the same in the end."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from domain.meeting import ROUND_2
from tests.faults.engine.aftermath import (
    assert_no_mail_is_lost_or_doubled,
    assert_nobody_has_a_mail_twice,
    assert_same_files,
    undisturbed,
    unknown,
)
from tests.faults.engine.conftest import Lost
from tests.faults.engine.operation import operating
from tests.faults.engine.people import Cluster
from tests.faults.engine.storm import Storm

KILLS, SEED = 8, 20270311
RUNS_AT_A_TIME = 6
"""Of many meetings; with two, a kill of each in turn would let none get beyond its first second."""


def test_eight_kills_change_nothing_of_what_a_meeting_comes_to(
    lost: Lost, now: datetime, tmp_path: Path
) -> None:
    """One is held to its end, the second gets its first mail, the third's follow-up waits for its day."""
    held, planned = lost.clusters["invited"], lost.clusters["planned"]
    waits = lost.operation.run_of(planned.id, ROUND_2)
    with lost.operation.engine():
        held.live_quickly()
    storm = Storm(lost.operation, KILLS, pause=3, seed=SEED)
    storm.play([held], most_seconds=900)
    assert storm.kills.total() == KILLS
    (wanted,) = undisturbed(tmp_path / "ref", lost.operation, [held], now)
    assert_same_files(held, wanted)
    assert_no_mail_is_lost_or_doubled(lost.operation, held, wanted)
    assert_nobody_has_a_mail_twice(lost.operation)
    assert lost.operation.run_of(planned.id, ROUND_2).id == waits.id


@pytest.mark.long
def test_600_kills_of_20_meetings_change_nothing_of_what_they_come_to(now: datetime, tmp_path: Path) -> None:
    """The numbers can be lowered for a try: KILLS_OF_MANY="5 60 3", meetings, kills and seconds between."""
    meetings, kills, pause = (float(one) for one in os.environ.get("KILLS_OF_MANY", "20 600 3.2").split())
    with operating(tmp_path, worker_limit=RUNS_AT_A_TIME) as operation:
        clusters = [Cluster(operation.services, n, now, follow_up=n % 4 == 0) for n in range(int(meetings))]
        for one in clusters:
            one.services.ledger.clocks.rehearse(one.id, now, wait_seconds=1)
        operation.start()
        storm = Storm(operation, int(kills), pause, SEED)
        storm.play(clusters, most_seconds=3600)
        print(f"{unknown(clusters)} mails unknown, {len(operation.mail.taken)} taken by the server")
        assert storm.kills.total() == kills
        reference = undisturbed(tmp_path / "ref", operation, clusters, now)
        for found, wanted in zip(clusters, reference, strict=True):
            assert_same_files(found, wanted)
            assert_no_mail_is_lost_or_doubled(operation, found, wanted)
        assert_nobody_has_a_mail_twice(operation)
