"""What a mail of a change carries, and what it may say of the meeting as it stands now."""

from __future__ import annotations

from typing import Any

from domain.acts import Act, ActKind
from domain.appointments import cancelled
from domain.changes.account import by_whom, moment, why
from domain.changes.situation import invited
from domain.follow_up_choice import follow_up_choice
from domain.mails import FileAttachment
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from tasks.filing import ICS, SUFFIXES, attached, file_name
from tasks.follow_up import in_the_calendar
from tasks.kit_mailing import appointment_now, file_kit, kit_mailing
from tasks.occasion import Occasion, occasion

TOLD_TO_MEMBERS = (ActKind.MOVED, ActKind.EXTENDED, ActKind.CANCELLED)


def papers(act: Act, services: Services) -> dict[str, Any]:
    """Files those papers anew that the coordinator has, and attaches the ones that have changed."""
    first = occasion(act.meeting_id, services, ROUND_1)
    second = services.ledger.meetings.plan(act.meeting_id, ROUND_2)
    if second:
        return {"carries": (in_the_calendar(first, services, second),)}
    if not _has_the_kit(act, services) or services.clock.now(first.id) >= first.plan.meeting_starts:
        return {}
    enclosed, appointment = file_kit(first, services)
    new = [one for one in enclosed if one.file.sha256[:16] != act.detail["kit"].get(one.file.document)]
    carried = [one for one in new if one.how == "attached"]
    return {
        "carries": tuple(attached(file, services) for file in (*(one.file for one in carried), appointment)),
        "attachments": tuple(one.attachment.title for one in carried),
        "on_page": tuple(one.attachment.title for one in new if one not in carried),
    }


def _has_the_kit(act: Act, services: Services) -> bool:
    return services.ledger.records.is_done(act.meeting_id, ROUND_1, kit_mailing.name)


def removal(act: Act, it: Occasion, services: Services) -> tuple[FileAttachment, ...]:
    """Takes the meeting out of the calendars that mail 1 put it in."""
    if not _has_the_kit(act, services):
        return ()
    made_on, off = services.clock.now(it.id).date(), cancelled(appointment_now(it, services))
    content = services.appointments.render([off], it.meeting.order, made_on)
    return (FileAttachment(file_name(it, "Aflysning", SUFFIXES[ICS]), content, ICS),)


def facts(act: Act, it: Occasion, services: Services) -> dict[str, Any]:
    """What any of these mails may say of the act, and of the meeting as it stands now."""
    records, now = services.ledger.records, services.clock.now(it.id)
    has_closed = now >= it.plan.survey_closes
    hear = invited(it.id, it.round, services, before=act.at)
    return {
        "was_starts": moment(act, "was"),
        "was_closes": moment(act, "was_closes"),
        "reason": why(act),
        "by": by_whom(act),
        "new_coordinator": act.kind is ActKind.COORDINATOR_REPLACED,
        "follow_up_choice": follow_up_choice(it.id, services)[0],
        "is_open": not has_closed and services.ledger.surveys.of(it.id, it.round) is not None,
        "has_closed": has_closed,
        "has_kit": _has_the_kit(act, services),
        "has_begun": now >= it.meeting.order.meeting_starts,
        "is_delivered": records.is_done(it.id, it.round, "delivery"),
        "members_told": act.kind in TOLD_TO_MEMBERS and bool(hear),
        "order_link": f"{services.base_url}/bestil",
    }
