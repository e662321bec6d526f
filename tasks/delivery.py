"""Delivery: mail 2 to the coordinator, with the documents that also lie on the coordinator's page."""

from __future__ import annotations

from domain.errors import NotFound
from domain.filed import THEN_AND_NOW, in_order, to_deliver
from domain.mails import MailKind, MailOutcome
from domain.package import Attachment
from domain.ports import Services
from tasks.enclosing import Enclosure, send_enclosing
from tasks.mailing import all_settled, coordinator
from tasks.occasion import Occasion, occasion
from tasks.report_building import group_of
from tasks.step import step


@step("delivery", "Sender præsentation, uddelingskopier og noteark til mødelederen (mail 2).")
def delivery(meeting_id: str, services: Services, *, round: int) -> str:
    return all_settled([deliver(occasion(meeting_id, services, round), services)])


def deliver(it: Occasion, services: Services, sequence: int = 1, resent: int = 0) -> MailOutcome:
    """Raises NotFound before the documents are built."""
    enclosed = _enclosed(it, services)
    if not enclosed:
        raise NotFound(f"{it.id}, round {it.round}, has no documents yet. Rerun it from the report.")
    released = services.ledger.records.release(it.id, it.round) or {}
    return send_enclosing(
        it,
        services,
        MailKind.COORDINATOR_DELIVERY,
        coordinator(it.meeting),
        enclosed,
        sequence=sequence,
        resent=resent,
        has_data=released.get("form") == "data",
        is_compared=any(one.attachment == THEN_AND_NOW for one in enclosed),
    )


def _enclosed(it: Occasion, services: Services) -> list[Enclosure]:
    """In the package's own order, a comparison first; what the package does not list any more stands last."""
    files = in_order(services.ledger.files.of(it.id, group_of(it.round)), it.package)
    is_compared = any(file.document == THEN_AND_NOW.document for file in files)
    known = {one.document: one for one in to_deliver(it.package, it.round, is_compared=is_compared)}
    return [Enclosure(known.get(f.document, Attachment(f.document, f.name)), f) for f in files]
