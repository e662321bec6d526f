"""`klyngeflow coordinator-link`: the present link to a coordinator's page, or a new one."""

from __future__ import annotations

from adapters.wiring import LiveServices
from cli.commands import ready_services
from domain.coordinators_link import MOST_MAILS, WITHIN, coordinators_page, mail_link
from domain.purges import check_people_kept


def show_link(meeting_id: str) -> None:
    """Printed for the operator alone. Raises NotFound for a meeting that is not there, Refused for one whose
    coordinator is forgotten."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    check_people_kept(meeting_id, services)
    print(coordinators_page(services, meeting_id))


def renew_link(meeting_id: str) -> None:
    """The old link is dead at once. Raises Refused when it has been mailed too often today."""
    services = ready_services()
    services.ledger.meetings.get(meeting_id)
    check_people_kept(meeting_id, services)
    services.ledger.coordinator_links.renew(meeting_id, MOST_MAILS, WITHIN)
    print(_told(meeting_id, services))


def _told(meeting_id: str, services: LiveServices) -> str:
    if mail_link(meeting_id, services):
        return "Renewed. The coordinator has been mailed the new link; the old one is dead."
    return "Renewed; the old link is dead. Upkeep mails the coordinator the new one."
