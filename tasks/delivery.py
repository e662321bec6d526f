"""Delivery: mail 2 to the coordinator, with the documents that also lie on the coordinator's page."""

from __future__ import annotations

from domain.errors import NotFound
from domain.mails import MailKind
from domain.ports import Services
from tasks.filing import attached
from tasks.mailing import all_settled, coordinator, send
from tasks.occasion import occasion
from tasks.report_building import group_of
from tasks.step import step


@step("delivery", "Sender præsentation, uddelingskopier og noteark til mødelederen (mail 2).")
def delivery(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    files = services.ledger.files.of(meeting_id, group_of(round))
    if not files:
        raise NotFound(f"{meeting_id}, round {round}, has no documents yet. Rerun it from the report.")
    released = services.ledger.records.release(meeting_id, round) or {}
    outcome = send(
        it,
        services,
        MailKind.COORDINATOR_DELIVERY,
        coordinator(it.meeting),
        carries=attached(files, services),
        attachments=tuple(file.name for file in files),
        has_data=released.get("form") == "data",
        is_compared="comparison" in released,
    )
    return all_settled([outcome])
