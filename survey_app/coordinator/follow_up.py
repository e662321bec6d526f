"""The choice of a follow-up: yes and when, no, or later; to be changed until round 2 has its dates."""

from __future__ import annotations

from domain.errors import BadInput, Fault, LeaseTaken
from domain.follow_up_choice import LATER, NO, YES
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Decision, Services
from survey_app.coordinator.view import View
from survey_app.forms import PostedForm

KIND = "follow_up"
CHOICES = {"nej": NO, "senere": LATER}
PLANNED = "Opfølgningen er allerede planlagt, så valget kan ikke ændres her."
BUSY = "Vi arbejder på jeres møde lige nu, så valget er ikke gemt endnu. Vent et øjeblik, og prøv igen."


def posted_choice(form: PostedForm, view: View) -> Decision:
    """Raises BadInput whose faults' places are the fields' names."""
    chosen, months = form.get("valg"), form.get("maaneder")
    if chosen in CHOICES:
        return Decision(KIND, CHOICES[chosen], {}, "")
    if chosen != "ja":
        raise BadInput([Fault("valg", "Vælg, om I vil have en ny opgørelse.", "")])
    if months not in {str(date.months) for date in view.follow_up_dates}:
        raise BadInput([Fault("maaneder", "Vælg en af dagene på listen.", "")])
    return Decision(KIND, YES, {"months": int(months)}, "")


def keep_choice(services: Services, meeting_id: str, decision: Decision) -> str:
    """Empty, or why it was not kept. Under the lease: no run can plan round 2 at the same moment."""
    try:
        with services.ledger.holding(meeting_id) as held:
            if held.meetings.plan(meeting_id, ROUND_2):
                return PLANNED
            held.records.decide_anew(meeting_id, ROUND_1, decision)
    except LeaseTaken:
        return BUSY
    return ""


def agreed(view: View) -> str:
    """What stands, as a sentence."""
    if view.choice == NO:
        return "I har takket nej til en ny opgørelse."
    if view.choice == YES:
        usual = view.months or view.package.timing.follow_up_months
        month = next((date.month for date in view.follow_up_dates if date.months == usual), "")
        when = f"cirka {month}" if month else f"cirka {usual} måneder efter mødet"
        return f"I har valgt en ny opgørelse {when}."
    return ""
