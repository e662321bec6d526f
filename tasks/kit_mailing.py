"""Kit mailing: mail 1 to the coordinator, with everything the package lists and a calendar file."""

from __future__ import annotations

from typing import Any

from domain import sheets
from domain.appointments import meeting_appointment
from domain.filed import KIT
from domain.mails import MailKind
from domain.package import Attachment
from domain.ports import Services
from tasks.documents import without_numbers
from tasks.enclosing import Enclosure, send_enclosing
from tasks.filing import APPOINTMENT, Builder, attached, file_away
from tasks.mailing import all_settled, coordinator
from tasks.occasion import Occasion, occasion
from tasks.step import step

FOR_THE_CALENDAR = Attachment(APPOINTMENT, "Kalenderaftale")


@step("kit_mailing", "Sender materialet til mødelederen (mail 1).")
def kit_mailing(meeting_id: str, services: Services, *, round: int) -> str:
    it = occasion(meeting_id, services, round)
    builders = {**without_numbers(it, services), APPOINTMENT: _appointment(it, services)}
    *files, appointment = file_away(it, services, KIT, (*it.package.kit, FOR_THE_CALENDAR), builders)
    outcome = send_enclosing(
        it,
        services,
        MailKind.COORDINATOR_KIT,
        coordinator(it.meeting),
        [Enclosure(attachment, file) for attachment, file in zip(it.package.kit, files, strict=True)],
        also=(attached(appointment, services),),
        proposed=_proposed(it),
    )
    return all_settled([outcome])


def _appointment(it: Occasion, services: Services) -> Builder:
    it_is = meeting_appointment(it.meeting, it.package, it.plan, services.mail_domain)
    made_on = services.clock.now(it.id).date()
    return lambda: services.appointments.render([it_is], it.meeting.order, made_on)


def _proposed(it: Occasion) -> dict[str, Any] | None:
    """The invitation that the coordinator copies, where the package wants it in the mail itself."""
    if all(attachment.how != "body" for attachment in it.package.kit):
        return None
    return dict(sheets.proposed_invitation(it.package, it.meeting, it.plan))
