"""The consultation: what the form asks, and what its answer means."""

from __future__ import annotations

from datetime import datetime, time

from domain.acts import initials
from domain.dates import day_and_time
from domain.errors import Refused
from domain.meeting import COPENHAGEN
from domain.planning import plan_first_round
from domain.ports import Decision
from flows.at_work import Work
from flows.forms import AS_ORDERED, ConsultationForm

FOLLOW_UP = {"ja": "yes", "nej": "no", "aftales senere": "later"}


def ask_for_consultation(work: Work) -> None:
    order = work.services.ledger.meetings.get(work.meeting_id).order
    text = (
        f"Mødet er bestilt til **{day_and_time(work.plan.meeting_starts)}** med {order.members_expected} "
        "medlemmer. Ring til mødelederen (du har fået en mail om hvem), gennemgå pakken og klyngens behov, "
        "og bekræft her. Så sendes materialet til mødelederen."
    )
    work.asks("consultation", "AwaitingConsultation", ConsultationForm, text, lambda form: accept(work, form))


def accept(work: Work, form: ConsultationForm) -> Decision:
    detail: dict[str, str | int] = {"follow_up": FOLLOW_UP[form.follow_up], "months": form.months}
    starts = work.plan.meeting_starts
    if form.new_date or form.new_time != AS_ORDERED:
        clock_time = starts.time() if form.new_time == AS_ORDERED else time.fromisoformat(form.new_time)
        moved = datetime.combine(form.new_date or starts.date(), clock_time, COPENHAGEN)
        if moved <= work.now:
            raise Refused("Den nye mødedato ligger i fortiden.")
        meeting = work.services.ledger.meetings.get(work.meeting_id)
        timing = work.services.packages.get(meeting.order.package_id).timing
        plan_first_round(moved, timing, work.services.calendar, work.now)
        detail["meeting_starts"] = moved.isoformat()
    elif work.now >= work.plan.survey_closes:
        raise Refused(
            f"Spørgeskemaet skulle være lukket {day_and_time(work.plan.survey_closes)}, så mødet kan ikke "
            "holdes på den aftalte dag med svar. Aftal en ny mødedato, og skriv den her."
        )
    return Decision("consultation", "confirmed", detail, initials(form.initials))
