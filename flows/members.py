"""Waits for the coordinator's member list, with friendly nudges, but never past the survey's close."""

from __future__ import annotations

from flows.at_work import Work
from tasks.nudging import due_nudge, nudge, nudge_times


def wait_for_members(work: Work) -> None:
    while not work.services.ledger.members.of(work.meeting_id):
        closes = work.plan.survey_closes
        if work.now >= closes:
            break
        number = due_nudge(work.meeting_id, work.services)
        if number:
            work.does(nudge(number))
        coming = nudge_times(work.meeting_id, work.services)[number:]
        work.waits("AwaitingMembers", min([*coming[:1], closes]))
