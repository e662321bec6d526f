"""Kit mailing: mail 1 to the coordinator, with everything the package lists and a calendar file."""

from __future__ import annotations

from typing import Any

from domain import sheets
from domain.appointments import Appointment, meeting_appointment
from domain.changes.calendar_versions import meeting_version
from domain.filed import KIT
from domain.mails import MailKind, MailOutcome
from domain.package import Attachment
from domain.ports import Services, StoredFile
from tasks.documents import without_numbers
from tasks.enclosing import Enclosure, send_enclosing
from tasks.filing import APPOINTMENT, Builder, attached, file_away
from tasks.mailing import all_settled, coordinator
from tasks.occasion import Occasion, occasion
from tasks.step import step

FOR_THE_CALENDAR = Attachment(APPOINTMENT, "Kalenderaftale")


@step("kit_mailing", "Sender materialet til mødelederen (mail 1).")
def kit_mailing(meeting_id: str, services: Services, *, round: int) -> str:
    return all_settled([send_kit(occasion(meeting_id, services, round), services)])


def send_kit(it: Occasion, services: Services, sequence: int = 1, resent: int = 0) -> MailOutcome:
    """Built anew, the same bytes where nothing has changed."""
    enclosed, appointment = file_kit(it, services)
    return send_enclosing(
        it,
        services,
        MailKind.COORDINATOR_KIT,
        coordinator(it.meeting),
        enclosed,
        sequence=sequence,
        resent=resent,
        also=(attached(appointment, services),),
        proposed=_proposed(it),
    )


def file_kit(it: Occasion, services: Services) -> tuple[list[Enclosure], StoredFile]:
    """The kit's documents, filed as the meeting stands now, and the meeting for a calendar."""
    builders = {**without_numbers(it, services), APPOINTMENT: _appointment(it, services)}
    *files, appointment = file_away(it, services, KIT, (*it.package.kit, FOR_THE_CALENDAR), builders)
    return [Enclosure(one, file) for one, file in zip(it.package.kit, files, strict=True)], appointment


def appointment_now(it: Occasion, services: Services) -> Appointment:
    version = meeting_version(it.id, services)
    return meeting_appointment(it.meeting, it.package, it.plan, services.mail_domain, version)


def _appointment(it: Occasion, services: Services) -> Builder:
    it_is, made_on = appointment_now(it, services), services.clock.now(it.id).date()
    return lambda: services.appointments.render([it_is], it.meeting.order, made_on)


def _proposed(it: Occasion) -> dict[str, Any] | None:
    """The invitation that the coordinator copies, where the package wants it in the mail itself."""
    if all(attachment.how != "body" for attachment in it.package.kit):
        return None
    return dict(sheets.proposed_invitation(it.package, it.meeting, it.plan))
