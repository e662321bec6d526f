"""Everything is lost, the engine's database too, and comes back from a backup on an empty machine."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from domain.meeting import ROUND_1
from tests.faults.engine.operation import CONSULTANTS, operating
from tests.faults.engine.people import Cluster
from tests.faults.engine.reference import documents

pytestmark = pytest.mark.long

PATIENCE = 600


def test_nothing_is_mailed_until_armed_and_then_the_meeting_goes_on(now: datetime, tmp_path: Path) -> None:
    with operating(tmp_path) as operation:
        cluster = Cluster(operation.services, 0, now)
        operation.services.ledger.clocks.rehearse(cluster.id, now, wait_seconds=1)
        operation.start()
        with operation.engine():
            act_until(operation, cluster, "AwaitingMembers")
        operation.command("backup", str(tmp_path / "backup.zip"))
        kept, sent = documents(cluster.services, cluster.id), len(operation.mail.taken)
        assert kept
        assert sent
        operation.stop()
        operation.services.database.engine.dispose()
        shutil.rmtree(operation.home)
        operation.home.mkdir()
        (operation.home / "consultants.yaml").write_text(CONSULTANTS)
        operation.command("restore", str(tmp_path / "backup.zip"))
        assert documents(cluster.services, cluster.id) == kept
        operation.start()
        with operation.engine():
            act_until(operation, cluster, "AwaitingRetry")
            assert len(operation.mail.taken) == sent
            assert "invitation" in operation.command("arm")
            operation.command("arm", "--held", "send", "--by", "PRK")
            act_until(operation, cluster, "")
        assert cluster.is_over
        ids = [row.message_id for row in cluster.services.ledger.mails.of(cluster.id)]
        assert len(set(ids)) == len(ids)


def act_until(operation, cluster: Cluster, state: str) -> None:  # type: ignore[no-untyped-def]
    """Plays its people until it waits so; an empty state is the meeting's end."""

    def is_there() -> bool:
        wait = cluster.services.ledger.records.waiting(cluster.id, ROUND_1)
        if cluster.is_over or (wait and wait.state == state):
            return True
        cluster.act()
        return False

    operation.wait_for(state or "its end", is_there, PATIENCE)
