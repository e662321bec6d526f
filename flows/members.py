"""Waits for the coordinator's member list, with friendly nudges, but never past the survey's close."""

from __future__ import annotations

from domain.planning import nudges
from flows.at_work import Work
from tasks.member_mailing import nudge


def wait_for_members(work: Work) -> None:
    while not work.services.ledger.members.of(work.meeting_id):
        plan, now = work.plan, work.now
        if now >= plan.survey_closes:
            break
        times = nudges(plan, work.services.calendar)
        for number, due in enumerate(times, start=1):
            if due <= now:
                work.does(nudge(number))
        work.waits("AwaitingMembers", next((due for due in times if due > now), plan.survey_closes))
