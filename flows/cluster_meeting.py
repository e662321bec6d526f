"""One cluster meeting, from order to the day after."""

from __future__ import annotations

from datetime import timedelta

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from domain.follow_up_choice import LATER, follow_up_choice
from domain.meeting import ROUND_1
from domain.runs_in_words import end_in_words
from flows.at_work import Work, at_work_on
from flows.consultation import ask_for_consultation
from flows.members import wait_for_members
from flows.parameters import MeetingId
from flows.survey_round import survey_round
from tasks.consultation import consultation
from tasks.follow_up import follow_up
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.posting import posting
from tasks.thanks import thanks

DAYS_TO_DECIDE_ON_FOLLOW_UP = timedelta(days=30)


@flow(name="cluster-meeting")
def cluster_meeting(meeting_id: MeetingId) -> State:
    """Kører ét klyngemøde fra ordre til dagen efter mødet. Venter selv på de rigtige dage."""
    with at_work_on(meeting_id, ROUND_1) as work:
        work.does(intake)
        ask_for_consultation(work)
        work.does(consultation)
        work.does(kit_mailing)
        work.does(posting)
        wait_for_members(work)
        survey_round(work)
        work.waits("AwaitingMeeting", work.plan.thanks)
        work.does(thanks)
        _wait_for_the_word_on_follow_up(work)
        work.does(follow_up)
        return Completed(message=end_in_words(meeting_id, ROUND_1, work.services))


def _wait_for_the_word_on_follow_up(work: Work) -> None:
    choice, _ = follow_up_choice(work.meeting_id, work.services)
    if choice == LATER:
        work.waits("AwaitingFollowUpDecision", work.plan.thanks + DAYS_TO_DECIDE_ON_FOLLOW_UP)
