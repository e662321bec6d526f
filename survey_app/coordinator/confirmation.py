"""The coordinator's answer before the follow-up begins: yes, on another day, or no."""

from __future__ import annotations

from domain.changes.follow_up import agree_on_follow_up, decline_follow_up
from domain.changes.reasons import ASKED, COORDINATOR
from domain.errors import BadInput, Fault, Refused
from domain.follow_up_confirmation import NOT_NOW, confirm_follow_up
from domain.ports import Services
from survey_app.coordinator.view import View
from survey_app.forms import PostedForm

(REASON,) = ASKED


def keep_answer(services: Services, view: View, form: PostedForm) -> None:
    """Raises BadInput whose faults' places are the fields' names, and Refused when it is asked no more."""
    if not view.is_asked_to_confirm:
        raise Refused(NOT_NOW)
    meeting_id, months = view.meeting.id, form.get("maaneder")
    match form.get("valg"):
        case "ja":
            confirm_follow_up(meeting_id, COORDINATOR, services)
        case "nej":
            decline_follow_up(meeting_id, by=COORDINATOR, reason=REASON, services=services)
        case "senere" if months in {str(date.months) for date in view.later_dates}:
            agree_on_follow_up(meeting_id, int(months), by=COORDINATOR, reason=REASON, services=services)
        case "senere":
            raise BadInput([Fault("maaneder", "Vælg en af dagene på listen.", "")])
        case _:
            raise BadInput([Fault("valg", "Vælg, om opfølgningen skal begynde.", "")])
