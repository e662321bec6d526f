"""The follow-up: the round once more, months later, compared with the first."""

from __future__ import annotations

from prefect import flow

from domain.meeting import ROUND_2
from flows.at_work import at_work_on
from flows.late_follow_up import is_to_be_held
from flows.survey_round import survey_round
from tasks.follow_up import announcement


@flow(name="follow-up")
def follow_up(meeting_id: str) -> None:
    """Gentager spørgeskemaet 6–12 måneder efter mødet og sammenligner med første runde."""
    with at_work_on(meeting_id, ROUND_2) as work:
        if is_to_be_held(work):
            work.does(announcement)
            survey_round(work)
