"""Delivery: mail 2 to the coordinator, with the documents that also lie on the coordinator's page."""

from __future__ import annotations

from collections.abc import Callable

from domain.errors import NotFound
from domain.mails import MailKind
from domain.ports import Services, StoredFile
from tasks.filing import attached
from tasks.mailing import all_settled, coordinator, send_with_files
from tasks.occasion import Occasion, occasion
from tasks.report_building import COMPARISON_DECK, group_of
from tasks.step import step


@step("delivery", "Sender præsentation, uddelingskopier og noteark til mødelederen (mail 2).")
def delivery(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    files = services.ledger.files.of(meeting_id, group_of(round))
    if not files:
        raise NotFound(f"{meeting_id}, round {round}, has no documents yet. Rerun it from the report.")
    released = services.ledger.records.release(meeting_id, round) or {}
    outcome = send_with_files(
        it,
        services,
        MailKind.COORDINATOR_DELIVERY,
        coordinator(it.meeting),
        [(file.name, attached(file, services)) for file in sorted(files, key=_place(it))],
        has_data=released.get("form") == "data",
        is_compared=any(file.document == COMPARISON_DECK.document for file in files),
    )
    return all_settled([outcome])


def _place(it: Occasion) -> Callable[[StoredFile], int]:
    """The package's own order; a comparison stands last."""
    documents = [attachment.document for attachment in it.package.delivery]
    return lambda file: documents.index(file.document) if file.document in documents else len(documents)
