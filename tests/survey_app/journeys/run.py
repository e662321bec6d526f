"""What a meeting's run and its consultant do between people's visits, one call after the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from data_contracts.invented_answers import invent_answers
from domain.meeting import ROUND_1, Plan
from domain.ports import Decision, SubmitResult, Wait
from tasks.consultation import consultation
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.follow_up import announcement, follow_up
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.posting import posting
from tasks.report_building import report_building
from tasks.step import Step
from tasks.survey_collection import survey_collection
from tasks.thanks import thanks

A_MOMENT = timedelta(minutes=1)


class Run:
    """Leaves each call with the meeting waiting for what its name says, as the flows do."""

    def __init__(self, house: Any, meeting_id: str) -> None:
        self.house, self.id, self.round = house, meeting_id, ROUND_1

    @property
    def plan(self) -> Plan:
        return self.house.ledger.meetings.plan(self.id, self.round)

    def until_the_consultation(self) -> None:
        self._does(intake)
        self._waits("AwaitingConsultation")

    def until_the_members(self) -> None:
        agreed = Decision("consultation", "confirmed", {"follow_up": "later"}, "PRK")
        self.house.ledger.records.decide(self.id, self.round, agreed)
        self._does(consultation, kit_mailing, posting)
        self._waits("AwaitingMembers", self.plan.survey_closes)

    def until_the_survey_opens(self) -> None:
        self._waits("AwaitingSurveyStart", self.plan.survey_opens)

    def until_the_answers(self) -> None:
        self._comes(self.plan.survey_opens)
        self._does(member_mailing)
        self._waits("AwaitingAnswers", self.plan.survey_closes)

    def until_the_release(self) -> None:
        self._comes(self.plan.survey_closes)
        self._does(survey_collection)
        self._waits("AwaitingRelease")

    def until_the_meeting(self) -> None:
        self._does(data_quality_gate, report_building)
        self._comes(self.plan.delivery)
        self._does(delivery)
        self._waits("AwaitingMeeting", self.plan.thanks)

    def until_the_comparison(self) -> None:
        """The second round ends with its delivery."""
        self.until_the_meeting()
        self.house.ledger.records.clear_waiting(self.id, self.round)

    def until_the_word_on_follow_up(self) -> None:
        self._comes(self.plan.thanks)
        self._does(thanks)
        self._waits("AwaitingFollowUpDecision", self.plan.thanks + timedelta(days=30))

    def until_the_follow_up(self) -> None:
        self._does(follow_up)
        self.house.ledger.records.clear_waiting(self.id, self.round)
        self.round = 2
        self._comes(self.plan.survey_opens - timedelta(days=14))
        self._does(announcement)
        self._waits("AwaitingFollowUpConfirmation", self.plan.survey_opens)

    def until_the_second_start(self) -> None:
        self._waits("AwaitingSurveyStart", self.plan.survey_opens)

    def others_answer(self, count: int) -> None:
        """The first `count` members, straight into the store: what their browsers do is tried elsewhere."""
        house, members = self.house, self.house.ledger.members.of(self.id)
        questionnaire = house.ledger.surveys.of(self.id, self.round).questionnaire
        for member, answers in zip(members, invent_answers(questionnaire, count, self.round), strict=False):
            link = house.tokens.hash(house.tokens.invitation(self.id, self.round, member.id))
            result = house.answers.submit(f"{self.id}/{self.round}", link, answers)
            assert result is SubmitResult.ACCEPTED

    def _does(self, *steps: Step) -> None:
        for step in steps:
            self.house.ledger.records.clear_waiting(self.id, self.round)
            step.fn(self.id, self.house, round=self.round)

    def _waits(self, state: str, until: datetime | None = None) -> None:
        self.house.ledger.records.set_waiting(Wait(self.id, self.round, state, until))

    def _comes(self, when: datetime) -> None:
        self.house.wall.shows = when + A_MOMENT
