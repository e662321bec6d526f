"""Twenty meetings wait when Prefect's database is deleted: all wait again, each follow-up for its own day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.faults.engine.conftest import lose_the_engine
from tests.faults.engine.operation import operating

pytestmark = pytest.mark.long

KINDS = ("ordered", "invited", "planned", "planned") * 5


def test_twenty_meetings_wait_as_before_and_nobody_was_mailed(now: datetime, tmp_path: Path) -> None:
    with operating(tmp_path) as operation:
        lost = lose_the_engine(operation, KINDS, now)
    print(f"{len(lost.clusters)} meetings were back after {lost.seconds:.0f} s")
    assert len(lost.after) == 20
    assert lost.after == lost.before
    assert lost.mails_after == lost.mails_before
    assert lost.operation.screen.count("made anew") == 1
