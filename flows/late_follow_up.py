"""A late follow-up: what the form asks, and what its answer means."""

from __future__ import annotations

from domain.acts import initials
from domain.dates import day_and_time
from domain.late_follow_up import CARRY_OUT, DROP, is_dropped, late_decision
from domain.ports import Decision
from flows.at_work import Work
from flows.forms import LateFollowUpForm
from tasks.late_follow_up import is_late, new_dates, plan_from_now

CHOICES = {"gennemfør nu med nye datoer": CARRY_OUT, "opgiv opfølgningen": DROP}


def is_to_be_held(work: Work) -> bool:
    """Asks where the follow-up is late, before anybody is mailed, and gives it its new dates."""
    if is_late(work.meeting_id, work.services):
        text = (
            f"Opfølgningens spørgeskema skulle være åbnet **{day_and_time(work.plan.survey_opens)}**, men "
            "systemet kørte ikke. Ingen medlemmer har fået mail om det. Skal opfølgningen gennemføres nu? "
            "Tal eventuelt med mødelederen først."
        )
        decided = work.asks(
            late_decision(work.plan),
            "AwaitingFollowUpDecision",
            LateFollowUpForm,
            text,
            lambda form: _accept(work, form),
        )
        if decided.choice == CARRY_OUT:
            work.repeats(new_dates)
    return not is_dropped(work.meeting_id, work.services)


def _accept(work: Work, form: LateFollowUpForm) -> Decision:
    choice = CHOICES[form.choice]
    if choice == CARRY_OUT:
        plan_from_now(work.meeting_id, work.services)
    return Decision(late_decision(work.plan), choice, {}, initials(form.initials))
