"""What has been deleted by retention, asked by who would need it."""

from __future__ import annotations

from datetime import datetime

from domain.dates import day
from domain.errors import Refused
from domain.ports.services import Services
from domain.retention import What

DELETED = "slettet"


def purged_on(meeting_id: str, what: What, services: Services) -> datetime | None:
    """When it was deleted; None while it is there."""
    found = [receipt.at for receipt in services.ledger.purges.of(meeting_id) if receipt.what is what]
    return found[-1] if found else None


def check_people_kept(meeting_id: str, services: Services) -> None:
    """Raises Refused, with the date, once the meeting's names and addresses are gone."""
    when = purged_on(meeting_id, What.PEOPLE, services)
    if when:
        raise Refused(
            f"Navne og adresser til {meeting_id} blev slettet {day(when)}, fordi fristen var nået. Mødet er "
            "afsluttet, og ingen kan få mail om det mere. Bestil et nyt møde, hvis klyngen ønsker det."
        )


def check_answers_kept(meeting_id: str, services: Services) -> None:
    """Raises Refused, with the date, once the meeting's answers are gone."""
    when = purged_on(meeting_id, What.ANSWERS, services)
    if when:
        raise Refused(
            f"Besvarelserne til {meeting_id} blev slettet {day(when)}, fordi fristen var nået. De tal, "
            "klyngen har fået, står stadig i hovedbogen, men materialet kan ikke bygges igen."
        )
