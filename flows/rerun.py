"""Rerun: one meeting again from a chosen step, mailing nobody twice."""

from __future__ import annotations

from typing import Literal

from prefect import flow
from prefect.logging import get_run_logger

from tasks.rerunning import redo


@flow(name="rerun")
def rerun(
    meeting_id: str,
    from_step: Literal["kit", "members", "survey", "gate", "report", "delivery", "follow-up"] = "report",
) -> None:
    """Kører ét møde igen fra det valgte trin. Ingen får en mail to gange."""
    from adapters.wiring import open_services

    services = open_services()
    with services.ledger.holding(meeting_id) as ledger:
        for line in redo(meeting_id, services.writing_with(ledger), from_step, run=lambda step: step):
            get_run_logger().info(line)
