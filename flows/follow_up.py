"""The follow-up: the round once more, months later, compared with the first."""

from __future__ import annotations

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from domain.meeting import ROUND_2
from domain.runs_in_words import end_in_words
from flows.at_work import at_work_on
from flows.follow_up_confirmation import is_to_begin
from flows.late_follow_up import is_to_be_held
from flows.parameters import MeetingId
from flows.survey_round import survey_round
from tasks.follow_up import announcement


@flow(name="follow-up")
def follow_up(meeting_id: MeetingId) -> State:
    """Gentager spørgeskemaet 6–12 måneder efter mødet og sammenligner med første runde."""
    with at_work_on(meeting_id, ROUND_2) as work:
        if is_to_be_held(work):
            work.does(announcement)
            if is_to_begin(work):
                survey_round(work)
        return Completed(message=end_in_words(meeting_id, ROUND_2, work.services))
