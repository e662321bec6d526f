"""Before a follow-up begins its coordinator says yes; where nobody answers an operator is asked."""

from __future__ import annotations

from domain.acts import initials
from domain.dates import day_and_time
from domain.follow_up_confirmation import is_confirmed
from domain.late_follow_up import CONFIRMED, DROP, confirmation_of
from domain.ports import Decision
from flows.at_work import Work
from flows.forms import UnconfirmedFollowUpForm

CHOICES = {"gennemfør den": CONFIRMED, "opgiv opfølgningen": DROP}


def is_to_begin(work: Work) -> bool:
    """False where it was given up; leaves until there is an answer."""
    if is_confirmed(work.meeting_id, work.services):
        return True
    work.waits("AwaitingFollowUpConfirmation", work.plan.survey_opens)
    text = (
        "Mødelederen er spurgt, om opfølgningen stadig skal holdes, men har ikke svaret. Spørgeskemaet "
        f"skulle være åbnet **{day_and_time(work.plan.survey_opens)}**. Ingen medlemmer har fået mail. "
        "Ring til mødelederen, og svar her. Skal den ligge senere, så flyt den på driftssiden i stedet."
    )
    kind = confirmation_of(work.plan)
    decided = work.asks(
        kind,
        "AwaitingFollowUpConfirmation",
        UnconfirmedFollowUpForm,
        text,
        lambda form: Decision(kind, CHOICES[form.choice], {}, initials(form.initials)),
    )
    return decided.choice == CONFIRMED
